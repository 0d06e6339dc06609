"""A store that does not answer is 503, and nothing else breaks."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

import pytest
from fastapi.testclient import TestClient

from backstep.main import create_app
from backstep.settings import Settings
from backstep.store import patience, readiness
from tests.api.conftest import API, Json, assert_problem


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A server whose file another process has locked for good."""
    monkeypatch.setattr(patience, "PATIENCE", 0.05)
    path = tmp_path / "s.sqlite"
    with TestClient(create_app(Settings(store=f"sqlite:///{path}"))) as client:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        yield client
        other.close()


def test_a_locked_store_is_unavailable_and_says_when_to_come_back(
    broken: TestClient, course: Json
) -> None:
    answer = broken.post(f"{API}/checkpoints", json=course)
    assert_problem(answer, 503, "store_unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert_problem(broken.get("/readyz"), 503, "store_unavailable")


def test_waits_for_a_locked_store_do_not_add_up_however_many_ask(
    tmp_path: Path, course: Json
) -> None:
    path = tmp_path / "s.sqlite"
    with TestClient(create_app(Settings(store=f"sqlite:///{path}"))) as client:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")

        def ask(seed: int) -> None:
            answer = client.post(f"{API}/checkpoints", json={**course, "seed": seed})
            assert_problem(answer, 503, "store_unavailable")

        began = monotonic()
        with ThreadPoolExecutor(24) as pool:
            list(pool.map(ask, range(24)))
        other.close()
        # Counted from when each came: they did not wait one behind the other.
        assert monotonic() - began < 24 / 2 * patience.PATIENCE
        assert client.post(f"{API}/checkpoints", json=course).status_code == 201


def test_a_file_deleted_under_the_server_is_told_and_its_successor_used(
    tmp_path: Path, course: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "EVERY", 0.0)
    path = tmp_path / "s.sqlite"
    with TestClient(create_app(Settings(store=f"sqlite:///{path}"))) as client:
        made = client.post(f"{API}/checkpoints", json=course).headers["location"]
        assert client.get("/readyz").status_code == 200
        for file in tmp_path.iterdir():
            file.unlink()
        assert_problem(client.get("/readyz"), 503, "store_unavailable")
        for ask in (f"{API}/checkpoints", f"{made}/next", f"{made}/edit"):
            body = course if ask.endswith("checkpoints") else {}
            body = {"set": [{"address": "l1.b", "at": [0], "value": 2}]} if "edit" in ask else body
            assert_problem(client.post(ask, json=body), 503, "store_unavailable")
        path.touch()
        assert_problem(client.get("/readyz"), 503, "store_unavailable")  # noticed
        assert client.get("/readyz").status_code == 200
        # What was known of the file before is not written into this one.
        assert_problem(client.post(f"{made}/next", json={}), 404, "unknown_checkpoint")
        assert client.post(f"{API}/checkpoints", json=course).status_code == 201
        assert client.post(f"{made}/next", json={}).status_code == 201


def test_what_needs_no_store_still_works(broken: TestClient, course: Json) -> None:
    assert broken.get("/healthz").status_code == 200
    assert broken.get(f"{API}/catalog").status_code == 200
    assert broken.post(f"{API}/trace", json=course).status_code == 200
