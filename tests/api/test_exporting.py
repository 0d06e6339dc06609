"""What one server exports leads to the same checkpoint, with the same numbers, on another."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstep.main import create_app
from backstep.presets import PRESETS
from backstep.settings import Settings
from tests.api.conftest import API, Json


@pytest.fixture
def elsewhere(tmp_path: Path) -> TestClient:
    """Another machine: a server with an empty store on its disk."""
    return TestClient(create_app(Settings(store=f"sqlite:///{tmp_path / 'other.sqlite'}")))


def go_on(client: TestClient, path: str, body: Json) -> str:
    answer = client.post(path, json=body)
    assert answer.status_code in (200, 201), answer.text
    return str(answer.json()["id"])


def replay(client: TestClient, exported: Json) -> str:
    """What the page does with a file that is dropped on it."""
    id = go_on(client, f"{API}/checkpoints", exported["description"])
    for change in exported["edits"]:
        id = advance(client, id, change["iteration"])
        id = go_on(client, f"{API}/checkpoints/{id}/edit", change["edit"])
    return advance(client, id, exported["iteration"])


def advance(client: TestClient, id: str, to: int) -> str:
    left = to - int(id.split(".")[1])
    return go_on(client, f"{API}/checkpoints/{id}/next", {"iterations": left}) if left else id


def export(client: TestClient, id: str) -> Json:
    answer = client.get(f"{API}/checkpoints/{id}/export/json")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == f'attachment; filename="{id}.backstep.json"'
    exported: dict[str, Any] = answer.json()
    return exported


# Those that are here only of a size, or of layers that others have, are for the long tests.
USUAL = ("course", "mazur", "xor", "convolution", "attention", "recurrent")


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[pytest.mark.long] * (name not in USUAL)) for name in PRESETS],
)
def test_every_preset_is_the_same_elsewhere(
    client: TestClient, elsewhere: TestClient, name: str
) -> None:
    id = go_on(client, f"{API}/checkpoints", PRESETS[name]["description"])
    assert replay(elsewhere, export(client, id)) == id


def test_edits_and_iterations_are_done_again_in_their_order(
    client: TestClient, elsewhere: TestClient, course: Json
) -> None:
    id = go_on(client, f"{API}/checkpoints", course)
    id = advance(client, id, 3)
    change: list[Json] = [
        {"set": [{"address": "l1.W", "at": [0, 1], "value": 0.1},
                 {"address": "l1.b", "at": [0], "value": "NaN"}]},
        {"description": {"network": {"layers": [
            {"from": "l1"}, {"kind": "tanh"}, {"from": "l3"}]}}},
        {"redraw": True, "description": {"seed": 2**60 + 1}},
    ]  # fmt: skip
    for edit in change:
        id = go_on(client, f"{API}/checkpoints/{id}/edit", edit)
        id = advance(client, id, int(id.split(".")[1]) + 2)
    exported = export(client, id)
    assert [(part["iteration"], part["edit"]) for part in exported["edits"]] == list(
        zip((3, 5, 7), change, strict=True)
    )
    assert replay(elsewhere, exported) == id
    for server in (client, elsewhere):
        assert export(server, id) == exported
    here, there = (s.get(f"{API}/checkpoints/{id}/trace").json() for s in (client, elsewhere))
    assert here == there


def test_a_large_description_is_exported_whole(
    client: TestClient, create: Callable[[Json], str], tiny: Json
) -> None:
    tiny["data"] = {"x": [[0.5, n] for n in range(3000)], "target": [[1]] * 3000}
    id = create(tiny).rpartition("/")[2]
    assert len(export(client, id)["description"]["data"]["x"]["data"]) == 6000


def test_an_unknown_checkpoint_has_no_export(client: TestClient) -> None:
    answer = client.get(f"{API}/checkpoints/{'0' * 20}.0/export/json")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_checkpoint")
