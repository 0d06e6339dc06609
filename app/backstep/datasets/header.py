"""Whether a table's first line holds names: judged by all the lines below it, column by column."""

import re
from collections.abc import Sequence

from backstep.datasets.cells import form_of, is_grouped, is_missing, is_number

YEAR = re.compile(r"(19|20)\d\d")


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of the rows holds names.

    Each column says yes, no or nothing; where none says anything, names are no numbers.
    """
    first, below = rows[0], rows[1:]
    if not below:
        return not any(map(is_value, first))
    if is_counted(first, below) or are_years(first, below):
        return True
    votes = [vote(cell, [row[k] for row in below]) for k, cell in enumerate(first)]
    if any(votes):
        return sum(votes) > 0
    return not any(map(is_value, first))


def vote(cell: str, below: Sequence[str]) -> int:
    """1 where a column says that its first cell is a name, -1 where it is like the others."""
    known = [text for text in below if not is_missing(text)]
    if is_missing(cell) or not known:
        return 0
    valued = 2 * sum(map(is_value, known)) > len(known)
    if not is_value(cell):
        return 1 if valued else -int(cell in known)
    return 0 if valued else -1


def is_value(cell: str) -> bool:
    """A number of any kind, a date, a percentage: what is measured, and no name."""
    return is_number(cell) or is_grouped(cell) or bool(form_of([cell]))


def is_counted(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Names 0…n−1, as data frames have them, above numbers that are not all whole ones, or beside
    rows that are counted as well."""
    if is_missing(first[0]) and len(first) > 1:
        return counts(first[1:]) and counts([row[0] for row in below])
    fractions = (not text.isdigit() for row in below for text in row if not is_missing(text))
    return counts(first) and any(fractions)


def counts(cells: Sequence[str]) -> bool:
    return list(cells) == [str(k) for k in range(len(cells))]


def are_years(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Years above numbers that are none: 2019, 2020, 2021, at least two of them."""
    years = [k for k, cell in enumerate(first) if YEAR.fullmatch(cell)]
    if len(years) < 2 or any(is_value(cell) for k, cell in enumerate(first) if k not in years):
        return False
    return not all(YEAR.fullmatch(row[k]) for row in below for k in years if not is_missing(row[k]))


def is_index(first: str, cells: Sequence[str]) -> bool:
    """Whether a column only counts the rows, and has no name, as data frames write it."""
    return is_missing(first) and counts(cells)
