"""Numbers as people write them: 0.5 or 0,5, 1e-3, 1.234,5 with marks for thousands; and no number.

A number with one mark before exactly three digits, 1.234 or 1,234, can be read in two ways; which
one is meant is decided in backstep.datasets.marks, for a whole table at once.
"""

import re
from collections.abc import Sequence

NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)

# 1.234.567 and 1'234: one mark, twice or more, or one that can be no decimal mark.
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3}(?:\1\d{3})+|(?:['’ \u00a0\u202f]\d{3})+)")
# 1.234,5 and 1 234,5: the last mark is another one, and so the decimal one.
BOTH = re.compile(r"[+-]?\d{1,3}(?:([.,'’ \u00a0\u202f])\d{3})(?:\1\d{3})*(?!\1)([.,])\d*")
EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)

PLAIN = re.compile(r"(?:[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\n)*")

MISSING = frozenset(("", "na", "n/a", "#n/a", "?", "nan", "null", "-"))
YES = {"yes": "no", "true": "false", "y": "n", "sí": "no", "si": "no", "verdadero": "falso"}

PERCENT = re.compile(r"[+-]?[\d.,]+ ?%", re.ASCII)
MONEY = re.compile(r"[+-]?[$€£¥] ?[+-]?[\d.,]+|[+-]?[\d.,]+ ?[$€£¥]")
DATE = re.compile(
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})([T ]\d{1,2}:\d{2}.*)?",
    re.ASCII,
)
FORMS = {"date": DATE, "percent": PERCENT, "money": MONEY}


def is_missing(cell: str) -> bool:
    """Whether a cell says that nothing is known: empty, NA, N/A, ?, nan, null or a dash."""
    return cell.strip().lower() in MISSING


def are_plain(cells: Sequence[str]) -> bool:
    """Whether all are numbers with a decimal point or none: most columns are, and told at once."""
    return PLAIN.fullmatch("\n".join([*cells, ""])) is not None


def is_number(cell: str) -> bool:
    """Whether a cell is a number with one mark at most."""
    return NUMBER.fullmatch(plain(cell)) is not None


def is_grouped(cell: str) -> bool:
    """Whether a cell is a number that can only be read with marks for thousands: 1.234,5."""
    text = plain(cell)
    return not NUMBER.fullmatch(text) and bool(THOUSANDS.fullmatch(text) or BOTH.fullmatch(text))


def is_ambiguous(cell: str) -> bool:
    """Whether a cell, 1.234 or 1,234, may be meant with a decimal mark or one for thousands."""
    return EITHER.fullmatch(plain(cell)) is not None


def to_number(cell: str, decimal: str = "") -> float:
    """The number; infinite where float64 cannot hold it.

    `decimal` is the table's decimal mark; without it the only mark of a cell is taken for it. Where
    it is given, the other mark is one for thousands.
    """
    text = plain(cell)
    mark = decimal or decimal_mark(text)
    for other in ".,'’ \u00a0\u202f":
        if other != mark:
            text = text.replace(other, "")
    return float(text.replace(mark, ".") if mark else text)


def decimal_mark(cell: str) -> str:
    """The decimal mark that a cell is surely written with; empty where it has none, or may not."""
    text = plain(cell)
    both = BOTH.fullmatch(text)
    if both:
        return both[2]
    if not NUMBER.fullmatch(text):
        thousands = THOUSANDS.fullmatch(text)
        return {".": ",", ",": "."}.get(thousands[1] or "", "") if thousands else ""
    return "" if EITHER.fullmatch(text) else next((mark for mark in ".," if mark in text), "")


def form_of(cells: list[str]) -> str:
    """What texts are where most of them have one form: a date, percent, money; else empty."""
    for name, form in FORMS.items():
        if 2 * sum(form.fullmatch(cell) is not None for cell in cells) > len(cells):
            return name
    return ""


def yes_and_no(cells: set[str]) -> tuple[str, str] | None:
    """Which of two texts is yes and which no, as they are written; None where they are others."""
    written = {cell.lower(): cell for cell in cells}
    if len(written) != 2 or len(cells) != 2:
        return None
    for yes, no in YES.items():
        if written.keys() == {yes, no}:
            return written[yes], written[no]
    return None


def plain(cell: str) -> str:
    return cell.strip().replace("\u2212", "-")
