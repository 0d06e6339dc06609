"""A table as it is read: what each column holds and is for, and all that stands in the way."""

from dataclasses import dataclass

import numpy as np

from backstep.datasets.cells import is_number
from backstep.datasets.column import Column, is_numeric, read_column, with_marks
from backstep.datasets.marks import Cells, Marks, decide
from backstep.datasets.problem import Problem, TableError
from backstep.datasets.roles import Wishes, check_roles, chosen
from backstep.datasets.table import Table

MAX_NUMBERS = 5_000_000  # of all inputs: what one answer can hold
MAX_TEXTS = 50  # different texts of an input column: each becomes a column of 0 and 1


@dataclass(frozen=True, slots=True)
class Reading:
    """A table's columns, and what each is for: known before the table can be used."""

    columns: dict[str, Column]
    inputs: tuple[str, ...]  # names of columns
    targets: tuple[str, ...]
    marks: Marks
    problems: tuple[Problem, ...]  # all that stands in the way, by line

    def role(self, name: str) -> str:
        return "target" if name in self.targets else "input" if name in self.inputs else "unused"


def read_columns(table: Table, wishes: Wishes) -> Reading:
    """What each column is and is for. The target is by default the last one, the inputs all others
    but one that only counts the rows, or has no cell. Raises TableError for a wish that cannot be.
    """
    columns = {name: read_column(table, place) for place, name in enumerate(table.names)}
    targets = chosen(table, wishes.target, (table.names[-1],), "target")
    idle = {table.index, *(name for name, column in columns.items() if column.gaps.all())}
    rest = tuple(name for name in table.names if name not in targets)
    apt = tuple(name for name in rest if name not in idle)
    used = chosen(table, wishes.inputs, apt or rest, "inputs")
    check_roles(used, targets)
    roles = (*used, *targets)
    problems: list[Problem] = []
    try:
        marks = decide([cells_of(table, columns[name]) for name in roles], wishes.decimal)
    except TableError as error:
        marks, problems = Marks(".", ()), list(error.problems)
    columns = {name: with_marks(column, marks.decimal) for name, column in columns.items()}
    for name in roles:
        problems.extend(wrong_cells(table, columns[name]))
    problems.extend(too_many(columns[name]) for name in used if columns[name].becomes > MAX_TEXTS)
    numbers = len(table.rows) * sum(columns[name].becomes for name in used)
    if not problems and numbers > MAX_NUMBERS:
        problems.append(too_large_inputs(numbers))
    problems.sort(key=lambda problem: problem.line)
    return Reading(columns, used, targets, marks, tuple(problems))


def cells_of(table: Table, column: Column) -> Cells:
    """A column's cells that are numbers; none of one that holds something else."""
    if column.type != "number":
        return Cells(column.name, (), ())
    if column.plain:
        return Cells(column.name, column.texts, table.lines, plain=True)
    kept = [k for k, text in enumerate(column.texts) if is_numeric(text)]
    return Cells(column.name, [column.texts[k] for k in kept], [table.lines[k] for k in kept])


def wrong_cells(table: Table, column: Column) -> list[Problem]:
    """All cells of a column of numbers that are neither a number nor a gap."""
    if column.type != "number":
        return []
    wrong = ~np.isfinite(column.known_numbers()) & ~column.gaps
    return [wrong_cell(table.lines[k], column, column.texts[k]) for k in np.flatnonzero(wrong)]


def wrong_cell(line: int, column: Column, text: str) -> Problem:
    name, cut = column.name, text[:40]
    if is_number(text):
        detail = f"Line {line}: {cut} in {name!r} is beyond what float64 can hold."
        return Problem("out_of_range", line, detail, cut, name)
    detail = f"Line {line}: {cut!r} in {name!r} is not a number, as its other cells are."
    return Problem("wrong_type", line, detail, cut, name)


def too_large_inputs(numbers: int) -> Problem:
    detail = (
        f"The inputs would be {numbers:,} numbers, since each text of a column becomes a column of "
        f"its own; at most {MAX_NUMBERS:,} fit. Leave columns of text out of the inputs."
    )
    allowed = {"max": MAX_NUMBERS, "of": "numbers"}
    return Problem("too_large", 0, detail, numbers, allowed=allowed)


def too_many(column: Column) -> Problem:
    detail = (
        f"The column {column.name!r} has {column.becomes:,} different texts; as an input it "
        f"may have {MAX_TEXTS}. Leave it out of the inputs."
    )
    return Problem("out_of_range", 0, detail, column.becomes, column.name, {"max": MAX_TEXTS})
