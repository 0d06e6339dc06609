"""A user's own table, as spreadsheets, data frames and archives of data write it.

Nothing is guessed silently that would change a number: what cannot be read is told with its line.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from backstep.datasets.cells import is_missing
from backstep.datasets.foreign import check_is_text
from backstep.datasets.header import is_index, looks_like_header
from backstep.datasets.problem import Problem, TableError
from backstep.datasets.separator import (
    BLANKS,
    COMMENT,
    SEPARATE,
    SEPARATORS,
    announced,
    cells,
    dressed,
    guess_separator,
    in_vain,
)

MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
MAX_CELLS = 1_000_000
MAX_LINES = 1_000_000  # with those that hold nothing
MAX_LINE = 1_000_000  # characters of a row

LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++")  # as csv counts them

Numbered = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text, all as long as there are names; `lines` says where each row begins."""

    names: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]
    separator: str
    header: bool
    index: str = ""  # the name of a column that only counts the rows
    empty: int = 0  # columns without a name and without a cell, which were left out


def decode(body: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 if it says so, else what Windows calls ANSI."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def read_table(text: str, header: bool | None = None, word: str = "column") -> Table:
    """The table; `header` says whether the first line holds names, and None lets it be judged.

    A column without a name is called by `word` and its place. Raises TableError.
    """
    text = text.removeprefix("\ufeff")
    check_is_text(text)
    said = announced(text)
    separator = said or guess_separator(text)
    found = without_comments(list(rows_of(text, separator, skipped=1 if said else 0)))
    if not found:
        raise TableError(Problem("missing_field", 0, "The table has no lines."))
    empty = cut_empty(found)
    check_widths(found)
    rows, lines = [row for _, row in found], [line for line, _ in found]
    if header is None:
        header = looks_like_header(rows)
    names = unique_names(rows[0] if header else [""] * len(rows[0]), word)
    first = int(header)
    if len(rows) - first > MAX_ROWS:
        raise too_large(lines[first + MAX_ROWS], len(rows) - first, MAX_ROWS, "rows")
    if len(rows) == first:
        detail = f"Line {lines[0]} holds names, and no rows follow it."
        raise TableError(Problem("missing_field", lines[0], detail))
    counted = header and is_index(rows[0][0], [row[0] for row in rows[1:]])
    index = names[0] if counted else ""
    return Table(names, rows[first:], lines[first:], separator, header, index, empty)


def rows_of(text: str, separator: str, skipped: int) -> Iterator[Numbered]:
    """Each row with the line on which it begins; empty lines are passed over."""
    length = 0  # of what has been read of the present row, which may go over several lines

    def lines() -> Iterator[str]:
        nonlocal length
        for number, found in enumerate(LINE.finditer(text), start=1):
            length += found.end() - found.start()
            if length > MAX_LINE:
                raise too_large(number, length, MAX_LINE, "characters", "row")
            if number > MAX_LINES:
                raise too_large(number, number, MAX_LINES, "lines")
            yield dressed([found[0]], separator)[0] + "\n" if separator == BLANKS else found[0]

    reader = cells(lines(), separator, strict=True)
    line, count = 1, 0
    try:
        for read in reader:
            row, length = [cell.strip() for cell in read], 0
            if line > skipped and any(row):
                count += 1
                check_size(line, count, len(row))
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        detail = f"Line {line} cannot be read as a row ({error}); maybe a quote is not closed."
        raise TableError(Problem("wrong_type", line, detail)) from None


def without_comments(found: list[Numbered]) -> list[Numbered]:
    """Lines before the table that begin with # are passed over; one as wide as it holds names."""
    start = 0
    while start < len(found) - 1 and found[start][1][0].startswith(COMMENT):
        start += 1
    if start:
        line, said = found[start - 1]
        named = [said[0].lstrip(COMMENT).strip(), *said[1:]]
        if not named[0]:  # "# a b c", where blanks part the cells
            named = named[1:]
        if len(named) == len(found[start][1]) > 1:
            return [(line, named), *found[start:]]
    return found[start:]


def cut_empty(found: list[Numbered]) -> int:
    """Take away the last columns that have neither a name nor a cell; the answer is how many."""
    narrowest = min(len(row) for _, row in found)
    used = max((k + 1 for _, row in found for k, cell in enumerate(row) if cell), default=0)
    width = max(len(row) for _, row in found)
    if used < width and (used == narrowest or narrowest == width):
        for _, row in found:
            del row[used:]
        return width - used
    return 0


def check_size(line: int, rows: int, columns: int) -> None:
    # One row more may be there for the names.
    limits = ((rows - 1, MAX_ROWS, "rows"), (columns, MAX_COLUMNS, "columns"),
              ((rows - 1) * columns, MAX_CELLS, "cells"))  # fmt: skip
    for found, most, what in limits:
        if found > most:
            raise too_large(line, found, most, what)


def too_large(line: int, found: int, most: int, what: str, where: str = "table") -> TableError:
    detail = f"Line {line} goes over the limit: a {where} has at most {most:,} {what}."
    return TableError(Problem("too_large", line, detail, found, allowed={"max": most, "of": what}))


def check_widths(found: list[Numbered]) -> None:
    first, head = found[0]
    if len(head) < 2:
        if first == 1 and (said := in_vain(head[0])) is not None:
            detail = f"Line 1 says that {said!r} separates the cells, and {SEPARATE} may."
            allowed = {"of": "separator", "choices": list(SEPARATORS)}
            raise TableError(Problem("out_of_range", 1, detail, said, allowed=allowed))
        detail = (
            f"Line {first} has one cell only: a table has at least two columns, one to learn from "
            f"and one to learn, separated by {SEPARATE}."
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


def unique_names(cells: list[str], word: str) -> tuple[str, ...]:
    """The header's names; what is empty or stands twice gets a number."""
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = cell[:60] if not is_missing(cell) else f"{word} {place}"
        while name in names:
            name = f"{name} ({place})"
        names.append(name)
    return tuple(names)
