"""Long work stands aside while somebody waits for something quick, and gets on all the same."""

import time
from threading import Event, Thread

import pytest

from backstep.work import courtesy
from backstep.work.courtesy import Courtesy
from backstep.work.deadline import Deadline

LONG = 60.0


def test_while_nobody_waits_it_is_not_asked() -> None:
    way = Courtesy()
    deadline = Deadline(courtesy=way)
    way.give_way = lambda _: pytest.fail("nobody waits")  # type: ignore[method-assign]
    deadline.look()
    with way.waits():
        pass
    deadline.look()


def test_long_work_stands_aside_until_nobody_waits_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(courtesy, "PAUSE", LONG)
    monkeypatch.setattr(courtesy, "MOMENT", 0.0)
    way, aside, went_on = Courtesy(), Event(), Event()
    deadline = Deadline(courtesy=way)

    def work() -> None:
        aside.set()
        deadline.look()
        went_on.set()

    thread = Thread(target=work)
    with way.waits():
        with way.waits():
            thread.start()
            assert aside.wait(LONG)
        assert not went_on.wait(0.05), "one still waits"
    assert went_on.wait(LONG)
    thread.join()


def test_however_many_wait_long_work_computes_for_a_moment_now_and_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(courtesy, "PAUSE", 0.001)
    monkeypatch.setattr(courtesy, "MOMENT", LONG)
    way = Courtesy()
    with way.waits():
        since = way.give_way(time.monotonic() - 2 * LONG)
        assert way.give_way(since) == since, "its moment is not over"


def test_a_moment_begins_when_the_pause_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "PAUSE", 0.01)
    way = Courtesy()
    with way.waits():
        before = time.monotonic()
        assert way.give_way(before - 1) >= before + 0.01
