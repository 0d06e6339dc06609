"""An import beside a server: it waits for its turn, leaves others theirs, and loses no record."""

from io import BufferedRandom
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from backstep.describe.limits import Limits
from backstep.errors import Unavailable
from backstep.run.state import State
from backstep.store import arrival
from backstep.store.archive import export
from backstep.store.arrival import ATTEMPTS, PAUSE, take_in
from backstep.store.checkpoint import Checkpoints
from backstep.store.faults import unavailable
from backstep.store.memory import MemoryStore
from backstep.store.sqlite import SqliteStore
from backstep.store.sqlite_link import connect
from backstep.store.store import Base
from tests.store.test_retention import edited


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that it makes, which take no time."""
    made: list[float] = []
    monkeypatch.setattr(arrival, "sleep", made.append)
    return made


def exported() -> BufferedRandom:
    store = MemoryStore()
    edited(Checkpoints(store, Limits(), 2**24), 3.0)
    file = TemporaryFile()
    export(store, file)
    file.seek(0)
    return file


class Locked(MemoryStore):
    """Another has it for itself, so many times that a base is to be written."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def add_base(self, base: Base, state: State | None = None) -> None:
        if self.times:
            self.times -= 1
            raise unavailable("store", "database is locked")
        super().add_base(base, state)


@pytest.mark.usefixtures("pauses")
def test_what_others_have_for_themselves_is_asked_again_and_no_record_is_left_out() -> None:
    store = Locked(ATTEMPTS - 1)
    with exported() as file:
        found = take_in(store, file, Limits())
    assert (found.bases, found.left) == (3, [])
    assert len(list(store.bases())) == 3


def test_a_store_that_stays_locked_is_told_and_not_taken_for_a_bad_record(
    pauses: list[float],
) -> None:
    with exported() as file, pytest.raises(Unavailable, match="database is locked"):
        take_in(Locked(10**9), file, Limits())
    assert pauses == [PAUSE] * (ATTEMPTS - 1)


def test_after_each_record_the_store_is_free_for_as_long_as_it_was_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Others are let in between any two records, and each record is there by then."""
    path = tmp_path / "runs.sqlite"
    store = SqliteStore(path)
    seen: list[int] = []
    now = [0.0]

    def pause(seconds: float) -> None:
        assert 0 < seconds <= PAUSE
        with connect(path, 0) as link:  # would not wait
            link.execute("BEGIN IMMEDIATE")
            (count,) = link.execute(
                "SELECT (SELECT count(*) FROM bases) + (SELECT count(*) FROM states)"
            ).fetchone()
            link.execute("ROLLBACK")
        link.close()
        seen.append(count)

    def clock() -> float:
        now[0] += 0.03
        return now[0]

    monkeypatch.setattr(arrival, "sleep", pause)
    monkeypatch.setattr(arrival, "monotonic", clock)
    with exported() as file:
        found = take_in(store, file, Limits())
    store.close()
    assert seen == sorted(seen)
    assert set(seen) == set(range(1, found.bases + found.states + 1))
