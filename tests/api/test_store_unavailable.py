"""A store that does not answer is 503, and nothing else breaks."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.store import sqlite_file
from tests.api.conftest import API, Json, assert_problem


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A server whose file another process has locked for good."""
    monkeypatch.setattr(sqlite_file, "PATIENCE", 0.05)
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


def test_what_needs_no_store_still_works(broken: TestClient, course: Json) -> None:
    assert broken.get("/healthz").status_code == 200
    assert broken.get(f"{API}/catalog").status_code == 200
    assert broken.post(f"{API}/trace", json=course).status_code == 200
