"""Deadlines: work ends when its time is over, or when nobody waits for it any more."""

import pickle

import pytest

from backstep.errors import OutOfTime
from backstep.work.closing import closing
from backstep.work.deadline import Deadline, current, look, out_of_time, over, within


class Clock:
    """Goes on when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_without_a_deadline_work_goes_on() -> None:
    look()
    assert not over()


def test_work_ends_when_its_time_is_over() -> None:
    clock = Clock()
    with within(Deadline(5, clock)):
        clock.now += 4.9
        look()
        assert not over()
        assert current().left == pytest.approx(0.1)
        clock.now += 0.2
        assert over()
        assert current().left == 0
        with pytest.raises(OutOfTime) as raised:
            look()
    assert raised.value.status == 503
    assert raised.value.code == "out_of_time"
    assert raised.value.flaws[0].allowed == {"reached": None}
    look()


def test_work_ends_when_it_is_cancelled() -> None:
    deadline = Deadline(5)
    with within(deadline):
        look()
        deadline.cancel()
        assert current().left == 0
        with pytest.raises(OutOfTime):
            look()


def test_work_ends_when_the_server_does() -> None:
    with within(Deadline(5)):
        closing.set()
        try:
            assert over()
        finally:
            closing.clear()
        assert not over()


def test_the_deadline_outside_comes_back() -> None:
    outer, inner = Deadline(5), Deadline(1)
    with within(outer):
        with within(inner):
            assert current() is inner
        assert current() is outer


def test_out_of_time_says_from_where_it_goes_on_and_travels_between_processes() -> None:
    error = out_of_time(Deadline(30), "3e1r6ev5n8abhp788g6q.57")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is OutOfTime
    assert again.flaws == error.flaws
    assert again.flaws[0].allowed == {"reached": "3e1r6ev5n8abhp788g6q.57"}
    assert "30 seconds" in str(again)
