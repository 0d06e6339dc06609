"""The OpenAPI document: FastAPI's, with the schemas of what we read ourselves."""

from copy import deepcopy
from functools import cache
from typing import Any

from fastapi import FastAPI
from pydantic import TypeAdapter

from backstep.api.shapes import REGISTERED

PLACE = "#/components/schemas/"
Schema = dict[str, Any]


def reference(shape: Any) -> Schema:
    """A reference to the schema of a shape, which brings what it leads to; yours to change."""
    return deepcopy(_made(shape))


@cache  # a thousand times the same few shapes: making each anew took most of a server's start
def _made(shape: Any) -> Schema:
    schema = TypeAdapter(shape).json_schema(ref_template=PLACE + "{model}")
    parts = schema.pop("$defs", {})
    if "$ref" in schema:  # a shape that holds itself
        return schema | {"$defs": parts}
    return {"$ref": PLACE + shape.__name__, "$defs": parts | {shape.__name__: schema}}


def stream(shape: Any) -> Schema:
    """A reference to the schema of events: on the wire the data of each is JSON as text."""
    found = reference(shape)
    for schema in found["$defs"].values():
        fields = schema.get("properties", {})
        if fields.keys() == {"event", "data"}:
            fields["data"] = {
                "type": "string",
                "contentMediaType": "application/json",
                "contentSchema": fields["data"],
            }
    return found


def include_openapi(app: FastAPI) -> None:
    """Let the application describe itself with our components."""
    generate = app.openapi

    @cache  # it is the same for all who ask, and takes milliseconds of the event loop
    def complete() -> dict[str, Any]:
        document = generate()
        components = document.setdefault("components", {})
        schemas: dict[str, Schema] = components.setdefault("schemas", {})
        brought: dict[str, Schema] = {}
        document["paths"] = settled(document["paths"], brought)
        components["schemas"] = settled(brought | schemas, {})
        # Where there is a key; a browser that has given it has a cookie instead.
        components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        document["security"] = [{}, {"key": []}]
        return document

    app.openapi = complete  # type: ignore[method-assign]


def settled(part: Any, brought: dict[str, Schema]) -> Any:
    """The same, in which references bring nothing any more: it is among the components."""
    if isinstance(part, list):
        return [settled(each, brought) for each in part]
    if not isinstance(part, dict):
        return part
    if REGISTERED in part:
        return {"$ref": PLACE + part[REGISTERED]}
    brought.update(part.get("$defs", {}))
    return {name: settled(child, brought) for name, child in part.items() if name != "$defs"}
