"""Cuts a typed expression into numbers, names and signs, and keeps the column of each."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

Sort: TypeAlias = Literal["number", "name", "sign", "unknown", "end"]

# Ways of writing the same sign: as a mathematician prints it, and as a programmer types it.
SPELLINGS = {"−": "-", "·": "*", "×": "*", "**": "^", "π": "pi", "≥": ">=", "≤": "<="}
PIECE = re.compile(
    r"\s*(?:(?P<number>[0-9]+\.?[0-9]*|\.[0-9]+)|(?P<name>[A-Za-z][A-Za-z0-9_]*|π)"
    r"|(?P<sign>\*\*|[<>]=|[-−+*·×/^(),<>≥≤])|(?P<unknown>\S))"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One piece; `text` is its plain spelling, and the end's is empty."""

    sort: Sort
    text: str
    column: int


def tokens(expression: str) -> list[Token]:
    """The pieces in their order, and the end. What has no meaning is a piece too."""
    found = []
    for match in PIECE.finditer(expression):
        sort: Sort = match.lastgroup  # type: ignore[assignment]
        text = match[sort]
        column = match.start(sort) + 1
        found.append(Token(sort, SPELLINGS.get(text, text), column))
    return [*found, Token("end", "", len(expression.rstrip()) + 1)]
