"""One column of a table: numbers, yes and no, or text; where it has gaps; what it would become."""

from dataclasses import dataclass, replace
from math import nan

import numpy as np

from backstep.datasets.cells import (
    are_plain,
    form_of,
    is_grouped,
    is_missing,
    is_number,
    to_number,
    yes_and_no,
)
from backstep.datasets.dataset import Array
from backstep.datasets.table import Table

LONGEST = 80  # characters of a class's or a feature's name


@dataclass(frozen=True, eq=False)
class Column:
    """One column, as it is read; `numbers` is None where it holds text, and NaN where a gap is."""

    name: str
    texts: list[str]
    gaps: Array  # for each row, whether nothing is known
    numbers: Array | None = None
    yes: str = ""  # of two texts, yes and no, the one that counts as 1
    form: str = ""  # of texts: date, percent, money
    plain: bool = False  # every cell is a number, with a decimal point or none

    @property
    def type(self) -> str:
        return "yes_no" if self.yes else "text" if self.numbers is None else "number"

    @property
    def values(self) -> set[str]:
        """The different texts, gaps left out."""
        return {text for text, gap in zip(self.texts, self.gaps, strict=True) if not gap}

    @property
    def becomes(self) -> int:
        """How many columns of x it is as an input."""
        return len(self.values) if self.type == "text" else 1

    @property
    def feature(self) -> str:
        """What its column of x is called."""
        return f"{self.name} = {self.yes}"[:LONGEST] if self.yes else self.name

    def known_numbers(self) -> Array:
        """The numbers of a column that holds them, or yes and no."""
        assert self.numbers is not None, f"{self.name} holds text"
        return self.numbers

    def at(self, rows: Array) -> "Column":
        """The same column with these rows only."""
        numbers = None if self.numbers is None else self.numbers[rows]
        texts = [self.texts[k] for k in np.flatnonzero(rows)]
        return replace(self, texts=texts, gaps=self.gaps[rows], numbers=numbers)

    def filled(self) -> "Column":
        """The same column with the mean of what is known in place of its gaps."""
        numbers = self.known_numbers().copy()
        numbers[self.gaps] = numbers[~self.gaps].mean()
        return replace(self, numbers=numbers, gaps=np.zeros_like(self.gaps))

    def sorted_out(self) -> tuple[tuple[str, ...], Array]:
        """The different values by name, in order, and which of them each cell is."""
        if self.type == "number":
            values, places = np.unique(self.known_numbers(), return_inverse=True)
            return tuple(f"{value:.15g}" for value in values), places
        # Not by numpy: an array of texts gives each of them the room of the longest.
        texts = sorted(self.values)
        place = {text: k for k, text in enumerate(texts)}
        return tuple(text[:LONGEST] for text in texts), np.array([place[t] for t in self.texts])


def read_column(table: Table, place: int) -> Column:
    """A column as its cells are; where more than half of what is known are numbers, it is one of
    numbers. They are read with `with_marks`, once the table's decimal mark is known."""
    texts = [row[place] for row in table.rows]
    gaps = np.fromiter(map(is_missing, texts), bool, len(texts))
    column = Column(table.names[place], texts, gaps)
    known = [text for text, gap in zip(texts, gaps, strict=True) if not gap]
    if len(known) == len(texts) and are_plain(texts):
        return replace(column, numbers=np.full(len(texts), nan), plain=True)
    if 2 * sum(map(is_numeric, known)) > len(known):
        return replace(column, numbers=np.full(len(texts), nan))
    if (two := yes_and_no(column.values)) is not None:
        numbers = np.array([float(text == two[0]) for text in texts])
        numbers[gaps] = nan
        return replace(column, numbers=numbers, yes=two[0])
    return replace(column, form=form_of(known))


def with_marks(column: Column, decimal: str) -> Column:
    """A column of numbers with its numbers, read with this decimal mark; others are NaN."""
    if column.type != "number":
        return column
    if column.plain and decimal == ".":
        return replace(column, numbers=np.array(list(map(float, column.texts))))
    numbers = [to_number(text, decimal) if is_numeric(text) else nan for text in column.texts]
    return replace(column, numbers=np.array(numbers))


def is_numeric(text: str) -> bool:
    return is_number(text) or is_grouped(text)
