"""Iris: four measures of three kinds of flowers, by Anderson and Fisher."""

from functools import cache
from pathlib import Path

import numpy as np

from backstep.datasets.dataset import Array, Dataset, Samples

FILE = Path(__file__).with_name("iris.csv")
COLUMNS = {"all": slice(0, 4), "sepal": slice(0, 2), "petal": slice(2, 4)}

iris = Dataset(
    "iris",
    title=("Iris", "Iris"),
    summary=(
        "150 flowers of three kinds, told apart by the measures of sepals and petals in cm.",
        "150 flores de tres especies, que se distinguen por las medidas de sépalos y pétalos en "
        "cm.",
    ),
    source=(
        "R. A. Fisher (1936), measured by E. Anderson; UCI Machine Learning Repository, CC BY 4.0. "
        "The table is scikit-learn's copy, which agrees with Fisher's paper.",
        "R. A. Fisher (1936), medido por E. Anderson; UCI Machine Learning Repository, CC BY 4.0. "
        "La tabla es la copia de scikit-learn, que coincide con el artículo de Fisher.",
    ),
    classes=(("setosa", "setosa"), ("versicolor", "versicolor"), ("virginica", "virginica")),
    features=(
        ("sepal length", "largo del sépalo"),
        ("sepal width", "ancho del sépalo"),
        ("petal length", "largo del pétalo"),
        ("petal width", "ancho del pétalo"),
    ),
    picked=lambda measures: COLUMNS[measures],
    plot=(2, 3),
)
iris.setting("measures", "text", "Measures", "Medidas", "all", choices=tuple(COLUMNS))


@iris.maker
def make(measures: str) -> Samples:
    """The flowers in the order of the table: fifty of each kind."""
    rows = table()
    return rows[:, :4][:, COLUMNS[measures]], rows[:, 4]


@cache
def table() -> Array:
    """150 rows of four measures and a class number."""
    return np.loadtxt(FILE, delimiter=",", skiprows=1)
