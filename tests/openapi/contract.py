"""Answers held against the OpenAPI document, in which no object may have a field that it lacks."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema_rs

Json = dict[str, Any]


class Contract:
    """The document of a server, closed: what it does not name fails."""

    def __init__(self, document: Json) -> None:
        self.described = list(document["paths"].items())
        self.components = closed(document["components"])
        self.paths = {
            re.compile(re.sub(r"{\w+}", "[^/]+", path)): (path, methods)
            for path, methods in sorted(document["paths"].items(), key=lambda item: "{" in item[0])
        }
        self._validators: dict[str, jsonschema_rs.Validator] = {}

    def hold(self, answer: httpx.Response) -> str:
        """The path, as the document has it, of what an answer is to. Raises AssertionError where
        it is not what the document says of it."""
        request = answer.request
        asked = f"{request.method} {request.url.raw_path.decode()}"
        path, operation = self.operation(request.method, request.url.path)
        described = operation["responses"].get(str(answer.status_code))
        assert described, f"{asked}: {answer.status_code} is not described; {answer.text[:300]}"
        media = answer.headers.get("content-type", "").partition(";")[0]
        if not answer.content:
            return path
        assert media in described["content"], f"{asked}: {media} is not described"
        schema = described["content"][media]["schema"]
        if media == "text/event-stream":
            for name, data in events(answer.text):
                self.validate(schema, {"event": name, "data": data}, f"{asked}, {name}")
        elif media.endswith("json"):
            self.validate(schema, answer.json(), f"{asked}, {answer.status_code}")
        return path

    def operation(self, method: str, asked: str) -> tuple[str, Json]:
        """What the document says of a request, and under which path."""
        for pattern, (path, methods) in self.paths.items():
            if pattern.fullmatch(asked) and method.lower() in methods:
                return path, methods[method.lower()]
        raise AssertionError(f"{method} {asked} is not described")

    def gets(self) -> Iterator[tuple[str, Json]]:
        """The path and the description of every GET."""
        return ((path, methods["get"]) for path, methods in self.described if "get" in methods)

    def posts(self) -> Iterator[tuple[str, Json]]:
        return ((path, methods["post"]) for path, methods in self.described if "post" in methods)

    def validate(self, schema: Json, value: Any, asked: str) -> None:
        key = json.dumps(schema)
        if key not in self._validators:
            whole = closed(schema) | {"components": self.components}
            self._validators[key] = jsonschema_rs.validator_for(whole)
        wrong = [
            f"{asked}: at {'/'.join(map(str, error.instance_path))}: {error.message[:300]}"
            for error in self._validators[key].iter_errors(value)
        ]
        assert not wrong, "\n".join(wrong[:20])


def closed(schema: Any) -> Any:
    """The same schema, in which objects have the properties that are named and no others."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "contentSchema" in schema:  # what is in the text of an event is given parsed
        return closed(schema["contentSchema"])
    shut = {name: closed(child) for name, child in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        shut.setdefault("additionalProperties", False)
    return shut


def events(stream: str) -> Iterator[tuple[str, Json]]:
    """The events of a stream: their names, and their data."""
    for block in stream.split("\n\n"):
        fields = dict(
            line.split(": ", 1) for line in block.splitlines() if line[:1] not in ("", ":")
        )
        if fields:
            yield fields["event"], json.loads(fields["data"])
