"""Reading a tensor as JSON gives it: nested lists, or a shape with flat data."""

from contextlib import suppress
from math import prod
from typing import Any

import numpy as np

from app.engine.kind import Array, Shape
from app.trace.flaws import Flaws, shorten, type_name

SPECIAL = {"NaN": np.nan, "Infinity": np.inf, "-Infinity": -np.inf}
MAX_RANK = 8
MAX_SIZE = 2**31  # along one axis; limits on what a network may hold come later


def read_tensor(value: Any, pointer: str, flaws: Flaws) -> Array | None:
    """A float64 array, or None with the reason among the flaws."""
    before = len(flaws.found)
    if isinstance(value, np.ndarray):
        return value
    if isinstance(value, dict):
        array = read_shaped(value, pointer, flaws)
    else:
        array = read_nested(value, pointer, flaws, 0)
    return array if len(flaws.found) == before else None


def read_shaped(value: dict[str, Any], pointer: str, flaws: Flaws) -> Array | None:
    """`{"shape": [2, 3], "data": [six numbers]}`; fields that answers carry besides are ignored."""
    for name in ("shape", "data"):
        if name not in value:
            flaws.add("missing_field", f"a tensor needs its {name}", f"{pointer}/{name}")
            return None
    shape = value["shape"]
    if not is_shape(shape):
        detail = f"a shape is a list of at most {MAX_RANK} whole numbers from 1 on"
        flaws.add("wrong_type", detail, f"{pointer}/shape", shorten(shape), type="list")
        return None
    if not isinstance(value["data"], list):
        flaws.add(
            "wrong_type", "data is a flat list of numbers", f"{pointer}/data",
            shorten(value["data"]), type="list",
        )  # fmt: skip
        return None
    flat = read_row(value["data"], f"{pointer}/data", flaws)
    if flat is None:
        return None
    if flat.size != prod(shape):
        detail = f"shape {shape} holds {prod(shape)} numbers, and data has {flat.size}"
        flaws.add("ragged", detail, f"{pointer}/data", flat.size, length=prod(shape))
        return None
    return flat.reshape(shape)


def is_shape(value: Any) -> bool:
    """Whether this is a list of sizes. True and false are no numbers."""
    return (
        isinstance(value, list)
        and len(value) <= MAX_RANK
        and all(type(size) is int and 1 <= size <= MAX_SIZE for size in value)
    )


def read_nested(value: Any, pointer: str, flaws: Flaws, depth: int) -> Array | None:
    if depth >= MAX_RANK and isinstance(value, list):
        flaws.add("wrong_type", f"lists nest at most {MAX_RANK} deep", pointer, max=MAX_RANK)
        return None
    if not isinstance(value, list):
        number = read_number(value, pointer, flaws)
        return None if number is None else np.array(number, dtype=np.float64)
    if not any(isinstance(item, list) for item in value):
        return read_row(value, pointer, flaws)
    rows = [read_nested(v, f"{pointer}/{i}", flaws, depth + 1) for i, v in enumerate(value)]
    read = [row for row in rows if row is not None]
    for i, row in enumerate(rows):
        if row is not None and row.shape != read[0].shape:
            expected, got = spelled(read[0].shape), spelled(row.shape)
            detail = f"row {i} has {got}, the first has {expected}: all rows must be alike"
            flaws.add("ragged", detail, f"{pointer}/{i}", got, shape=list(read[0].shape))
            return None
    return np.stack(read) if len(read) == len(rows) else None


def spelled(shape: Shape) -> str:
    return "×".join(map(str, shape)) or "one number"


def read_row(row: list[Any], pointer: str, flaws: Flaws) -> Array | None:
    """A list of cells. Plain numbers, by far the most usual, are read all at once."""
    if set(map(type, row)) <= {float, int}:
        with suppress(OverflowError):
            return np.array(row, dtype=np.float64)
    numbers = [read_number(cell, f"{pointer}/{i}", flaws) for i, cell in enumerate(row)]
    return None if None in numbers else np.array(numbers, dtype=np.float64)


def read_number(value: Any, pointer: str, flaws: Flaws) -> float | None:
    """One cell: a number, or the name of one that JSON cannot write."""
    if isinstance(value, str) and value in SPECIAL:
        return SPECIAL[value]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        detail = f"a cell is a number, and this is {type_name(value)}"
        flaws.add("wrong_type", detail, pointer, shorten(value), type="number")
        return None
    try:
        return float(value)
    except OverflowError:
        detail = "this number is beyond what float64 can hold"
        flaws.add("out_of_range", detail, pointer, shorten(value), max=1.7976931348623157e308)
        return None
