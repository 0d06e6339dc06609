"""Numbers as people write them: 0.5 or 0,5, 1e-3, with a minus sign of any kind."""

import re

NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)

GROUPED = re.compile(r"[+-]?\d{1,3}([.,' ]\d{3})+([.,]\d+)?", re.ASCII)


def is_number(cell: str) -> bool:
    return NUMBER.fullmatch(plain(cell)) is not None


def is_grouped(cell: str) -> bool:
    """A number with marks for thousands, such as 1.234,5: it is not guessed which mark is which."""
    return not is_number(cell) and GROUPED.fullmatch(plain(cell)) is not None


def to_number(cell: str) -> float:
    """The number, with a decimal point or comma; infinite where float64 cannot hold it."""
    return float(plain(cell).replace(",", "."))


def decimal_mark(cell: str) -> str:
    """The decimal mark that a number is written with; empty for a whole number."""
    return next((mark for mark in ".," if mark in cell), "")


def plain(cell: str) -> str:
    return cell.strip().replace("\u2212", "-")
