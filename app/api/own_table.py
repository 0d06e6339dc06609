"""What a user wants of a table of one's own, and the samples that come of it."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from app.api import wire
from app.api.bodies import read_body
from app.api.query import Parameter, choice, read_query, text
from app.datasets.own import Own, own_samples
from app.datasets.table import Problem, Table, TableError, decode, read_table
from app.errors import STATUS, BackstepError, DescriptionError, Flaw, LimitError
from app.trace.flaws import Flaws, shorten, type_name

FIELDS = ("text", "target", "inputs", "header", "classes")
SWITCH = {"true": True, "false": False}

FROM_QUERY = (
    Parameter("target", text, "A column to learn, by name; the last one by default.",
              repeatable=True),
    Parameter("inputs", text, "A column to learn from, by name; all others by default.",
              repeatable=True),
    Parameter("header", choice("true", "false"), "Whether the first line holds names."),
    Parameter("classes", choice("true", "false"), "Read a target of numbers as classes."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wishes:
    """Which columns to use for what; None leaves it to the table."""

    target: list[str | int] | None = None
    inputs: list[str | int] | None = None
    header: bool | None = None
    classes: bool | None = None


def wishes_of_query(request: Request) -> Wishes:
    query = read_query(request, FROM_QUERY)
    return Wishes(
        query["target"],
        query["inputs"],
        SWITCH.get(query["header"]),
        SWITCH.get(query["classes"]),
    )


def read_wishes(raw: Any) -> tuple[str, Wishes]:
    """The table's text and the wishes of a JSON body. Raises DescriptionError."""
    flaws = Flaws()
    given = read_body(raw, FIELDS, ("text",), flaws)
    if not isinstance(given.get("text", ""), str):
        detail = f"text is the table as text, and this is {type_name(given['text'])}"
        flaws.add("wrong_type", detail, "/text", shorten(given["text"]), type="text")
    wishes = Wishes(
        _columns(given.get("target"), "/target", flaws),
        _columns(given.get("inputs"), "/inputs", flaws),
        _switch(given.get("header"), "/header", flaws),
        _switch(given.get("classes"), "/classes", flaws),
    )
    flaws.raise_first_stage()
    return given["text"], wishes


def _columns(value: Any, pointer: str, flaws: Flaws) -> list[str | int] | None:
    if value is None:
        return None
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


def read_own(table: str | bytes, wishes: Wishes) -> dict[str, Any]:
    """The samples of a table. Raises BackstepError with each problem's line as its pointer."""
    try:
        source = decode(table) if isinstance(table, bytes) else table
        read = read_table(source, wishes.header)
        own = own_samples(read, wishes.target, wishes.inputs, wishes.classes)
    except TableError as error:
        raise as_problem(error) from None
    return described(read, own)


def as_problem(error: TableError) -> BackstepError:
    flaws = [
        Flaw(p.code, p.detail, f"/line/{p.line}" if p.line else "", found_of(p), p.allowed)
        for p in error.problems
    ]
    over = STATUS[flaws[0].code] == STATUS["too_large"]
    return LimitError(*flaws) if over else DescriptionError(*flaws)


def found_of(problem: Problem) -> Any:
    """What was found, and in which column, where it is one's fault."""
    return {"text": problem.found, "column": problem.column} if problem.column else problem.found


def described(table: Table, own: Own) -> dict[str, Any]:
    def role(name: str) -> str:
        return "target" if name in own.targets else "input" if name in own.inputs else "unused"

    return {
        "columns": [{"name": c.name, "type": c.type, "role": role(c.name)} for c in own.columns],
        "samples": len(own.x),
        "features": own.features,
        "x": wire.whole(own.x),
        "target": wire.whole(own.target),
        "classes": own.classes,
        "separator": table.separator,
        "decimal": own.decimal,
        "header": table.header,
    }
