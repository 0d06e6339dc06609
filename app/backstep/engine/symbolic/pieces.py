"""Cuts a formula that is not quite one into pieces, each of which means something here."""

import re
from dataclasses import dataclass

from backstep.engine.symbolic.vocabulary import FUNCTIONS
from backstep.engine.symbolic.words import WRITTEN_OUT, meant

PIECE = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3}(?![0-9.]))?)"
    r"|(?P<word>[^\W\d]\w*)|(?P<sign>\*\*|[<>]=?|[-+*/^(),]))"
)


class Hopeless(Exception):
    """What was meant cannot be told."""


@dataclass(frozen=True)
class Piece:
    sort: str  # number, name, function, sign or end
    text: str
    close: bool = False  # directly behind what stands before it


def pieces(text: str) -> list[Piece]:
    found: list[Piece] = []
    place = 0
    while text[place:].strip():
        match = PIECE.match(text, place)
        if not match:
            raise Hopeless
        sort = str(match.lastgroup)
        close = match.start(sort) == place and place > 0
        for part in parts(sort, match[sort]):
            found.append(Piece(*part, close))
            close = True
        place = match.end()
    return [*found, Piece("end", "")]


def parts(sort: str, text: str) -> list[tuple[str, str]]:
    """A word may be several: what each of them is."""
    if sort != "word":
        return [(sort, "^" if text == "**" else text)]
    words = meant(text)
    if words is None:
        raise Hopeless
    return [(sort_of(word), word) for word in words]


def sort_of(word: str) -> str:
    if word[0].isdigit():
        return "number"
    return "function" if word in FUNCTIONS or word in WRITTEN_OUT else "name"
