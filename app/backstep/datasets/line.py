"""Line: numbers along a straight line, scattered."""

import numpy as np

from backstep.datasets.dataset import Dataset, Samples, scattered

line = Dataset(
    "line",
    title=("Line", "Recta"),
    summary=(
        "Numbers along a straight line: a linear layer finds its slope and its height.",
        "Números a lo largo de una recta: una capa lineal encuentra su pendiente y su altura.",
    ),
    source=(
        "Computed: t = slope · x + height, plus noise.",
        "Calculado: t = pendiente · x + altura, más ruido.",
    ),
)
line.samples(40)
line.setting("slope", "number", "Slope", "Pendiente", 0.8, min=-10, max=10)
line.setting("height", "number", "Height at x = 0", "Altura en x = 0", 0.2, min=-10, max=10)
line.noise(0.1)
line.seed()


@line.maker
def make(samples: int, slope: float, height: float, noise: float, seed: int) -> Samples:
    """x is spread evenly over −1 … 1; the noise is in the target."""
    x = np.linspace(-1, 1, samples)[:, None]
    target, x = scattered(slope * x + height, x, noise, seed)
    return x, target
