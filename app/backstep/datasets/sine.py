"""Sine: numbers along a wave, which no straight line can follow."""

import numpy as np

from backstep.datasets.dataset import Dataset, Samples, scattered

sine = Dataset(
    "sine",
    title=("Sine", "Seno"),
    summary=(
        "Numbers along a wave: without a hidden layer that is not linear, nothing can follow it.",
        "Números a lo largo de una onda: sin una capa oculta no lineal, nada puede seguirla.",
    ),
    source=(
        "Computed: t = sin(π · periods · x), plus noise.",
        "Calculado: t = sen(π · períodos · x), más ruido.",
    ),
)
sine.samples(60)
sine.setting("periods", "number", "Periods", "Períodos", 1.0, min=0.1, max=10)
sine.noise(0.05)
sine.seed()


@sine.maker
def make(samples: int, periods: float, noise: float, seed: int) -> Samples:
    """x is spread evenly over −1 … 1; the noise is in the target."""
    x = np.linspace(-1, 1, samples)[:, None]
    target, x = scattered(np.sin(np.pi * periods * x), x, noise, seed)
    return x, target
