"""Moons: two half circles that reach into each other."""

import numpy as np

from backstep.datasets.dataset import Dataset, Samples, scattered, turns

moons = Dataset(
    "moons",
    title=("Moons", "Lunas"),
    summary=(
        "Two half circles that reach into each other: a straight line is not enough.",
        "Dos medias lunas que se entrelazan: no alcanza con una recta.",
    ),
    source=(
        "Computed as in scikit-learn's make_moons, around the origin.",
        "Calculado como make_moons de scikit-learn, alrededor del origen.",
    ),
    classes=(("upper moon", "luna de arriba"), ("lower moon", "luna de abajo")),
)
moons.samples(200)
moons.noise(0.1)
moons.seed()


@moons.maker
def make(samples: int, noise: float, seed: int) -> Samples:
    """Both half circles have radius 1; the lower one is turned and moved by (1, ½)."""
    moon, along = turns(samples, 2)
    angle = np.pi * along
    upper = np.column_stack([np.cos(angle), np.sin(angle)])
    lower = np.column_stack([1 - np.cos(angle), 0.5 - np.sin(angle)])
    x = np.where(moon[:, None] == 0, upper, lower) - [0.5, 0.25]
    return scattered(x, moon, noise, seed)
