"""What the columns of a table are for: which are learnt from, which is to be learnt."""

from collections.abc import Sequence
from dataclasses import dataclass

from backstep.datasets.problem import Problem, TableError
from backstep.datasets.table import Table


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a user wants of a table; None leaves it to the table."""

    target: Sequence[str | int] | None = None
    inputs: Sequence[str | int] | None = None
    header: bool | None = None
    classes: bool | None = None  # read a target of numbers as classes
    decimal: str | None = None  # the decimal mark: a point or a comma
    gaps: str = "drop"  # rows with gaps: drop leaves them out, mean fills in numbers
    images: bool = False  # x as images of one channel
    lang: str = "en"  # of the names that are made


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
    known = ", ".join(table.names[:20]) + (", …" if len(table.names) > 20 else "")
    detail = f"There is no column {wanted!r} to take as {what}; the table has {known}."
    raise TableError(Problem("unknown_field", 0, detail, wanted))
