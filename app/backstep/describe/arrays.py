"""Reading a tensor as JSON gives it: nested lists, or a shape with flat data."""

from contextlib import suppress
from math import prod
from typing import Any

import numpy as np

from backstep.describe.flaws import Flaws, escape_pointer, is_whole, shorten, spell, type_name
from backstep.describe.numbers import Numbers
from backstep.engine.kind import Array, Shape
from backstep.engine.misfit import in_words

SPECIAL = {"NaN": np.nan, "Infinity": np.inf, "-Infinity": -np.inf}
# What answers carry besides shape and data: a tensor may be sent back as it came.
FIELDS = ("shape", "data", "role", "stats", "address", "slice", "whole_shape", "preview")
MAX_RANK = 8
MAX_SIZE = 2**31  # along one axis; limits on what a network may hold come later


def read_tensor(value: Any, pointer: str, flaws: Flaws) -> Array | None:
    """A float64 array, or None with the reason among the flaws."""
    before = flaws.count
    if isinstance(value, np.ndarray):
        return value
    if isinstance(value, dict):
        array = read_shaped(value, pointer, flaws)
    elif isinstance(value, Numbers):
        array = read_numbers(value, pointer, flaws)
    else:
        array = read_nested(value, pointer, flaws, 0)
    return array if flaws.count == before else None


def read_shaped(value: dict[str, Any], pointer: str, flaws: Flaws) -> Array | None:
    """`{"shape": [2, 3], "data": [six numbers]}`; what answers say besides may be there too."""
    before = flaws.count
    for name in value:
        if name not in FIELDS:
            detail = f"a tensor has a shape and data, and no {shorten(name)!r}"
            place = f"{pointer}/{escape_pointer(name)}"
            flaws.add("unknown_field", detail, place, shorten(name), fields=["shape", "data"])
    for name in ("shape", "data"):
        if name not in value:
            flaws.add("missing_field", f"a tensor needs its {name}", f"{pointer}/{name}")
    if flaws.count > before:
        return None
    shape = read_shape(value["shape"], f"{pointer}/shape", flaws)
    if shape is None:
        return None
    if isinstance(value["data"], Numbers):
        flat = read_numbers(value["data"], f"{pointer}/data", flaws)
        if flat is not None and flat.ndim > 1:
            found = "a list of numbers"
            detail = f"a cell is a number, and this is {found}"
            flaws.add("wrong_type", detail, f"{pointer}/data/0", found, type="number")
            return None
    elif isinstance(value["data"], list):
        flat = read_row(value["data"], f"{pointer}/data", flaws)
    else:
        flaws.add(
            "wrong_type", "data is a flat list of numbers", f"{pointer}/data",
            shorten(value["data"]), type="list",
        )  # fmt: skip
        return None
    if flat is None:
        return None
    if flat.size != prod(shape):
        detail = f"shape {list(shape)} holds {prod(shape)} numbers, and data has {flat.size}"
        flaws.add("ragged", detail, f"{pointer}/data", flat.size, length=prod(shape))
        return None
    return flat.reshape(shape)


def read_shape(value: Any, pointer: str, flaws: Flaws) -> Shape | None:
    """A list of sizes, or None with the reason among the flaws."""
    if not isinstance(value, list):
        detail = f"a shape is a list of whole numbers, and this is {type_name(value)}"
        flaws.add("wrong_type", detail, pointer, shorten(value), type="list")
        return None
    if len(value) > MAX_RANK:
        detail = f"a tensor has at most {MAX_RANK} axes"
        flaws.add("out_of_range", detail, pointer, len(value), max=MAX_RANK)
        return None
    before = flaws.count
    for i, size in enumerate(value):
        if not is_whole(size):
            detail = f"a size is a whole number, and this is {spell(size)}"
            flaws.add("wrong_type", detail, f"{pointer}/{i}", shorten(size), type="integer")
        elif not 1 <= size <= MAX_SIZE:
            detail = f"a size is from 1 to {MAX_SIZE}, not {shorten(size)}"
            flaws.add("out_of_range", detail, f"{pointer}/{i}", shorten(size), min=1, max=MAX_SIZE)
    return tuple(map(int, value)) if flaws.count == before else None


def read_numbers(value: Numbers, pointer: str, flaws: Flaws) -> Array | None:
    """A large list, which has been read already; what was wrong with it is told here."""
    if value.fault is None:
        return value.array
    fault = value.fault
    place = "/".join([pointer, *map(str, fault.place)])
    if fault.cell is not None:
        read_number(fault.cell, place, flaws)
    elif fault.first is None or fault.found is None:
        flaws.add("wrong_type", f"lists nest at most {MAX_RANK} deep", place, max=MAX_RANK)
    else:
        add_ragged(fault.place[-1], fault.first, fault.found, place, flaws)
    return None


def read_nested(value: Any, pointer: str, flaws: Flaws, depth: int) -> Array | None:
    if depth >= MAX_RANK and isinstance(value, list):
        flaws.add("wrong_type", f"lists nest at most {MAX_RANK} deep", pointer, max=MAX_RANK)
        return None
    if not isinstance(value, list):
        number = read_number(value, pointer, flaws)
        return None if number is None else np.array(number, dtype=np.float64)
    if not any(isinstance(item, list) for item in value):
        return read_row(value, pointer, flaws)
    rows: list[Array | None] = []
    for i, row in enumerate(value):
        if flaws.full:
            return None
        rows.append(read_nested(row, f"{pointer}/{i}", flaws, depth + 1))
    read = [row for row in rows if row is not None]
    for i, array in enumerate(rows):
        if array is not None and array.shape != read[0].shape:
            add_ragged(i, read[0].shape, array.shape, f"{pointer}/{i}", flaws)
            return None
    return np.stack(read) if len(read) == len(rows) else None


def add_ragged(i: int, first: Shape, found: Shape, pointer: str, flaws: Flaws) -> None:
    expected, got = in_words(first), in_words(found)
    detail = f"row {i} has {got}, the first has {expected}: all rows must be alike"
    flaws.add("ragged", detail, pointer, got, shape=list(first))


def read_row(row: list[Any], pointer: str, flaws: Flaws) -> Array | None:
    """A list of cells. Plain numbers, by far the most usual, are read all at once."""
    if set(map(type, row)) <= {float, int}:
        with suppress(OverflowError):
            return np.array(row, dtype=np.float64)
    numbers: list[float] = []
    before = flaws.count
    for i, cell in enumerate(row):
        number = read_number(cell, f"{pointer}/{i}", flaws)
        if number is not None:
            numbers.append(number)
        elif flaws.full:
            break
    return np.array(numbers, dtype=np.float64) if flaws.count == before else None


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
