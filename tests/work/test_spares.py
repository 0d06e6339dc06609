"""Spare processes: there before they are needed, handed out once, ended with the server."""

import sys
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstep.main import create_app
from backstep.settings import Settings
from backstep.work import spares as spare
from backstep.work.pool import Pool
from backstep.work.process import Process
from backstep.work.spares import Spares

LITTLE_USED = "wave"  # nothing of ours imports it
SMALL = {
    "network": {"layers": [{"kind": "linear", "units": 1}], "loss": {"kind": "squared_error"}},
    "data": {"x": [[1, 2]], "target": [[1]]},
}


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is begun beside all else has begun when `begin` is over."""

    class Now(Thread):
        def start(self) -> None:
            self.run()

    monkeypatch.setattr(spare, "Thread", Now)


@pytest.fixture
def spares() -> Iterator[Spares]:
    spares = Spares(2, 0, (LITTLE_USED,))
    yield spares
    spares.close()


def is_imported(module: str) -> bool:
    return module in sys.modules


def ready(spares: Spares) -> list[Process]:
    return list(spares._ready)


def test_they_are_there_once_it_has_begun_and_each_is_handed_out_once(spares: Spares) -> None:
    assert not ready(spares)
    spares.begin()
    first, second = ready(spares)
    assert [spares.take(), spares.take()] == [first, second]
    other = spares.take()
    assert other not in (first, second) and other.alive
    for process in (first, second, other):
        process.close()


def test_they_have_imported_what_they_will_need_and_so_has_a_new_one(spares: Spares) -> None:
    pool = Pool(1, spares.take)
    assert pool.run(is_imported, LITTLE_USED)
    pool.close()
    bare = Pool(1)
    assert not bare.run(is_imported, LITTLE_USED), "or this test says nothing"
    bare.close()


def test_one_that_has_died_is_not_handed_out(spares: Spares) -> None:
    spares.begin()
    dead, alive = ready(spares)
    dead.close()
    assert spares.take() is alive
    alive.close()


def test_closing_ends_those_that_nobody_took_and_none_begins_after_it(spares: Spares) -> None:
    spares.begin()
    left = ready(spares)
    spares.close()
    assert not any(process.alive for process in left)
    spares._begin()  # as a thread does that comes to it late
    assert not ready(spares)


@pytest.mark.parametrize("use", ["check", "train"])
def test_a_server_checks_and_trains_with_what_was_ready_when_it_began(
    use: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Process] = []

    class Counted(Process):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            begun.append(self)

    monkeypatch.setattr(spare, "Process", Counted)
    with TestClient(create_app(Settings(store="memory:", spare_workers=1))) as client:
        assert len(begun) == 1
        place = client.post("/api/v1/checkpoints", json=SMALL).headers["location"]
        if use == "check":
            assert client.get(f"{place}/check").json()["ok"]
        else:
            assert "event: done" in client.post(f"{place}/train", json={"iterations": 3}).text
    assert len(begun) == 1, "it was not used"
    assert not begun[0].alive
