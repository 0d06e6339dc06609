"""The numbers of a long list, read stretch by stretch into an array."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import orjson

from backstep.describe.arrays import MAX_RANK, SPECIAL
from backstep.describe.numbers import Fault, Numbers
from backstep.engine.kind import Shape
from backstep.reading.skeleton import Ragged, shape_of, skeleton_of
from backstep.reading.text import check_digits
from backstep.work.deadline import look

CHUNK = 1 << 17  # bytes of text at once
_FLAT = bytes.maketrans(b"[]", b"  ")
_MINUS_ZERO = re.compile(rb"-0(?![0-9.eE])")  # a whole number, but not the whole number 0

Careful = Callable[[bytes, int], list[Any]]


def read_numbers(body: bytes, start: int, stop: int, careful: Careful) -> Numbers:
    """The list that stands there. Raises Unsound where brackets and commas are not JSON's.

    `careful` reads a list that the quick way cannot read, given with where it stood, or says what
    is wrong with it; numbers that float64 cannot hold are whole numbers that it cannot hold either.
    """
    try:
        shape = shape_of(skeleton_of(body, start, stop))
    except Ragged as ragged:
        return Numbers(fault=ragged.fault)
    if len(shape) > MAX_RANK:
        return Numbers(fault=Fault((0,) * MAX_RANK))
    return read_cells(body, start, stop, shape, careful)


def read_cells(body: bytes, start: int, stop: int, shape: Shape, careful: Careful) -> Numbers:
    array = np.empty(shape)
    cells, done, at = array.reshape(-1), 0, start
    while done < cells.size:
        look()
        end = stretch(body, at, stop)
        text = b"[%s]" % body[at:end].translate(_FLAT)
        check_digits(text)
        values = quick(text)
        if values is None:
            values = [named(value) for value in careful(text, at - 1)]
        try:
            read = np.array(values, dtype=np.float64)
        except OverflowError:
            i = next(i for i, value in enumerate(values) if not is_float(value))
            place = tuple(map(int, np.unravel_index(done + i, shape)))
            return Numbers(fault=Fault(place, cell=values[i]))
        cells[done : done + len(read)] = read
        done, at = done + len(read), end + 1
    return Numbers(array)


def stretch(body: bytes, at: int, stop: int) -> int:
    """Where a stretch of cells ends that begins there: at a comma, or where the list does."""
    if stop - at <= CHUNK:
        return stop
    comma = body.rfind(b",", at, at + CHUNK)
    if comma < 0:  # a number, or the space around it, that is longer than a stretch
        comma = body.find(b",", at, stop)
    return comma if comma >= 0 else stop


def quick(text: bytes) -> list[Any] | None:
    """The cells if they are plain numbers, as by far the most are, or names of numbers."""
    if _MINUS_ZERO.search(text):
        return None
    try:
        values: list[Any] = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return [named(value) for value in values] if b'"' in text else values


def named(cell: Any) -> Any:
    return SPECIAL[cell] if isinstance(cell, str) else cell


def is_float(value: float) -> bool:
    """Whether float64 holds a number."""
    try:
        float(value)
    except OverflowError:
        return False
    return True
