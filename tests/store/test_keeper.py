"""While a server runs, its store is kept within its bounds, and looks are noted."""

from pathlib import Path
from threading import Event

import pytest

from backstep.describe.limits import Limits
from backstep.errors import Flaw, Unavailable
from backstep.store import day, keeper
from backstep.store.checkpoint import Checkpoints
from backstep.store.keeper import Keeper
from backstep.store.retention import Retention
from backstep.store.sqlite import SqliteStore
from tests.networks import course


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "NOTED_EVERY", 0.01)
    monkeypatch.setattr(keeper, "SWEPT_EVERY", 1)


def test_it_sweeps_beside_all_else_and_ends_when_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqliteStore(tmp_path / "s.sqlite")
    checkpoints = Checkpoints(store, Limits(), 2**24)
    id = checkpoints.next(checkpoints.create(course()), 20).id
    swept, start = Event(), day.today()
    monkeypatch.setattr(day, "today", lambda: start + 91)
    monkeypatch.setattr(store, "shrink", swept.set)
    running = Keeper(store, checkpoints.looks, Retention(90, 0))
    running.begin()
    assert swept.wait(60)
    running.end()
    assert store.kept(id.base) == []
    store.close()


def test_looks_that_are_fresh_when_it_ends_are_written_down(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "s.sqlite")
    checkpoints = Checkpoints(store, Limits(), 2**24)
    told: list[str] = []
    store.looked = told.extend  # type: ignore[method-assign,assignment]
    checkpoints.get(str(checkpoints.create(course()).id))
    Keeper(store, checkpoints.looks, Retention(90, 0)).end()
    assert len(told) == 1
    store.close()


def test_a_store_that_does_not_answer_is_tried_again(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "s.sqlite")
    checkpoints = Checkpoints(store, Limits(), 2**24)
    again, tries = Event(), []

    def refuse(_: object) -> None:
        tries.append(1)
        if len(tries) > 1:
            again.set()
        raise Unavailable(Flaw("store_unavailable", "it does not answer"))

    store.looked = refuse  # type: ignore[method-assign,assignment]
    checkpoints.get(str(checkpoints.create(course()).id))
    running = Keeper(store, checkpoints.looks, Retention(90, 0))
    running.begin()
    assert again.wait(60), "what could not be written is fresh still"
    running.end()
    store.close()
