"""Circles: one class around the other."""

import numpy as np

from backstep.datasets.dataset import Dataset, Samples, scattered, turns

circles = Dataset(
    "circles",
    title=("Circles", "Círculos"),
    summary=(
        "A small circle inside a large one: the boundary has to close around it.",
        "Un círculo pequeño dentro de uno grande: la frontera tiene que cerrarse a su alrededor.",
    ),
    source=(
        "Computed: points on two circles, plus noise.",
        "Calculado: puntos sobre dos circunferencias, más ruido.",
    ),
    classes=(("outside", "afuera"), ("inside", "adentro")),
)
circles.samples(200)
circles.setting(
    "inner", "number", "Radius of the small one", "Radio del pequeño", 0.5, above=0, below=1
)
circles.noise(0.08)
circles.seed()


@circles.maker
def make(samples: int, inner: float, noise: float, seed: int) -> Samples:
    """The large circle has radius 1; points are spread evenly along both."""
    number, per_circle = np.arange(samples), -(-samples // 2)
    circle, _ = turns(samples, 2)
    angle = 2 * np.pi * (number // 2) / per_circle
    radius = np.where(circle == 0, 1.0, inner)
    x = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return scattered(x, circle, noise, seed)
