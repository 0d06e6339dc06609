"""Data that choose: where a layer reads them as numbers of rows, each must be one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np

from backstep.describe.address import DATA
from backstep.describe.block import Block
from backstep.describe.dataset import samples_of
from backstep.engine.kind import Array, call
from backstep.errors import DescriptionError, Flaw

Rows: TypeAlias = tuple[int, str]  # how many, and what the layer is called that has them
TOLD = 20  # numbers that are pointed to, at most


def rows_of(layers: Iterable[Block]) -> Rows | None:
    """How many rows the data may choose from, and the layer that has so few; None where they are
    no numbers of rows."""
    found = [
        (int(call(block.kind.rows, block.settings)), block.label or f"layer {block.position}")
        for block in layers
        if block.kind.rows is not None and DATA in block.inputs.values()
    ]
    return min(found) if found else None


def check_indices(data: Mapping[str, Any], layers: Iterable[Block]) -> None:
    """Raises DescriptionError where data in use as numbers of rows are none: in all samples."""
    rows = rows_of(layers)
    if rows is None:
        return
    if data["standardize"]:
        detail = f"{rows[1]} takes whole numbers that choose rows: they cannot be standardised"
        choices = {"choices": [False]}
        raise DescriptionError(Flaw("out_of_range", detail, "/data/standardize", True, choices))
    flaws = list(no_rows(samples_of(data)[0], rows, "/data/x"))
    if flaws and "dataset" in data:
        flaws = [replace(flaws[0], pointer="/data/dataset")]
    if flaws:
        raise DescriptionError(*flaws)


def fitting(numbers: Any, rows: Rows) -> Any:
    """Which of these are numbers of rows; or whether this one is."""
    return (numbers >= 0) & (numbers < rows[0]) & (numbers == np.floor(numbers))


def no_rows(x: Array, rows: Rows, pointer: str) -> Iterator[Flaw]:
    """A flaw for each of the first numbers that are no row's."""
    for at in np.argwhere(~fitting(x, rows))[:TOLD]:
        yield no_row(float(x[tuple(at)]), rows, "/".join([pointer, *map(str, at)]))


def no_row(number: float, rows: Rows, pointer: str) -> Flaw:
    count, layer = rows
    detail = f"{layer} chooses rows by whole numbers from 0 to {count - 1}, and this is {number:g}"
    return Flaw("index_out_of_range", detail, pointer, number, {"min": 0, "max": count - 1})
