"""A query's number may be any text: what is wrong with it is said, whatever a number it is."""

import json
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest
from pydantic import ValidationError

from backstep.api import endpoints
from backstep.api.query import Asked
from backstep.api.refused import flaws_of

TEXTS = (
    "nan", "inf", "-inf", "Infinity", "1e400", "-1e400", "1e-400", "1e308", "-1", "-0", "0", "0.5",
    "-0.5", "9" * 17, "9" * 400, "-" + "9" * 30, "1_000", "\u0663", "", " ", "none", "\x00", "0x10",
)  # fmt: skip
for module in iter_modules(endpoints.__path__):
    import_module(f"{endpoints.__name__}.{module.name}")


def queries(model: type[Asked] = Asked) -> Iterator[type[Asked]]:
    """All that an endpoint is asked with."""
    yield model
    for each in model.__subclasses__():
        yield from queries(each)


def numbers() -> Iterator[tuple[type[Asked], str]]:
    for model in queries():
        for name, schema in model.model_json_schema()["properties"].items():
            kinds = {schema.get("type"), *(any.get("type") for any in schema.get("anyOf", []))}
            if kinds & {"integer", "number"}:
                yield model, name


def test_there_are_whole_numbers_and_others_among_them() -> None:
    found = {model.model_json_schema()["properties"][name].get("type") for model, name in numbers()}
    assert {"integer", "number"} <= found


@pytest.mark.parametrize("text", TEXTS)
def test_whatever_stands_for_a_number_is_read_or_refused_in_words(text: str) -> None:
    for model, name in numbers():
        try:
            model.model_validate({name: text})
        except ValidationError as error:
            found = ({**each, "loc": ("query", *each["loc"])} for each in error.errors())
            flaws = [flaw for flaw in flaws_of(found, model) if flaw.pointer == f"/query/{name}"]
            for flaw in flaws:
                assert name in flaw.detail
                json.dumps(flaw.found, allow_nan=False)
