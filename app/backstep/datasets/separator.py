"""Which character parts the cells of a line: comma, semicolon, tab, bar, or a run of blanks."""

import csv
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _csv import Reader

BLANKS = " "
SEPARATORS = (";", "\t", ",", "|", BLANKS)  # where a line could be read with several, the first
SEPARATE = "commas, semicolons, tabs, bars or blanks"
ANNOUNCED = "sep="
COMMENT = "#"  # begins a line that is no row
SEEN = 50  # lines that the separator is guessed from
HEAD = 1 << 18  # characters that they are looked for in
NUMBERS = re.compile(r"[+-]?[\d.,]+(\s+[+-]?[\d.,]+)+")


def announced(text: str) -> str:
    """Excel may say the separator in a first line such as `sep=;`; empty where it does not."""
    first = text[:SEEN].partition("\n")[0].rstrip("\r").lower()
    said = first.removeprefix(ANNOUNCED)
    return said if first.startswith(ANNOUNCED) and said in SEPARATORS else ""


def in_vain(line: str) -> str | None:
    """What a line announces as separator that is none; None where it announces nothing."""
    return line[len(ANNOUNCED) :][:SEEN] if line.lower().startswith(ANNOUNCED) else None


def guess_separator(text: str) -> str:
    """The one that cuts most lines into as many cells as the line before, and into more than one.

    A separator that leaves several numbers in one cell is not the one.
    """
    head = text[:HEAD].splitlines()
    if len(text) > HEAD and len(head) > 1:
        del head[-1]  # which is a part of a line
    lines = [line for line in head[: 2 * SEEN] if line.strip()][:SEEN]
    lines = [line for line in lines if not line.startswith(COMMENT)] or lines

    def alike(separator: str) -> int:
        try:
            rows = list(cells(dressed(lines, separator), separator))
        except csv.Error:  # said with its line when the rows are read
            return 0
        widths = [len(row) for row in rows]
        if (
            not widths
            or max(widths) < 2
            or any(NUMBERS.fullmatch(cell) for row in rows for cell in row)
        ):
            return 0
        usual = max(set(widths), key=widths.count)
        return widths.count(usual) if usual > 1 else 0

    return max(SEPARATORS, key=alike)


def dressed(lines: list[str], separator: str) -> list[str]:
    """Lines as the reader takes them: around runs of blanks there is nothing, and tabs are some."""
    return [line.replace("\t", " ").strip() for line in lines] if separator == BLANKS else lines


def cells(lines: Iterable[str], separator: str, *, strict: bool = False) -> "Reader":
    """The rows of cells; blanks after a separator belong to it. Raises csv.Error."""
    return csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=strict)
