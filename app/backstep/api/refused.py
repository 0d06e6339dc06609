"""What FastAPI and pydantic find wrong with a query, as flaws with our codes and our words."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from math import isfinite, nan
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from backstep.api.query import Given
from backstep.describe.flaws import escape_pointer
from backstep.errors import Flaw, QueryError

MAX_DIGITS_OF_A_NUMBER = 18
NAMED = 60  # characters of what was found that a sentence repeats
Error = Mapping[str, Any]
M = TypeVar("M", bound=BaseModel)


def read_query(request: Request, model: type[M]) -> M:
    """What FastAPI does where a route's query is always the same. Raises QueryError."""
    given = Given(request.scope).query_params
    try:
        return model.model_validate({name: given.get(name) for name in given})
    except ValidationError as error:
        found = ({**each, "loc": ("query", *each["loc"])} for each in error.errors())
        raise QueryError(*flaws_of(found, model)) from None


def flaws_of(errors: Iterable[Error], model: type[BaseModel] | None) -> list[Flaw]:
    """Unknown names first, then what is wrong, in the model's order: one flaw for each name."""
    known = model.model_json_schema()["properties"] if model else {}
    first: dict[str, Error] = {}
    for error in errors:
        first.setdefault(str(error["loc"][1]), error)
    unknown = [name for name in first if name not in known]
    flaws = [unknown_name(name, list(known)) for name in unknown]
    for name in known:
        if name in first:
            flaws.extend(_flaws(name, first[name], known[name]))
    return flaws


def number(text: str) -> int | float | None:
    """What a text says, where that is a number that an answer can hold."""
    for kind in (int, float):
        with suppress(ValueError):
            found = kind(text) if len(text) <= MAX_DIGITS_OF_A_NUMBER else nan
            return found if isfinite(found) else None
    return None


def unknown_name(name: str, known: list[str]) -> Flaw:
    others = f"known are {', '.join(known)}" if known else "this address takes none"
    detail = f"there is no query parameter {name[:NAMED]!r} here; {others}"
    place = f"/query/{escape_pointer(name[:NAMED])}"
    return Flaw("unknown_field", detail, place, name, {"fields": known})


def _flaws(name: str, error: Error, schema: dict[str, Any]) -> tuple[Flaw, ...]:
    """The flaws of a parameter; what is allowed comes from its schema, as OpenAPI has it."""
    text, place = error["input"], f"/query/{name}"
    schema = schema.get("items", schema)
    match error["type"]:
        case "flaws":
            flaws: tuple[Flaw, ...] = error["ctx"]["flaws"]
            return flaws
        case "missing":
            return (Flaw("missing_field", f"the query needs {name}=", place),)
        case _ if isinstance(text, list):
            return (Flaw("wrong_type", f"{name} stands twice", place, text[:8]),)
        case "literal_error":
            choices = schema.get("enum", [schema.get("const")])
            detail = f"{name} is one of {', '.join(choices)}, not {text[:NAMED]!r}"
            return (Flaw("out_of_range", detail, place, text, {"choices": choices}),)
        case "string_too_long":
            most = schema["maxLength"]
            detail = f"{name} has at most {most} characters, and this has {len(text)}"
            return (Flaw("out_of_range", detail, place, text, {"max": most}),)
        case "greater_than_equal" | "less_than_equal" | "int_parsing_size":
            bounds = {
                bound: schema[word]
                for bound, word in (("min", "minimum"), ("max", "maximum"))
                if word in schema
            }
            words = (("min", "from"), ("max", "to"))
            allowed = " ".join(f"{word} {bounds[k]}" for k, word in words if k in bounds)
            detail = f"{name} is {allowed}, not {text[:NAMED]}"
            return (Flaw("out_of_range", detail, place, number(text) or text, bounds),)
        case "int_parsing":
            detail = f"{name} is a whole number, not {text[:NAMED]!r}"
            return (Flaw("wrong_type", detail, place, text, {"type": "integer"}),)
    return (Flaw("wrong_type", f"{name} cannot be read: {error['msg']}", place, text),)
