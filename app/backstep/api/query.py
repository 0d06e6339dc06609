"""Query parameters, declared once: read strictly, and described in OpenAPI by the same words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from backstep.describe.flaws import escape_pointer
from backstep.errors import Flaw, QueryError

MAX_VERSION = 64  # characters of a version that a client names
Reader = Callable[[str, str], Any]
MAX_DIGITS_OF_A_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: how its text is read, and what stands for it where it is absent."""

    name: str
    read: Reader
    summary: str
    default: Any = None
    schema: dict[str, Any] = field(default_factory=lambda: {"type": "string"})
    required: bool = False
    repeatable: bool = False

    def to_openapi(self) -> dict[str, Any]:
        schema: dict[str, Any] = dict(self.schema)
        if self.repeatable:
            schema = {"type": "array", "items": self.schema}
        if self.default is not None:
            schema["default"] = self.default
        return {
            "name": self.name,
            "in": "query",
            "required": self.required,
            "description": self.summary,
            "schema": schema,
        }


def read_query(request: Request, parameters: Sequence[Parameter]) -> dict[str, Any]:
    """The value of every parameter. Raises QueryError for all that are unknown or wrong."""
    known = {parameter.name: parameter for parameter in parameters}
    given: dict[str, list[str]] = {}
    for name, text in request.query_params.multi_items():
        given.setdefault(name, []).append(text)
    flaws = [_unknown(name, known) for name in given if name not in known]
    values: dict[str, Any] = {}
    for name, parameter in known.items():
        try:
            values[name] = _value(parameter, given.get(name, []))
        except QueryError as error:
            flaws.extend(error.flaws)
    if flaws:
        raise QueryError(*flaws)
    return values


def _value(parameter: Parameter, texts: list[str]) -> Any:
    if not texts:
        if parameter.required:
            raise wrong("missing_field", parameter.name, f"the query needs {parameter.name}=", None)
        return parameter.default
    if parameter.repeatable:
        return [parameter.read(parameter.name, text) for text in texts]
    if len(texts) > 1:
        raise wrong("wrong_type", parameter.name, f"{parameter.name} stands twice", texts[:8])
    return parameter.read(parameter.name, texts[0])


def _unknown(name: str, known: dict[str, Parameter]) -> Flaw:
    others = f"known are {', '.join(known)}" if known else "this address takes none"
    detail = f"there is no query parameter {name[:60]!r} here; {others}"
    place = f"/query/{escape_pointer(name[:60])}"
    return Flaw("unknown_field", detail, place, name, {"fields": list(known)})


def wrong(code: str, name: str, detail: str, found: Any, **allowed: Any) -> QueryError:
    """A query parameter's flaw, at its own pointer."""
    return QueryError(Flaw(code, detail, f"/query/{name}", found, allowed or None))


def text(_: str, value: str) -> str:
    return value


def short(most: int) -> Reader:
    """Reads a text of at most so many characters."""

    def read(name: str, value: str) -> str:
        if len(value) > most:
            detail = f"{name} has at most {most} characters, and this has {len(value)}"
            raise wrong("out_of_range", name, detail, value, max=most)
        return value

    return read


def integer(least: int, most: int) -> Reader:
    """Reads a whole number within bounds."""

    def read(name: str, value: str) -> int:
        if not re.fullmatch(r"[+-]?[0-9]+", value, re.ASCII):
            detail = f"{name} is a whole number, not {value[:60]!r}"
            raise wrong("wrong_type", name, detail, value, type="integer")
        number = int(value) if len(value) <= MAX_DIGITS_OF_A_NUMBER else None
        if number is None or not least <= number <= most:
            detail = f"{name} is from {least} to {most}, not {value[:60]}"
            raise wrong("out_of_range", name, detail, number or value, min=least, max=most)
        return number

    return read


def choice(*choices: str) -> Reader:
    """Reads one of a few words."""

    def read(name: str, value: str) -> str:
        if value not in choices:
            detail = f"{name} is one of {', '.join(choices)}, not {value[:60]!r}"
            raise wrong("out_of_range", name, detail, value, choices=list(choices))
        return value

    return read


def bounded(name: str, summary: str, least: int, most: int, default: int | None) -> Parameter:
    """A parameter that is a whole number."""
    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Parameter(name, integer(least, most), summary, default, schema)


def chosen(
    name: str, summary: str, choices: Sequence[str], default: Any = None, repeatable: bool = False
) -> Parameter:
    """A parameter that is one of a few words."""
    schema = {"type": "string", "enum": list(choices)}
    return Parameter(name, choice(*choices), summary, default, schema, repeatable=repeatable)


VERSION = Parameter(
    "v", short(MAX_VERSION), "The version from the catalog: makes the answer cacheable for ever.",
    schema={"type": "string", "maxLength": MAX_VERSION},
)  # fmt: skip
