"""Every example of docs/api.md is run, in order, and answers what the page says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```http\n(.*?)\n→ (\d+)\n(.*?)\n```", TEXT, flags=re.DOTALL)


def assert_says(expected: Any, found: Any) -> None:
    """What stands in the example stands in the answer; `…` is anything."""
    if isinstance(expected, dict):
        assert expected.keys() <= found.keys()
        for name, value in expected.items():
            assert_says(value, found[name])
    elif isinstance(expected, list):
        assert len(expected) == len(found)
        for one, other in zip(expected, found, strict=True):
            assert_says(one, other)
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, rel=1e-12)
    elif expected != "…":
        assert found == expected


def test_there_are_examples_and_all_are_found() -> None:
    assert len(EXAMPLES) == TEXT.count("```http") >= 10


def test_every_example_is_true(client: TestClient) -> None:
    for request, status, answer in EXAMPLES:
        first, _, body = request.partition("\n")
        method, path = first.split(" ", 1)
        content = json.loads(body) if body else None
        found = client.request(method, path, json=content)
        assert found.status_code == int(status), (first, found.text)
        assert_says(json.loads(answer), found.json())
