"""A long list of numbers, or of such lists, as it comes out of a body: an array, or why not.

Millions of numbers as a Python list take many times the memory and the time of an array. What a
body holds is not yet known to be a tensor, so this is no array but something that only
`backstep.describe.arrays` takes apart; for anybody else it is of the wrong type.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from backstep.engine.kind import Array, Shape
from backstep.work.deadline import look

CHUNK = 1 << 14  # numbers that become text at once


@dataclass(frozen=True, slots=True, eq=False)
class Fault:
    """Why a list is no tensor: what stands at a place does not fit.

    Either it is a cell that is no number of float64, or a row whose shape differs from the first
    one's, or (both shapes None) it is a list nested deeper than any tensor.
    """

    place: tuple[int, ...]
    cell: Any = None
    first: Shape | None = None
    found: Shape | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """The cells as float64, or what is wrong with them first."""

    array: Array | None = None
    fault: Fault | None = None

    def tolist(self) -> Any:
        """Nested lists as JSON has them: what it cannot write stands there by name."""
        assert self.array is not None
        return named(self.array).tolist()


def named(array: Array) -> Array:
    """The same with names in place of the numbers that JSON cannot write."""
    if np.isfinite(array).all():
        return array
    names = array.astype(object)
    names[np.isnan(array)] = "NaN"
    names[np.isposinf(array)] = "Infinity"
    names[np.isneginf(array)] = "-Infinity"
    return names


def as_json(value: Any, comma: str = ", ", colon: str = ": ", *, sort_keys: bool = False) -> str:
    """The JSON of a value, in which Numbers are written as the lists that they came as."""
    taken: list[Array] = []
    nonce = secrets.token_hex(16)

    def set_aside(numbers: Numbers) -> str:
        assert numbers.array is not None
        taken.append(numbers.array)
        return nonce

    separators = (comma, colon)
    text = json.dumps(value, sort_keys=sort_keys, separators=separators, default=set_aside)
    if not taken:
        return text
    first, *others = text.split(f'"{nonce}"')
    written = [first]
    for array, after in zip(taken, others, strict=True):
        written += [*lines(array, comma), after]
    return "".join(written)


def lines(array: Array, comma: str) -> Iterator[str]:
    """A long list as text, bit by bit: it may be millions of numbers."""
    look()
    if array.size <= CHUNK:
        yield json.dumps(named(array).tolist(), separators=(comma, ":"))
        return
    row = array[0].size
    yield "["
    for at in range(0, len(array), max(1, CHUNK // row)):
        if at:
            yield comma
        if row > CHUNK:
            yield from lines(array[at], comma)
        else:
            some = named(array[at : at + CHUNK // row]).tolist()
            yield json.dumps(some, separators=(comma, ":"))[1:-1]
    yield "]"
