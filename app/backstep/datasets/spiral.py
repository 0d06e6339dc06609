"""Spiral: arms wound around one another, the hardest of the pictures."""

import numpy as np

from backstep.datasets.dataset import Dataset, Samples, scattered
from backstep.datasets.dataset import turns as in_turn

spiral = Dataset(
    "spiral",
    title=("Spiral", "Espiral"),
    summary=(
        "Arms wound around one another: it takes hidden layers, and patience.",
        "Brazos enrollados unos en otros: hacen falta capas ocultas, y paciencia.",
    ),
    source=(
        "Computed: points along arms that turn around the origin, plus noise.",
        "Calculado: puntos a lo largo de brazos que giran alrededor del origen, más ruido.",
    ),
    classes=tuple((f"arm {k}", f"brazo {k}") for k in range(1, 6)),
    counted="arms",
)
spiral.samples(300)
spiral.setting("arms", "integer", "Number of arms", "Cantidad de brazos", 3, min=2, max=5)
spiral.setting("turns", "number", "Turns of each arm", "Vueltas de cada brazo", 0.75, min=0, max=3)
spiral.noise(0.04)
spiral.seed()


@spiral.maker
def make(samples: int, arms: int, turns: float, noise: float, seed: int) -> Samples:
    """Each arm runs from the origin outwards to radius 1 while it turns."""
    arm, along = in_turn(samples, arms)
    angle = 2 * np.pi * (arm / arms + turns * along)
    x = np.column_stack([along * np.sin(angle), along * np.cos(angle)])
    return scattered(x, arm, noise, seed)
