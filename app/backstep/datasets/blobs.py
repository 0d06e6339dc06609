"""Blobs: round blobs of points, one for each class."""

import numpy as np

from backstep.datasets.dataset import Dataset, Samples, scattered, turns

blobs = Dataset(
    "blobs",
    title=("Blobs", "Nubes"),
    summary=(
        "Round blobs of points, one for each class: straight lines separate them.",
        "Nubes redondas de puntos, una por clase: alcanza con rectas para separarlas.",
    ),
    source=(
        "Drawn: normal noise around centres on a circle.",
        "Sorteado: ruido normal alrededor de centros sobre una circunferencia.",
    ),
    classes=tuple((f"blob {k}", f"nube {k}") for k in range(1, 6)),
    counted="heaps",
)
blobs.samples(150)
blobs.setting("heaps", "integer", "Number of blobs", "Cantidad de nubes", 3, min=2, max=5)
blobs.noise(0.2)
blobs.seed()


@blobs.maker
def make(samples: int, heaps: int, noise: float, seed: int) -> Samples:
    """The centres lie on the unit circle, evenly, the first one on top."""
    heap, _ = turns(samples, heaps)
    angle = np.pi / 2 - 2 * np.pi * heap / heaps
    return scattered(np.column_stack([np.cos(angle), np.sin(angle)]), heap, noise, seed)
