"""What reads a body takes the fields that OpenAPI names there, all of them and no other.

Bodies are declared twice, as a shape for OpenAPI and in what reads them, since they are read with
NaN, in stages, from arrays (`app/backstep/api/bodies.py` says why). Here the reader is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstep.main import create_app
from backstep.presets import PRESETS
from backstep.settings import Settings
from tests.api.conftest import API, Json

UNKNOWN = "no_such_field"
JUNK: Json = {}  # what fields of an object are here: none of theirs is unknown
COURSE: Json = PRESETS["course"]["description"]

app = create_app(Settings(store="memory:"))
client = TestClient(app, raise_server_exceptions=False)
DOCUMENT: Json = app.openapi()
SHAPES: dict[str, Json] = DOCUMENT["components"]["schemas"]


@dataclass(frozen=True)
class Place:
    """An object that a body may hold: where it stands, and its form."""

    path: str
    body: str  # the shape of the whole body
    steps: tuple[str | int, ...]
    forms: tuple[int, ...]  # which form of the body, of what is at its first step, and so on
    fields: frozenset[str]
    known: frozenset[str]  # of all forms that may stand there
    must: frozenset[str]  # be there in any form
    may: frozenset[str]  # be asked for
    begun: tuple[tuple[str, Any], ...]  # what tells the form: its kind

    def __str__(self) -> str:
        return f"{self.path.removeprefix(API)} {self.pointer} {self.forms}"

    @property
    def pointer(self) -> str:
        return "".join(f"/{step}" for step in self.steps)


def variants(shape: Json) -> list[Json]:
    """The objects that a shape may be; a reference is followed."""
    if "$ref" in shape:
        return variants(SHAPES[shape["$ref"].rpartition("/")[2]])
    forms = shape.get("anyOf", shape.get("oneOf"))
    if forms and "properties" in shape:  # of one object, what it may do without
        return [shape | form for form in forms]
    return [one for form in forms for one in variants(form)] if forms else [shape]


def begun_of(shape: Json) -> Json:
    fields: dict[str, Json] = shape["properties"]
    return {name: field["const"] for name, field in fields.items() if "const" in field}


def places(
    path: str, body: str, shape: Json, steps: tuple[str | int, ...], forms: tuple[int, ...]
) -> Iterator[Place]:
    """Every object of a body that names its fields, and those within it."""
    if steps[-2:] == (0, 0):  # lists of lists are numbers
        return
    objects = {
        k: one for k, one in enumerate(variants(shape)) if one.get("additionalProperties") is False
    }
    required = {k: frozenset(one.get("required", ())) for k, one in objects.items()}
    for k, one in objects.items():
        inner: dict[str, Json] = one["properties"]
        begun = begun_of(one)
        alike = [form for form, other in objects.items() if begun_of(other) == begun]
        yield Place(
            path,
            body,
            steps,
            (*forms, k),
            frozenset(inner),
            frozenset[str]().union(*(objects[form]["properties"] for form in alike)),
            frozenset.intersection(*(required[form] for form in alike)) - frozenset(begun),
            frozenset[str]().union(*(required[form] for form in alike)),
            tuple(begun.items()),
        )
        for name, field in inner.items():
            yield from places(path, body, field, (*steps, name), (*forms, k))
    for k, one in enumerate(variants(shape)):
        if isinstance(one.get("items"), dict):
            yield from places(path, body, one["items"], (*steps, 0), (*forms, k))


def bodies() -> Iterator[tuple[str, str, Json]]:
    for path, operations in DOCUMENT["paths"].items():
        for operation in operations.values():
            shape = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if shape:
                yield path, shape["schema"]["$ref"].rpartition("/")[2], shape["schema"]


PLACES = list(
    dict.fromkeys(
        place for path, name, shape in bodies() for place in places(path, name, shape, (), ())
    )
)


def least(shape: Json) -> Any:
    """As little as a shape asks for: of several forms the first."""
    one, *_ = variants(shape)
    if "const" in one or "enum" in one:
        return one.get("const", one.get("enum", [None])[0])
    if one.get("type") == "object":
        return {name: least(one["properties"][name]) for name in one.get("required", ())}
    if one.get("type") == "array":
        first = [least(item) for item in one.get("prefixItems", ())]
        return first or [least(one["items"])] * one.get("minItems", 0)
    return {"string": "l1.y", "integer": 1, "number": 1, "boolean": False}.get(str(one.get("type")))


def around(place: Place, value: Json) -> Any:
    """A body with an object at its place, and of all else as little as can be."""

    def at(shape: Json, depth: int) -> Any:
        if depth == len(place.steps):
            return value
        one, step = variants(shape)[place.forms[depth]], place.steps[depth]
        if isinstance(step, int):
            return [at(one["items"], depth + 1)]
        return {**least(one), step: at(one["properties"][step], depth + 1)}

    return at({"$ref": f"#/components/schemas/{place.body}"}, 0)


@pytest.fixture(scope="module")
def ids() -> dict[str, str]:
    made = client.post(f"{API}/checkpoints", json=COURSE).json()
    return {"{id}": made["id"], "{training}": "0" * 20}


def refused(place: Place, value: Json, ids: dict[str, str]) -> list[Json]:
    path = place.path
    for name, text in ids.items():
        path = path.replace(name, text)
    answer = client.post(path, json=around(place, value))
    assert answer.status_code == 422, (answer.status_code, answer.text[:300])
    problem: Json = answer.json()
    return list(problem["errors"])


def at(place: Place, found: list[Json], code: str) -> list[Json]:
    """What is said of the fields of an object, and of nothing in them."""
    here = [one for one in found if one["pointer"].rpartition("/")[0] == place.pointer]
    return [one for one in here if one["code"] == code]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_what_is_described_is_read_and_nothing_else(place: Place, ids: dict[str, str]) -> None:
    value = dict.fromkeys(sorted(place.fields), JUNK) | dict(place.begun) | {UNKNOWN: 1}
    unknown = at(place, refused(place, value, ids), "unknown_field")
    assert [one["pointer"] for one in unknown] == [f"{place.pointer}/{UNKNOWN}"]
    assert set(unknown[0]["allowed"]["fields"]) <= place.known


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_what_is_required_is_missed(place: Place, ids: dict[str, str]) -> None:
    found = refused(place, {**dict(place.begun), UNKNOWN: 1}, ids)
    missed = {one["pointer"].rpartition("/")[2] for one in at(place, found, "missing_field")}
    assert place.must <= missed <= place.may
