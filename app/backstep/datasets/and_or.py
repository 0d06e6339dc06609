"""AND and OR: the two gates that one straight line can decide."""

import numpy as np

from backstep.datasets.dataset import Dataset, Samples
from backstep.datasets.xor import CORNERS

and_or = Dataset(
    "and_or",
    title=("AND, OR", "AND, OR"),
    summary=(
        "Both of two, or at least one of them: a single layer is enough.",
        "Ambos, o al menos uno de los dos: alcanza con una sola capa.",
    ),
    source=("The truth tables of and and or.", "Las tablas de verdad del y y del o."),
    classes=(("false", "falso"), ("true", "verdadero")),
)
and_or.setting("gate", "text", "Gate", "Compuerta", "and", choices=("and", "or"))
and_or.samples(4)
and_or.noise(0.0)
and_or.seed()


@and_or.maker
def make(gate: str, samples: int, noise: float, seed: int) -> Samples:
    """The four corners, in turn."""
    corners = CORNERS[np.arange(samples) % 4]
    x = corners + noise * np.random.default_rng(seed).standard_normal(corners.shape)
    needed = 2 if gate == "and" else 1
    return x, corners.sum(axis=1) >= needed
