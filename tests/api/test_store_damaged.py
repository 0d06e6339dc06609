"""Damaged rows are 503 that names the checkpoint, never 500 and never another number."""

import random
import sqlite3
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copy

import pytest
from fastapi.testclient import TestClient

from backstep.errors import Unavailable
from backstep.main import create_app
from backstep.presets import PRESETS
from backstep.settings import Settings
from backstep.store import readiness
from tests.api.conftest import API, Json, assert_problem

COURSE: Json = PRESETS["course"]["description"]
GIVEN = {"l1.b": [0.1, 0.2, 0.3]}
EDIT: Json = {"set": [{"address": "l1.b", "at": [0], "value": 0.5}]}


@dataclass
class Kept:
    """A store's file with a run, and a run born from an edit of it."""

    path: Path
    first: str
    later: str
    edited: str

    def serve(self) -> TestClient:
        """A server that remembers nothing of what it kept."""
        return TestClient(create_app(Settings(store=f"sqlite:///{self.path}")))

    def run(self, *statements: str) -> None:
        with sqlite3.connect(self.path) as link:
            for statement in statements:
                link.execute(statement)
        link.close()

    def looks(self) -> list[str]:
        more = ("trace?tensors=none", "history", "metrics", "export/json", "check", "data")
        return [
            f"{API}/checkpoints/{id}/{what}".rstrip("/")
            for id in (self.first, self.later, self.edited)
            for what in ("", *more)
        ]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The same for all, before anything is damaged."""
    kept = Kept(tmp_path_factory.mktemp("sound") / "s.sqlite", "", "", "")
    description = deepcopy(COURSE)
    description["data"] = {"x": [[0.5, -1.0], [1.0, 2.0]], "target": [[1.0], [0.0]]}
    description["network"]["layers"][2]["units"] = 1
    with kept.serve() as client:
        first = client.post(f"{API}/checkpoints", json=description)
        assert first.status_code == 201, first.text
        later = client.post(f"{first.headers['location']}/next", json={"iterations": 5})
        edited = client.post(f"{later.headers['location']}/edit", json=EDIT)
        assert edited.status_code == 201, edited.text
    kept.first, kept.later, kept.edited = (a.json()["id"] for a in (first, later, edited))
    return kept


@pytest.fixture
def kept(sound: Kept, tmp_path: Path) -> Kept:
    """A copy; a file that is closed has nothing beside it."""
    assert [path.name for path in sound.path.parent.iterdir()] == [sound.path.name]
    copy(sound.path, tmp_path)
    return replace(sound, path=tmp_path / sound.path.name)


DAMAGES: dict[str, str] = {
    "a description cut": "UPDATE bases SET description = substr(description, 1, 40)",
    "a description of another kind": "UPDATE bases SET description = '[1, 2]'",
    "a description that says something else": (
        "UPDATE bases SET description = replace(description, '\"lr\": ', '\"lr\": 1')"
    ),
    "a description that is no text": "UPDATE bases SET description = x'ff00fe'",
    "cells cut": "UPDATE pieces SET cells = substr(cells, 1, length(cells) - 3)",
    "cells of other numbers": "UPDATE pieces SET cells = substr(cells, 1, 60) || x'00000000'",
    "cells gone": "DELETE FROM pieces",
    "cells without their line": "UPDATE pieces SET cells = x'00'",
    "links gone": "DELETE FROM links",
    "one link gone": "DELETE FROM links WHERE name IN ('/data/x', 'l1.W')",
    "links to other tensors": "UPDATE links SET piece = (SELECT max(id) FROM pieces)",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_a_damaged_row_names_the_checkpoint(kept: Kept, damage: str) -> None:
    kept.run(damage)
    with kept.serve() as client:
        for place in kept.looks():
            problem = assert_problem(client.get(place), 503, "store_damaged")
            id = place.split("/")[4]
            assert problem["errors"][0]["found"] in problem["detail"]
            # A history names the part of the way that cannot be read.
            assert id in problem["detail"] or kept.first.split(".")[0] in problem["detail"]
        assert client.get("/readyz").status_code == 200


def test_states_and_losses_that_are_gone_are_made_again(kept: Kept) -> None:
    def seen() -> list[object]:
        with kept.serve() as client:
            places = [f"{API}/checkpoints/{id}" for id in (kept.later, kept.edited)]
            return [client.get(p + q).json() for p in places for q in ("/trace", "/history")]

    before = seen()
    kept.run("DELETE FROM states", "DELETE FROM losses")
    assert seen() == before


def test_a_start_whose_edit_was_not_kept_is_told_where_it_is_gone(kept: Kept) -> None:
    """The oldest versions did not keep edits."""
    kept.run("DELETE FROM states", "UPDATE bases SET edit = NULL, sum = NULL")
    with kept.serve() as client:
        assert client.get(f"{API}/checkpoints/{kept.later}/trace").status_code == 200
        answer = client.get(f"{API}/checkpoints/{kept.edited}/trace")
        problem = assert_problem(answer, 503, "store_damaged")
        assert kept.edited.partition(".")[0] in problem["detail"]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE losses SET cells = substr(cells, 1, length(cells) - 3)",
        "UPDATE losses SET cells = substr(cells, 1, length(cells) - 8)",
        "UPDATE losses SET first = first + 1",
    ],
)
def test_damaged_losses_are_told_by_the_history_and_nothing_is_added_to_them(
    kept: Kept, damage: str
) -> None:
    kept.run(damage)
    with kept.serve() as client:
        place = f"{API}/checkpoints/{kept.later}"
        assert client.get(f"{place}/trace").status_code == 200
        problem = assert_problem(client.get(f"{place}/history"), 503, "store_damaged")
        assert kept.later in problem["detail"]
        answer = client.post(f"{place}/next", json={})
        assert_problem(answer, 503, "store_damaged")


def test_creating_a_damaged_checkpoint_again_mends_it(kept: Kept) -> None:
    with kept.serve() as client:
        answer = client.get(f"{API}/checkpoints/{kept.first}/export/json").json()
        trace = client.get(f"{API}/checkpoints/{kept.first}/trace").json()
    kept.run("UPDATE bases SET description = '{'", "UPDATE pieces SET cells = x'00'")
    with kept.serve() as client:
        assert_problem(client.get(f"{API}/checkpoints/{kept.first}"), 503, "store_damaged")
        made = client.post(f"{API}/checkpoints", json=answer["description"])
        assert (made.status_code, made.json()["id"]) == (201, kept.first)
    with kept.serve() as client:
        assert client.get(f"{API}/checkpoints/{kept.first}/trace").json() == trace


@pytest.mark.parametrize(
    "seed", [*range(3), *(pytest.param(s, marks=pytest.mark.long) for s in range(3, 40))]
)
def test_noise_in_a_file_is_never_500_and_never_another_number(
    kept: Kept, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "EVERY", 0.0)
    with kept.serve() as client:
        right = {place: client.get(place).json() for place in kept.looks()}
    rng = random.Random(seed)
    noisy = bytearray(kept.path.read_bytes())
    for _ in range(60):
        place = rng.randrange(100, len(noisy))
        noisy[place] ^= 1 << rng.randrange(8)
    kept.path.write_bytes(noisy)
    for client in opened(kept):
        for place in kept.looks():
            answer = client.get(place)
            if answer.status_code == 200:
                assert answer.json() == right[place]
            else:
                assert answer.status_code in (503, 404)
                assert answer.headers["content-type"] == "application/problem+json"
        assert client.post(f"{API}/checkpoints", json=COURSE).status_code in (201, 503)
        assert client.get("/readyz").status_code in (200, 503)


def opened(kept: Kept) -> Iterator[TestClient]:
    """A server on the file, unless it is so damaged that there is none."""
    try:
        client = kept.serve()
    except Unavailable:
        return
    with client:
        yield client
