"""XOR: one or the other, but not both; no single layer can learn it."""

import numpy as np

from backstep.datasets.dataset import Dataset, Samples

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])

xor = Dataset(
    "xor",
    title=("XOR", "XOR"),
    summary=(
        "One or the other, but not both: the smallest problem that needs a hidden layer.",
        "Uno o el otro, pero no ambos: el problema más pequeño que necesita una capa oculta.",
    ),
    source=("The truth table of exclusive or.", "La tabla de verdad del o exclusivo."),
    classes=(("equal", "iguales"), ("different", "distintos")),
)
xor.samples(4)
xor.noise(0.0)
xor.seed()


@xor.maker
def make(samples: int, noise: float, seed: int) -> Samples:
    """The four corners, in turn."""
    corners = CORNERS[np.arange(samples) % 4]
    x = corners + noise * np.random.default_rng(seed).standard_normal(corners.shape)
    return x, corners[:, 0] != corners[:, 1]
