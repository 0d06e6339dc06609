"""Digits: handwritten numerals, 8 by 8 pixels each."""

from functools import cache
from pathlib import Path

import numpy as np

from backstep.datasets.dataset import Array, Dataset, Samples

FILE = Path(__file__).with_name("digits.npz")
COUNT = 1797
DARKEST = 16  # each pixel counts the dark ones of a 4 by 4 square

digits = Dataset(
    "digits",
    title=("Digits", "Dígitos"),
    summary=(
        "1,797 handwritten digits of 8 by 8 pixels, from 0 (white) to 1 (black).",
        "1797 dígitos escritos a mano, de 8 por 8 píxeles, de 0 (blanco) a 1 (negro).",
    ),
    source=(
        "E. Alpaydin and C. Kaynak (1998), Optical Recognition of Handwritten Digits, test part; "
        "UCI Machine Learning Repository, CC BY 4.0.",
        "E. Alpaydin y C. Kaynak (1998), Optical Recognition of Handwritten Digits, la parte de "
        "prueba; UCI Machine Learning Repository, CC BY 4.0.",
    ),
    classes=tuple((str(digit), str(digit)) for digit in range(10)),
)
digits.samples(COUNT, most=COUNT)
digits.setting(
    "images",
    "boolean",
    "As images, for a convolution",
    "Como imágenes, para una convolución",
    False,
)


@digits.maker
def make(samples: int, images: bool) -> Samples:
    """The first samples, as rows of 64 numbers or as images of one channel, N×1×8×8."""
    pixels, labels = scans()
    x = pixels[:samples] / DARKEST
    return x.reshape(-1, 1, 8, 8) if images else x, labels[:samples]


@cache
def scans() -> tuple[Array, Array]:
    """1797×64 pixels from 0 to 16, and what was written."""
    with np.load(FILE) as file:
        return file["pixels"], file["labels"]
