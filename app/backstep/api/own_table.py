"""What a user wants of a table of one's own, and the samples that come of it."""

from math import isfinite
from typing import Any

from backstep.api import wire
from backstep.api.bodies import read_body
from backstep.api.query import wrong
from backstep.datasets.column import Column
from backstep.datasets.own import Own, samples_of
from backstep.datasets.problem import Problem, TableError
from backstep.datasets.reading import Reading, read_columns
from backstep.datasets.roles import Wishes
from backstep.datasets.table import Table, decode, read_table
from backstep.describe.flaws import Flaws, shorten, type_name
from backstep.describe.numbers import Numbers
from backstep.errors import STATUS, BackstepError, DescriptionError, Flaw, LimitError
from backstep.languages import in_languages

MADE_NAMES = in_languages(("column", "columna"))  # and its place, for a column without a name
CHOICES = {"decimal": (".", ","), "gaps": ("drop", "mean"), "lang": tuple(MADE_NAMES)}
SWITCHES = ("header", "classes", "images")
FIELDS = ("text", "target", "inputs", *SWITCHES, *CHOICES)
PREVIEWED = 8  # rows


def read_wishes(raw: Any) -> tuple[str, Wishes]:
    """The table's text and the wishes of a JSON body. Raises DescriptionError."""
    flaws = Flaws()
    given = read_body(raw, FIELDS, ("text",), flaws)
    if not isinstance(given.get("text", ""), str):
        detail = f"text is the table as text, and this is {type_name(given['text'])}"
        flaws.add("wrong_type", detail, "/text", shorten(given["text"]), type="text")
    default = Wishes()
    wishes = Wishes(
        _columns(given.get("target"), "/target", flaws),
        _columns(given.get("inputs"), "/inputs", flaws),
        _switch(given.get("header"), "/header", flaws),
        _switch(given.get("classes"), "/classes", flaws),
        _choice(given.get("decimal"), "decimal", flaws),
        _choice(given.get("gaps"), "gaps", flaws) or default.gaps,
        bool(_switch(given.get("images"), "/images", flaws)),
        _choice(given.get("lang"), "lang", flaws) or default.lang,
    )
    flaws.raise_first_stage()
    return given["text"], wishes


def _columns(value: Any, pointer: str, flaws: Flaws) -> list[str | int] | None:
    if value is None:
        return None
    if isinstance(value, Numbers) and value.array is not None:  # very many columns
        value = [int(k) if k.is_integer() else k for k in value.array.ravel().tolist()]
    if not isinstance(value, list) or not all(type(name) in (str, int) for name in value):
        detail = f"{pointer[1:]} is a list of columns, by name or counted from 0"
        flaws.add("wrong_type", detail, pointer, shorten(value), type="list")
        return None
    return value


def _switch(value: Any, pointer: str, flaws: Flaws) -> bool | None:
    if value is not None and not isinstance(value, bool):
        detail = f"{pointer[1:]} is true, false or null, and this is {type_name(value)}"
        flaws.add("wrong_type", detail, pointer, shorten(value), type="boolean")
        return None
    return value


def _choice(value: Any, name: str, flaws: Flaws) -> str | None:
    if value is None or value in CHOICES[name]:
        return value
    known = " or ".join(CHOICES[name])
    detail = f"{name} is {known}, and this is {shorten(value)!r}"
    flaws.add("out_of_range", detail, f"/{name}", shorten(value), choices=list(CHOICES[name]))
    return None


def of_text(asked: dict[str, Any], table: bytes) -> bytes:
    """The answer to a table that came as text/csv, with what the query asked for."""
    _, wishes = read_wishes({"text": ""} | asked)
    return wire.encode(read_own(table, wishes))


def of_wishes(asked: dict[str, Any], raw: Any) -> bytes:
    """The answer to one that came in JSON; a wish may stand there or in the query."""
    if isinstance(raw, dict):
        for name in asked.keys() & raw.keys():
            detail = f"{name} stands in the query and in the body, and is to stand in one of them"
            raise wrong("unknown_field", name, detail, name)
        raw = asked | raw
    return wire.encode(read_own(*read_wishes(raw)))


def read_own(table: str | bytes, wishes: Wishes) -> dict[str, Any]:
    """The samples of a table. Raises BackstepError with each problem's line as its pointer, and
    with the table's columns, as far as it could be read, beside the problems."""
    seen: dict[str, Any] = {}
    try:
        source = decode(table) if isinstance(table, bytes) else table
        read = read_table(source, wishes.header, MADE_NAMES[wishes.lang])
        reading = read_columns(read, wishes)
        seen = as_read(read, reading)
        return seen | samples_told(samples_of(reading, wishes))
    except TableError as error:
        raise as_problem(error, seen) from None


def as_problem(error: TableError, seen: dict[str, Any]) -> BackstepError:
    """The refusal; its member `table` holds what could be read, and how many problems there are."""
    flaws = [
        Flaw(p.code, p.detail, f"/line/{p.line}" if p.line else "", found_of(p), p.allowed)
        for p in error.problems
    ]
    over = STATUS[flaws[0].code] == STATUS["too_large"]
    refusal = LimitError(*flaws) if over else DescriptionError(*flaws)
    refusal.beside = {"table": seen | {"problems": error.count}}
    return refusal


def found_of(problem: Problem) -> Any:
    """What was found, and in which column, where it is one's fault."""
    return {"text": problem.found, "column": problem.column} if problem.column else problem.found


def as_read(table: Table, reading: Reading) -> dict[str, Any]:
    """The table's columns and first rows as they are read, and what was taken for what."""
    return {
        "columns": [of_column(column, reading) for column in reading.columns.values()],
        "rows": len(table.rows),
        "preview": {
            "lines": table.lines[:PREVIEWED],
            "rows": [previewed(reading, row) for row in range(len(table.rows[:PREVIEWED]))],
        },
        "separator": table.separator,
        "decimal": reading.marks.decimal,
        "thousands": list(reading.marks.grouped),
        "header": table.header,
        "empty_columns": table.empty,
    }


def of_column(column: Column, reading: Reading) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": column.type,
        "role": reading.role(column.name),
        "becomes": column.becomes,
        "gaps": int(column.gaps.sum()),
        "form": column.form or None,
        "problems": sum(problem.column == column.name for problem in reading.problems),
    }


def previewed(reading: Reading, row: int) -> list[Any]:
    """A row as it is read: a number, also of yes and no where they are an input's 1 and 0, or the
    text of a cell that is none; null where a gap is."""
    cells = []
    for column in reading.columns.values():
        yes_no = column.type == "yes_no" and reading.role(column.name) == "input"
        numeric = column.type == "number" or yes_no
        number = float(column.known_numbers()[row]) if numeric else None
        known = number is not None and isfinite(number)
        cells.append(None if column.gaps[row] else number if known else column.texts[row][:40])
    return cells


def samples_told(own: Own) -> dict[str, Any]:
    return {
        "samples": len(own.x),
        "features": own.features,
        "x": wire.whole(own.x),
        "target": wire.whole(own.target),
        "classes": own.classes,
        "left_out": own.left_out,
        "filled": own.filled,
        "image_side": own.side,
        "may_be_classes": own.asks,
    }
