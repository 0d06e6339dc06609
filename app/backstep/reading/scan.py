"""Where the long lists of numbers stand in a body, and the long texts: without reading any yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from backstep.work.deadline import look

LONG = 8192  # bytes from which on a list or a text is read by itself
CHUNK = 1 << 20

# Each always matches where it begins, and gives nothing back: a body is gone through once. Lists go
# on where one match has ended, since no other thread of Python runs while there is one.
_TEXT = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)'
_NAMED = rb'(?:"(?:NaN|-?Infinity)"[\s\[\],0-9eE+\-.]{0,240}+){0,4000}+'
_LISTS = rb"\[[\s\[\],0-9eE+\-.]{0,1000000}+" + _NAMED
_ON = re.compile(rb"[\s\[\],0-9eE+\-.]{0,1000000}+" + _NAMED)
TEXT = re.compile(_TEXT, re.DOTALL)
TOKEN = re.compile(rb"%s|%s" % (_TEXT, _LISTS), re.DOTALL)
_COLON = re.compile(rb"[ \t\r\n]*+:")

Sort: TypeAlias = Literal["numbers", "text", "rest"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the body. What lies in `rest` is JSON's brackets, names, words and short values."""

    sort: Sort
    start: int
    stop: int


class TooDeep(Exception):
    """Lists nest deeper than is allowed."""


class TooMany(Exception):
    """There are more texts and lists than is allowed."""


def pieces(body: bytes, depth: int, most: int) -> Iterator[Piece]:
    """All of the body in order: long lists, long texts that are values, and the rest between.

    Raises TooDeep where lists of numbers alone nest deeper than `depth`, and TooMany where there
    are more than `most` texts and lists, a list of numbers counting as one.
    """
    done = 0
    for count, (start, stop) in enumerate(tokens(body)):
        if count > most:
            raise TooMany
        if stop - start < LONG:
            continue
        look()
        if body[start] == ord("["):
            for first, last in long_lists(body, start, stop, depth):
                yield Piece("rest", done, first)
                yield Piece("numbers", first, last)
                done = last
        elif not _COLON.match(body, stop):
            yield Piece("rest", done, start)
            yield Piece("text", start, stop)
            done = stop
    yield Piece("rest", done, len(body))


def tokens(body: bytes) -> Iterator[tuple[int, int]]:
    """Where each text begins and ends, and each stretch of lists."""
    token = TOKEN.search(body)
    while token is not None:
        start, stop = token.span()
        while body[start] == ord("["):
            look()
            on = _ON.match(body, stop)
            if on is None or on.end() == stop:
                break
            stop = on.end()
        yield start, stop
        token = TOKEN.search(body, stop)


def long_lists(body: bytes, start: int, stop: int, depth: int) -> Iterator[tuple[int, int]]:
    """The long whole lists within a stretch of brackets, commas and numbers.

    The stretch may begin or end inside of other lists, which hold something else besides.
    """
    level, lowest, begun = 0, 0, start
    for at in range(start, stop, CHUNK):
        look()
        marks = np.frombuffer(body, np.uint8, min(CHUNK, stop - at), at)
        opens, closes = marks == ord("["), marks == ord("]")
        places = np.flatnonzero(opens | closes)
        if not len(places):
            continue
        turns = np.where(opens[places], 1, -1)
        levels = level + np.cumsum(turns)
        lowests = np.minimum(lowest, np.minimum.accumulate(levels))
        above = levels - lowests
        if above.max() > depth:
            raise TooDeep
        before = np.concatenate(([level - lowest], above[:-1]))
        begins = places[(turns > 0) & (before == 0)] + at
        ends = places[(turns < 0) & (before == 1)] + at + 1
        if len(ends):
            own = begins if level == lowest else np.concatenate(([begun], begins))
            own = own[: len(ends)]
            for i in np.flatnonzero(ends - own >= LONG):
                yield int(own[i]), int(ends[i])
        if len(begins):
            begun = int(begins[-1])
        level, lowest = int(levels[-1]), int(lowests[-1])
