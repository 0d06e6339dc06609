"""A user's own table, as spreadsheets write it: comma, semicolon or tab, quotes, any line end.

Nothing is guessed silently that would change a number: what cannot be read is told with its line.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.datasets.cells import is_number

MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
MAX_CELLS = 1_000_000
TOLD = 20  # problems at most: the rest is most likely more of the same

SEPARATORS = (";", "\t", ",")  # where a line could be read with several, the first one wins
SEEN = 50  # lines that the separator is guessed from


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in a full sentence that names the line; 0 where it is no line's fault."""

    code: str
    line: int
    detail: str
    found: Any = None
    column: str = ""
    allowed: Any = None


class TableError(Exception):
    """A table that cannot be used, with all that is wrong with it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.detail for problem in problems))
        self.problems = problems[:TOLD]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text, all as long as there are names; `lines` says where each row begins."""

    names: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]
    separator: str
    header: bool


def decode(body: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 if it says so, else what Windows calls ANSI."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def read_table(text: str, header: bool | None = None) -> Table:
    """The table; without `header`, the first line is one if it has no number and the next has.

    Raises TableError.
    """
    text = text.removeprefix("\ufeff")
    separator, skipped = announced(text)
    if not separator:
        separator = guess_separator(text)
    found = list(rows_of(text, separator, skipped))
    if not found:
        raise TableError(Problem("missing_field", 0, "The table has no lines."))
    check_widths(found)
    rows, lines = [row for _, row in found], [line for line, _ in found]
    if header is None:
        header = looks_like_header(rows)
    names = unique_names(rows[0]) if header else numbered(len(rows[0]))
    first = int(header)
    if len(rows) - first > MAX_ROWS:
        raise too_large(lines[first + MAX_ROWS], len(rows) - first, MAX_ROWS, "rows")
    if len(rows) == first:
        detail = f"Line {lines[0]} holds names, and no rows follow it."
        raise TableError(Problem("missing_field", lines[0], detail))
    return Table(names, rows[first:], lines[first:], separator, header)


def announced(text: str) -> tuple[str, int]:
    """Excel may say the separator in a first line such as `sep=;`."""
    first = text.partition("\n")[0].strip().lower()
    if len(first) == 5 and first.startswith("sep="):
        return first[4], 1
    return "", 0


def guess_separator(text: str) -> str:
    """The one that cuts most lines into as many cells as the first line, and into more than one."""
    lines = [line for line in text.splitlines()[: 2 * SEEN] if line.strip()][:SEEN]

    def alike(separator: str) -> int:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=separator)]
        except csv.Error:  # said with its line when the rows are read
            return 0
        return sum(width == widths[0] for width in widths) if widths and widths[0] > 1 else 0

    return max(SEPARATORS, key=alike)


def rows_of(text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins; empty lines are passed over."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True
    )
    line, count = 1, 0
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if line > skipped and any(cells):
                count += 1
                check_size(line, count, len(cells))
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        detail = f"Line {line} cannot be read as a row ({error}); maybe a quote is not closed."
        raise TableError(Problem("wrong_type", line, detail)) from None


def check_size(line: int, rows: int, columns: int) -> None:
    # One row more may be there for the names.
    limits = ((rows - 1, MAX_ROWS, "rows"), (columns, MAX_COLUMNS, "columns"),
              ((rows - 1) * columns, MAX_CELLS, "cells"))  # fmt: skip
    for found, most, what in limits:
        if found > most:
            raise too_large(line, found, most, what)


def too_large(line: int, found: int, most: int, what: str) -> TableError:
    detail = f"Line {line} goes over the limit: a table has at most {most:,} {what}."
    return TableError(Problem("too_large", line, detail, found, allowed={"max": most, "of": what}))


def check_widths(found: list[tuple[int, list[str]]]) -> None:
    first, head = found[0]
    if len(head) < 2:
        detail = (
            f"Line {first} has one cell only: a table has at least two columns, one to learn from "
            "and one to learn, parted by commas, semicolons or tabs."
        )
        raise TableError(Problem("ragged", first, detail, " ".join(head)[:80]))
    problems = [
        Problem(
            "ragged",
            line,
            f"Line {line} has {len(row)} cells, and line {first} has {len(head)}.",
            len(row),
            allowed={"cells": len(head), "line": first},
        )
        for line, row in found
        if len(row) != len(head)
    ]
    if problems:
        raise TableError(*problems)


def looks_like_header(rows: list[list[str]]) -> bool:
    """Names, and not numbers, above numbers; or text all over, which then begins with names."""
    if any(is_number(cell) for cell in rows[0]):
        return False
    below = [is_number(cell) for row in rows[1:SEEN] for cell in row]
    return any(below[: len(rows[0])]) or not any(below)


def unique_names(cells: list[str]) -> tuple[str, ...]:
    """The header's names; what is empty or stands twice gets a number."""
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = cell[:60] or f"column {place}"
        while name in names:
            name = f"{name} ({place})"
        names.append(name)
    return tuple(names)


def numbered(count: int) -> tuple[str, ...]:
    return tuple(f"column {place}" for place in range(1, count + 1))
