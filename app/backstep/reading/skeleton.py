"""The shape of a JSON list from its brackets and commas alone, with a `0` for each number.

`[[1.5, 2], [3, 4]]` has the skeleton `[[0,0],[0,0]]`. Rows that are alike repeat each other byte
by byte, so that numpy compares millions of them at once.
"""

import numpy as np

from backstep.describe.numbers import Fault
from backstep.engine.kind import Shape
from backstep.work.deadline import look

CHUNK = 1 << 20
CELL = ord("0")
WRONG = (b",,", b"[,", b",]", b"0[", b"]0", b"][")  # what stands in no skeleton of valid JSON
SPACE = b" \t\r\n"
NUMBER = b"0123456789.eE+-"
NAMES = b'"NaInfity'  # of "NaN", "Infinity" and "-Infinity", besides the sign
_AS_CELLS = bytes.maketrans(NUMBER + NAMES, b"0" * len(NUMBER + NAMES))


class Unsound(Exception):
    """No skeleton of valid JSON."""


class Ragged(Exception):
    """A row that is not as the first one: its place, and both shapes."""

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.fault = fault

    def below(self, i: int) -> "Ragged":
        """The same, seen from the list in which this one is row i."""
        fault = self.fault
        return Ragged(Fault((i, *fault.place), fault.cell, fault.first, fault.found))


def skeleton_of(body: bytes, start: int, stop: int) -> bytearray:
    """The skeleton of what stands there, which holds brackets, commas, cells and space only."""
    skeleton = bytearray()
    last = 0
    for at in range(start, stop, CHUNK):
        look()
        piece = body[at : min(stop, at + CHUNK)].translate(_AS_CELLS, SPACE)
        if not piece:
            continue
        marks = np.frombuffer(piece, np.uint8)
        kept = marks != CELL
        kept[0] |= last != CELL
        kept[1:] |= marks[:-1] != CELL
        skeleton += marks[kept].tobytes()
        last = piece[-1]
    return skeleton


def shape_of(skeleton: bytearray) -> Shape:
    """The shape of what has this skeleton. Raises Ragged and Unsound."""
    try:
        shape, end = _shape(skeleton, 0)
    except Ragged:
        if any(pair in skeleton for pair in WRONG):
            raise Unsound from None
        raise
    if end != len(skeleton):
        raise Unsound
    return shape


def _shape(skeleton: bytearray, start: int) -> tuple[Shape, int]:
    """The shape of the value that begins there, and where it ends."""
    begin = skeleton[start : start + 2]
    if begin[:1] == b"0":
        return (), start + 1
    if begin == b"[]":
        return (0,), start + 2
    if begin[:1] != b"[":
        raise Unsound
    try:
        first, end = _shape(skeleton, start + 1)
    except Ragged as ragged:
        raise ragged.below(0) from None
    row = skeleton[start + 1 : end] + b","
    same = _repeated(skeleton, start + 1, row)
    whole, rest = divmod(same, len(row))
    if rest == len(row) - 1 and skeleton[start + 1 + same : start + 2 + same] == b"]":
        return (whole + 1, *first), start + 2 + same
    try:
        found, _ = _shape(skeleton, start + 1 + whole * len(row))
    except Ragged as ragged:
        raise ragged.below(whole) from None
    raise Ragged(Fault((whole,), first=first, found=found))


def _repeated(skeleton: bytearray, start: int, row: bytearray) -> int:
    """How many bytes from there on are those of this row again and again."""
    tile = np.frombuffer(row * max(1, CHUNK // len(row)), np.uint8)
    marks = np.frombuffer(skeleton, np.uint8)
    at = start
    while at < len(marks):
        look()
        piece = marks[at : at + len(tile)]
        other = piece != tile[: len(piece)]
        if other.any():
            return at + int(other.argmax()) - start
        at += len(piece)
    return len(marks) - start
