"""Small networks, and a client for each kind of store."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from backstep.main import create_app
from backstep.presets import PRESETS
from backstep.settings import Settings

API = "/api/v1"
Json = dict[str, Any]


@pytest.fixture
def course() -> Json:
    """The course's network: RL1, RL2, RL3; three batches of four samples."""
    return deepcopy(PRESETS["course"]["description"])


@pytest.fixture
def tiny() -> Json:
    """One linear layer, two samples."""
    return {
        "network": {
            "layers": [{"kind": "linear", "units": 1}],
            "loss": {"kind": "squared_error"},
        },
        "data": {"x": [[1, 2], [3, 4]], "target": [[1], [0]]},
        "parameters": {"l1.W": [[0.5], [-0.25]], "l1.b": [0.1]},
    }


@pytest.fixture
def create(client: TestClient) -> Callable[[Json], str]:
    """Creates a checkpoint and gives the path to it."""

    def make(description: Json) -> str:
        answer = client.post(f"{API}/checkpoints", json=description)
        assert answer.status_code == 201, answer.text
        return str(answer.headers["location"])

    return make


@pytest.fixture
def small_server() -> Iterator[TestClient]:
    """A server with tight limits."""
    settings = Settings(
        store="memory:", max_body_bytes=20_000, max_parameters=500,
        max_activations=5_000, max_work=10_000_000,
    )  # fmt: skip
    with TestClient(create_app(settings)) as client:
        yield client


def assert_problem(answer: Response, status: int, code: str, pointer: str | None = None) -> Json:
    """The whole shape of a problem, of which tests then look at the rest."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: Json = answer.json()
    assert {"type", "title", "status", "detail", "code", "errors"} <= problem.keys()
    assert problem["status"] == status
    assert problem["code"] == code
    first = problem["errors"][0]
    assert first["code"] == code
    assert {"pointer", "code", "detail", "found", "allowed"} <= first.keys()
    assert problem["detail"].endswith((".", "!", "?"))
    if pointer is not None:
        assert first["pointer"] == pointer
    return problem
