"""From a table to samples: which columns are learnt from, which is learnt, and its classes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, nan

import numpy as np

from app.datasets.cells import decimal_mark, is_grouped, is_number, to_number
from app.datasets.dataset import Array
from app.datasets.table import Problem, Table, TableError

MAX_TEXTS = 50  # different texts of an input column: each becomes a column of 0 and 1
MAX_CLASSES = 100
LONGEST = 80  # characters of a class's or a feature's name


@dataclass(frozen=True, eq=False)
class Column:
    """One column; `numbers` is None where it holds text."""

    name: str
    texts: list[str]
    numbers: Array | None

    @property
    def type(self) -> str:
        return "text" if self.numbers is None else "number"

    def sorted_out(self) -> tuple[tuple[str, ...], Array]:
        """The different values by name, in order, and which of them each cell is."""
        if self.numbers is not None:
            values, places = np.unique(self.numbers, return_inverse=True)
            return tuple(f"{value:.15g}" for value in values), places
        # Not by numpy: an array of texts gives each of them the room of the longest.
        texts = sorted(set(self.texts))
        place = {text: k for k, text in enumerate(texts)}
        return tuple(text[:LONGEST] for text in texts), np.array([place[t] for t in self.texts])


@dataclass(frozen=True, eq=False)
class Own:
    """A user's own samples: x is samples × numbers, target one class or number each, or a row."""

    columns: tuple[Column, ...]
    inputs: tuple[str, ...]  # names of columns of the table
    targets: tuple[str, ...]
    features: tuple[str, ...]  # names of the columns of x
    x: Array
    target: Array
    classes: tuple[str, ...] | None
    decimal: str


def own_samples(
    table: Table,
    target: Sequence[str | int] | None = None,
    inputs: Sequence[str | int] | None = None,
    classes: bool | None = None,
) -> Own:
    """Samples of a table. Columns are named, or counted from 0; the target is by default the last
    one, the inputs all others. `classes` reads a target of numbers as classes, too.

    Raises TableError with everything that is wrong, each with its line.
    """
    targets = chosen(table, target, (table.names[-1],), "target")
    rest = tuple(name for name in table.names if name not in targets)
    used = chosen(table, inputs, rest, "inputs")
    check_roles(used, targets)
    columns = tuple(read_column(table, place) for place in range(len(table.names)))
    by_name = {column.name: column for column in columns}
    check_cells(table, [by_name[name] for name in (*used, *targets)])
    learnt = [by_name[name] for name in targets]
    features, x = as_inputs([by_name[name] for name in used])
    values, names = as_target(learnt, classes)
    decimal = check_decimals(table, [by_name[name] for name in (*used, *targets)])
    return Own(columns, used, targets, features, x, values, names, decimal)


def chosen(
    table: Table, wanted: Sequence[str | int] | None, default: tuple[str, ...], what: str
) -> tuple[str, ...]:
    """The names of the chosen columns."""
    if wanted is None:
        return default
    names = dict.fromkeys(column_name(table, name, what) for name in wanted)
    if not names:
        detail = f"At least one column is needed as {what}."
        raise TableError(Problem("missing_field", 0, detail, allowed={"of": "roles"}))
    return tuple(names)


def check_roles(used: tuple[str, ...], targets: tuple[str, ...]) -> None:
    """Raises TableError if nothing is left to learn from, or a column would tell its own target."""
    if not used:
        detail = "Every column is a target: at least one has to be an input, to learn from."
        raise TableError(Problem("missing_field", 0, detail, allowed={"of": "roles"}))
    for name in used:
        if name in targets:
            detail = f"The column {name!r} is both input and target; it can be only one of them."
            raise TableError(Problem("out_of_range", 0, detail, name, name))


def column_name(table: Table, wanted: str | int, what: str) -> str:
    if isinstance(wanted, int) and 0 <= wanted < len(table.names):
        return table.names[wanted]
    if wanted in table.names:
        return str(wanted)
    known = ", ".join(table.names[:20])
    detail = f"There is no column {wanted!r} to take as {what}; the table has {known}."
    raise TableError(Problem("unknown_field", 0, detail, wanted))


def read_column(table: Table, place: int) -> Column:
    """A column of numbers, if most of its cells are numbers; what is none is NaN until checked."""
    texts = [row[place] for row in table.rows]
    numeric = [is_number(text) for text in texts]
    if 2 * (sum(numeric) + sum(map(is_grouped, texts))) <= len(texts):
        return Column(table.names[place], texts, None)
    numbers = [to_number(text) if fits else nan for text, fits in zip(texts, numeric, strict=True)]
    return Column(table.names[place], texts, np.array(numbers))


def check_cells(table: Table, columns: list[Column]) -> None:
    """Raises TableError for all cells that are empty or no number among numbers, line by line."""
    problems = [
        wrong_cell(line, column.name, text)
        for column in columns
        for i, (line, text) in enumerate(zip(table.lines, column.texts, strict=True))
        if not text or (column.numbers is not None and not isfinite(column.numbers[i]))
    ]
    if problems:
        raise TableError(*sorted(problems, key=lambda problem: problem.line))


def wrong_cell(line: int, name: str, text: str) -> Problem:
    if not text:
        return Problem(
            "missing_field", line, f"Line {line}: the cell of {name!r} is empty.", text, name
        )
    if is_number(text):
        detail = f"Line {line}: {text[:40]} in {name!r} is beyond what float64 can hold."
        return Problem("out_of_range", line, detail, text[:40], name)
    detail = f"Line {line}: {text[:40]!r} in {name!r} is not a number, as its other cells are."
    if is_grouped(text):
        detail = f"Line {line}: {text[:40]!r} in {name!r} has marks for thousands; leave them out."
    return Problem("wrong_type", line, detail, text[:40], name)


def as_inputs(columns: list[Column]) -> tuple[tuple[str, ...], Array]:
    """Numbers as they are; of a text, one column for each of its different values, 0 or 1."""
    names: list[str] = []
    parts: list[Array] = []
    for column in columns:
        if column.numbers is not None:
            names.append(column.name)
            parts.append(column.numbers[:, None])
            continue
        values, places = column.sorted_out()
        if len(values) > MAX_TEXTS:
            detail = (
                f"The column {column.name!r} has {len(values):,} different texts; as an input it "
                f"may have {MAX_TEXTS}. Leave it out of the inputs."
            )
            allowed = {"max": MAX_TEXTS}
            raise TableError(Problem("out_of_range", 0, detail, len(values), column.name, allowed))
        names.extend(f"{column.name} = {value}"[:LONGEST] for value in values)
        parts.append(np.eye(len(values))[places])
    return tuple(names), np.hstack(parts)


def as_target(columns: list[Column], wanted: bool | None) -> tuple[Array, tuple[str, ...] | None]:
    """Class numbers with the classes' names, or numbers: a flat list if it is one column."""
    first = columns[0]
    if len(columns) == 1 and (wanted or first.numbers is None):
        names, places = first.sorted_out()
        if len(names) > MAX_CLASSES:
            detail = (
                f"The column {first.name!r} has {len(names):,} different values; as classes there "
                f"may be {MAX_CLASSES}."
            )
            allowed = {"max": MAX_CLASSES}
            raise TableError(Problem("out_of_range", 0, detail, len(names), first.name, allowed))
        return places.astype(float), names
    for column in columns:
        if column.numbers is None or wanted:
            detail = f"Classes come from one column, and {len(columns)} are chosen as target."
            raise TableError(Problem("wrong_type", 0, detail, column.name))
    numbers = [column.numbers for column in columns if column.numbers is not None]
    return (numbers[0] if len(numbers) == 1 else np.column_stack(numbers)), None


def check_decimals(table: Table, columns: list[Column]) -> str:
    """The decimal mark of the table; two of them would make 1,234 mean two things."""
    seen: dict[str, tuple[int, str]] = {}
    count: Counter[str] = Counter()
    for column in columns:
        if column.numbers is not None:
            for line, text in zip(table.lines, column.texts, strict=True):
                mark = decimal_mark(text)
                count[mark] += 1
                seen.setdefault(mark, (line, text))
    if "." in seen and "," in seen:
        rare, usual = sorted(".,", key=lambda mark: count[mark])
        (line, text), (other, common) = seen[rare], seen[usual]
        detail = (
            f"Line {line}: {text} has another decimal mark than {common} on line {other}; "
            "one table has one decimal mark, and none for thousands."
        )
        raise TableError(Problem("wrong_type", line, detail, text))
    return "," if "," in seen else "."
