"""Reads the events of a training as they come, with nothing but the standard library."""

import json
from collections.abc import Generator
from http.client import HTTPConnection
from typing import Any

from backstep.presets import PRESETS

SPIRAL: dict[str, Any] = PRESETS["spiral"]["description"]
COURSE: dict[str, Any] = PRESETS["course"]["description"]


def create(port: int, description: dict[str, Any]) -> str:
    """The id of a description's first checkpoint."""
    link = HTTPConnection("127.0.0.1", port)
    headers = {"content-type": "application/json"}
    link.request("POST", "/api/v1/checkpoints", json.dumps(description), headers)
    id: str = json.loads(link.getresponse().read())["id"]
    link.close()
    return id


def train(port: int, id: str, **body: Any) -> Generator[tuple[str, Any], None, None]:
    """The events of a training by name; closing the generator cuts the stream."""
    link = HTTPConnection("127.0.0.1", port)
    headers = {"content-type": "application/json"}
    link.request("POST", f"/api/v1/checkpoints/{id}/train", json.dumps(body), headers)
    answer, name = link.getresponse(), ""
    assert answer.status == 200, answer.read()
    try:
        for line in answer:
            field, _, value = line.decode().strip().partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                yield name, json.loads(value)
    finally:
        link.close()
