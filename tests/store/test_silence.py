"""One waits for what does not answer, and tells the others."""

from contextlib import suppress
from threading import Barrier, Thread

import pytest

from backstep.errors import Unavailable
from backstep.store import silence
from backstep.store.silence import AGAIN, Silence


class Nobody(Exception):
    """There was no answer in time."""


class Clock:
    """Moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moved = Clock()
    monkeypatch.setattr(silence, "time", moved)
    return moved


def asked(server: Silence, problem: Exception | None = None) -> bool:
    """Whether it was asked at all, whatever came of it."""
    reached = False
    with suppress(Unavailable, Nobody, LookupError), server.asking():
        reached = True
        if problem is not None:
            raise problem
    return reached


def test_after_one_has_waited_in_vain_nobody_asks_for_a_moment_and_then_one(clock: Clock) -> None:
    server = Silence("redis", Nobody)
    assert asked(server, Nobody())
    with pytest.raises(Unavailable, match="a moment ago"), server.asking():
        raise AssertionError("it was asked")
    assert not asked(server)
    clock.now += AGAIN
    assert asked(server, Nobody())
    assert not asked(server)
    clock.now += AGAIN
    assert asked(server)
    assert asked(server)


def test_any_answer_ends_the_silence(clock: Clock) -> None:
    server = Silence("redis", Nobody)
    asked(server, Nobody())
    clock.now += AGAIN
    assert asked(server, LookupError())
    assert asked(server)


def test_while_one_tries_again_the_others_do_not(clock: Clock) -> None:
    server = Silence("redis", Nobody)
    asked(server, Nobody())
    clock.now += AGAIN
    inside, over = Barrier(2), Barrier(2)

    def tries() -> None:
        with server.asking():
            inside.wait(60)
            over.wait(60)

    one = Thread(target=tries)
    one.start()
    inside.wait(60)
    assert not asked(server)
    over.wait(60)
    one.join()
    assert asked(server)
