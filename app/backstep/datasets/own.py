"""From a table to samples: inputs and targets as numbers, and what is done about gaps."""

from dataclasses import dataclass
from math import isqrt

import numpy as np

from backstep.datasets.column import LONGEST, Column
from backstep.datasets.dataset import Array
from backstep.datasets.problem import Problem, TableError
from backstep.datasets.reading import Reading, read_columns
from backstep.datasets.roles import Wishes
from backstep.datasets.table import Table

MAX_CLASSES = 100
FEW = 20  # different whole numbers of a target that may well be classes
SMALLEST_IMAGE = 8  # pixels a side


@dataclass(frozen=True, eq=False)
class Own:
    """A user's own samples: x is samples × numbers, target one class or number each, or a row."""

    features: tuple[str, ...]  # names of the columns of x
    x: Array
    target: Array
    classes: tuple[str, ...] | None
    left_out: int  # rows with gaps
    filled: int  # gaps with the column's mean in their place
    side: int | None  # of the images that the rows of x may be
    asks: bool  # whether the target's numbers may well be classes


def own_samples(table: Table, wishes: Wishes) -> Own:
    """The samples that come of a table. Raises TableError."""
    return samples_of(read_columns(table, wishes), wishes)


def samples_of(reading: Reading, wishes: Wishes) -> Own:
    """Samples of a table. Raises TableError with everything that is wrong, each with its line."""
    if reading.problems:
        raise TableError(*reading.problems)
    used = [reading.columns[name] for name in reading.inputs]
    learnt = [reading.columns[name] for name in reading.targets]
    filled = 0
    if wishes.gaps == "mean":
        filled = sum(int(column.gaps.sum()) for column in used if can_fill(column))
        used = [column.filled() if can_fill(column) else column for column in used]
    whole = ~np.any([column.gaps for column in (*used, *learnt)], axis=0)
    if not whole.any():
        detail = "Every row has a gap; leave out the columns with most of them, or fill them."
        raise TableError(Problem("missing_field", 0, detail, allowed={"of": "gaps"}))
    features, x = as_inputs([column.at(whole) for column in used])
    learnt = [column.at(whole) for column in learnt]
    target, names = as_target(learnt, wishes.classes)
    side = side_of(len(features))
    if wishes.images:
        x = as_images(x, side)
    asks = (
        len(learnt) == 1
        and learnt[0].type == "number"
        and may_be_classes(learnt[0].known_numbers())
    )
    return Own(features, x, target, names, int((~whole).sum()), filled, side, asks)


def can_fill(column: Column) -> bool:
    """Whether a column has gaps that a mean can fill: it holds numbers, and some are known."""
    return column.type == "number" and bool(column.gaps.any()) and not column.gaps.all()


def as_inputs(columns: list[Column]) -> tuple[tuple[str, ...], Array]:
    """Numbers as they are; of a text, one column for each of its different values, 0 or 1."""
    names: list[str] = []
    parts: list[Array] = []
    for column in columns:
        if column.type != "text":
            names.append(column.feature)
            parts.append(column.known_numbers()[:, None])
            continue
        values, places = column.sorted_out()
        names.extend(f"{column.name} = {value}"[:LONGEST] for value in values)
        parts.append((places[:, None] == np.arange(len(values))).astype(float))
    return tuple(names), np.hstack(parts)


def as_target(columns: list[Column], wanted: bool | None) -> tuple[Array, tuple[str, ...] | None]:
    """Class numbers with the classes' names, or numbers: a flat list if it is one column."""
    first = columns[0]
    if len(columns) == 1 and (wanted or first.type != "number"):
        names, places = first.sorted_out()
        if len(names) > MAX_CLASSES:
            detail = (
                f"The column {first.name!r} has {len(names):,} different values; as classes there "
                f"may be {MAX_CLASSES}."
            )
            allowed = {"max": MAX_CLASSES}
            raise TableError(Problem("out_of_range", 0, detail, len(names), first.name, allowed))
        return places.astype(float), names
    for column in columns:
        if column.type == "text" or wanted:
            detail = f"Classes come from one column, and {len(columns)} are chosen as target."
            flaw = Problem("wrong_type", 0, detail, column.name, allowed={"of": "classes"})
            raise TableError(flaw)
    numbers = [column.known_numbers() for column in columns]
    return (numbers[0] if len(numbers) == 1 else np.column_stack(numbers)), None


def may_be_classes(target: Array) -> bool:
    """Whether a target's numbers are few whole ones in a row, from 0 or 1 on, each seen again."""
    values = np.unique(target)
    few = 2 <= len(values) <= FEW and 2 * len(values) <= len(target)
    in_a_row = np.array_equal(values, values[0] + np.arange(len(values)))
    return few and in_a_row and values[0] in (0, 1)


def side_of(features: int) -> int | None:
    """The side of the square image that a row of so many numbers may be."""
    side = isqrt(features)
    return side if side * side == features and side >= SMALLEST_IMAGE else None


def as_images(x: Array, side: int | None) -> Array:
    """Rows of pixels as N×1×side×side. Raises TableError where they are no square."""
    if side is None:
        detail = f"A row of {x.shape[1]} numbers is no square image; 64 and 784 are, for instance."
        raise TableError(Problem("shape_mismatch", 0, detail, x.shape[1], allowed={"of": "images"}))
    return x.reshape(len(x), 1, side, side)
