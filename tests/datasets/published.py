"""Well-known tables as they are published: the layout is theirs, the numbers are drawn here.

Each has something to be learned in it, as the real one has. `wishes` is what a reader chooses;
where the layout says enough, nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Json = dict[str, Any]
IRIS = np.array([5.8, 3.0, 3.8, 1.2])  # about where the real ones lie
WINE = np.array([13, 2.3, 2.4, 19.5, 100, 2.3, 2, 0.4, 1.6, 5, 1, 2.6, 747])

Draw = Callable[[np.random.Generator], str]


@dataclass(frozen=True)
class Published:
    """A table's layout, what a reader chooses, and what comes of it."""

    name: str
    draw: Draw
    wishes: Json = field(default_factory=dict)
    samples: int | None = None  # in all
    classes: int = 0
    features: int = 0
    file: str = "csv"  # its ending

    def text(self) -> str:
        return self.draw(np.random.default_rng(len(self.name)))


def lines(header: str, rows: list[str]) -> str:
    return "\n".join([*([header] if header else []), *rows]) + "\n"


def kinds(rng: np.random.Generator, rows: int, many: int, features: int) -> tuple[Any, Any]:
    """Classes that stand one after the other, each around a place of its own."""
    which = np.arange(rows) * many // rows
    middles = rng.normal(0, 1.5, (many, features))
    return which, middles[which] + rng.normal(0, 0.6, (rows, features))


def iris(rng: np.random.Generator) -> str:
    names = ("setosa", "versicolor", "virginica")
    which, x = kinds(rng, 150, 3, 4)
    x = np.abs(np.round(x + IRIS, 1))
    rows = [",".join(map(str, x[k])) + f",{names[which[k]]}" for k in range(150)]
    return lines("sepal_length,sepal_width,petal_length,petal_width,species", rows)


def wine(rng: np.random.Generator) -> str:
    """UCI's: no names, the class first, 1 to 3."""
    which, x = kinds(rng, 178, 3, 13)
    x = np.abs(np.round(x + WINE, 2))
    return lines("", [f"{which[k] + 1}," + ",".join(map(str, x[k])) for k in range(178)])


def titanic(rng: np.random.Generator) -> str:
    rows = []
    for k in range(200):
        sex, port = rng.choice(["male", "female"]), rng.choice(["S", "C", "Q"], p=[0.7, 0.2, 0.1])
        rank, age = rng.integers(1, 4), rng.integers(1, 75)
        lives = rng.random() < (0.75 if sex == "female" else 0.15) + 0.08 * (2 - rank)
        cabin = f"C{rng.integers(1, 140)}" if rng.random() < 0.23 else ""
        shown = "" if rng.random() < 0.2 else str(age)
        fare = np.round(7 + 80 * rng.random() / rank, 4)
        rows.append(
            f'{k + 1},{int(lives)},{rank},"Name {k}, Mr. A. ""B"" C",{sex},{shown},'
            f"{rng.integers(0, 3)},0,A/5 {k},{fare},{cabin},{port}"
        )
    names = "PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Parch,Ticket,Fare,Cabin,Embarked"
    return lines(names, rows)


def penguins(rng: np.random.Generator) -> str:
    names, islands = ("Adelie", "Chinstrap", "Gentoo"), ("Torgersen", "Dream", "Biscoe")
    which, x = kinds(rng, 120, 3, 4)
    x = np.round(x * [3, 1, 8, 300] + [44, 17, 200, 4200], 1)
    rows = [
        f"{names[which[k]]},{islands[which[k]]},"
        + ("NA,NA,NA,NA,NA" if k % 40 == 3 else f"{x[k][0]},{x[k][1]},{x[k][2]:.0f},{x[k][3]:.0f},")
        + ("" if k % 40 == 3 else rng.choice(["MALE", "FEMALE"]))
        for k in range(120)
    ]
    head = "species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex"
    return lines(head, rows)


def california(rng: np.random.Generator) -> str:
    near = ("NEAR BAY", "INLAND", "<1H OCEAN", "NEAR OCEAN")
    rows = []
    for _ in range(200):
        income, place = 1 + 6 * rng.random(), rng.integers(0, 4)
        value = 40000 * income + 30000 * (place != 1) + rng.normal(0, 20000) + 40000
        bedrooms = "" if rng.random() < 0.03 else f"{rng.integers(50, 1500)}.0"
        rows.append(
            f"{-120 - 4 * rng.random():.2f},{34 + 5 * rng.random():.2f},"
            f"{rng.integers(1, 52)}.0,{rng.integers(200, 8000)}.0,{bedrooms},"
            f"{rng.integers(100, 3000)}.0,{rng.integers(50, 1000)}.0,{income:.4f},"
            f"{max(value, 15000):.1f},{near[place]}"
        )
    return lines(
        "longitude,latitude,housing_median_age,total_rooms,total_bedrooms,population,"
        "households,median_income,median_house_value,ocean_proximity",
        rows,
    )


def boston(rng: np.random.Generator) -> str:
    """StatLib's: no names, runs of blanks."""
    x = rng.random((150, 13)) * [9, 90, 20, 1, 0.6, 3, 90, 9, 23, 500, 9, 390, 30] + 0.01
    y = 35 - 0.6 * x[:, 12] + 3 * x[:, 5] + rng.normal(0, 2, 150)
    rows = [" " + "  ".join(f"{v:8.4f}" for v in (*x[k], y[k])) for k in range(150)]
    return lines("", rows)


def auto_mpg(rng: np.random.Generator) -> str:
    """UCI's: blanks, a tab before the name, ? for what is missing, the target first."""
    rows = []
    for k in range(120):
        weight = rng.integers(1700, 5000)
        mpg = 48 - 0.008 * weight + rng.normal(0, 1.5)
        power = "?" if k % 50 == 7 else f"{weight / 30:.1f}"
        rows.append(
            f"{mpg:.1f}   {rng.integers(3, 9)}   {weight / 12:.1f}      {power}      {weight}.   "
            f'{rng.integers(9, 24)}.0   {rng.integers(70, 83)}  {rng.integers(1, 4)}\t"car {k}"'
        )
    return lines("", rows)


def pixels(rng: np.random.Generator) -> str:
    """MNIST's: the label first, a row of pixels from 0 to 255."""
    ink = rng.random((10, 784)) < 0.25
    rows = []
    for k in range(40):
        shade = np.where(ink[k % 10], rng.integers(120, 256, 784), 0)
        rows.append(f"{k % 10}," + ",".join(map(str, shade)))
    return lines("label," + ",".join(f"pixel{k}" for k in range(784)), rows)


def energy(rng: np.random.Generator) -> str:
    """As a Spanish spreadsheet saves it: dates, marks of thousands, decimal commas."""
    rows = []
    for k in range(90):
        price = 40 + 1200 * rng.random()
        demand = 20000 + 12 * price + rng.normal(0, 400)
        shown = f"{price:,.2f}".replace(",", "·").replace(".", ",").replace("·", ".")
        rows.append(f"{1 + k % 28:02d}/0{1 + k // 28}/2024;{shown};{demand / 1000:.3f}")
    return lines("Fecha;Precio;Demanda (MWh)", rows)


def quoted(rng: np.random.Generator) -> str:
    """As an English spreadsheet saves it: thousands in quotes, an empty last column."""
    rows = []
    for _ in range(80):
        area, rooms = rng.integers(300, 4000), rng.integers(1, 7)
        price = 150 * area + 9000 * rooms + rng.normal(0, 8000)
        rows.append(f'"{area:,}",{rooms},"{price:,.0f}",')
    return lines("area,rooms,price,", rows)


def xor(_: np.random.Generator) -> str:
    rows = [f"{a},{b},{'TRUE' if a != b else 'FALSE'}" for a in ("TRUE", "FALSE")
            for b in ("TRUE", "FALSE")]  # fmt: skip
    return lines("a,b,xor", rows * 4)


def adult(rng: np.random.Generator) -> str:
    """The census': a blank after each comma, ? for what is missing, no names."""
    rows = []
    for k in range(160):
        age, hours = rng.integers(17, 80), rng.integers(10, 70)
        rich = age + hours + rng.normal(0, 12) > 95
        work = "?" if k % 20 == 3 else rng.choice(["Private", "State-gov", "Self-emp-inc"])
        school, weight = rng.choice(["Bachelors", "HS-grad"]), rng.integers(20000, 400000)
        rows.append(
            f"{age}, {work}, {weight}, {school}, "
            f"{hours}, {rng.choice(['Male', 'Female'])}, {'>50K' if rich else '<=50K'}"
        )
    return lines("", rows)


PUBLISHED = [
    Published("iris", iris, samples=150, classes=3, features=4),
    Published("wine", wine, {"target": [0], "classes": True}, 178, 3, 13),
    Published(
        "titanic",
        titanic,
        {
            "target": ["Survived"],
            "inputs": ["Pclass", "Sex", "Age", "SibSp", "Fare", "Embarked"],
            "classes": True,
            "gaps": "mean",
        },
        200,
        2,
        9,
    ),
    Published("penguins", penguins, {"target": ["species"]}, 117, 3, 9),
    Published("california", california, {"target": ["median_house_value"]}, None, 0, 12),
    Published("boston", boston, {}, 150, 0, 13, "data"),
    Published(
        "auto mpg", auto_mpg, {"target": [0], "inputs": list(range(1, 8))}, 117, 0, 7, "data"
    ),
    Published("mnist", pixels, {"target": ["label"], "classes": True}, 40, 10, 784),
    Published(
        "mnist as images",
        pixels,
        {"target": ["label"], "classes": True, "images": True},
        40,
        10,
        784,
    ),
    Published("energía", energy, {"inputs": ["Precio"]}, 90, 0, 1),
    Published("prices", quoted, {"target": ["price"], "decimal": "."}, 80, 0, 2),
    Published("xor", xor, {}, 16, 2, 2),
    Published("adult", adult, {}, 152, 2, 10, "data"),
]
