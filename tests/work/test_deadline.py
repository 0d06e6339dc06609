"""Deadlines: work ends when its time is over, or when nobody waits for it any more."""

import pickle
import time
from threading import Thread

import pytest

from backstep.errors import OutOfTime
from backstep.work.closing import closing
from backstep.work.deadline import Deadline, Glance, current, look, out_of_time, over, within


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


def test_out_of_time_tells_the_time_that_the_request_had_as_it_was_set() -> None:
    """Not what was left of it when another process began to work."""
    assert "the 10 seconds" in str(out_of_time(Deadline(8.94503, told=10.0)))


def test_a_glance_is_measured_by_what_the_processor_did_for_it() -> None:
    clock, processor = Clock(), Clock()
    glance = Glance(0.1, 2.0, clock=clock, worked=processor)
    clock.now += 1.9  # others had the processor
    assert not glance.over
    processor.now += 0.11
    assert glance.over
    glance.begin()
    assert not glance.over
    clock.now += 2.1
    assert glance.over, "nor does it wait for ever"


def test_a_glance_counts_what_is_done_in_the_thread_that_began_it() -> None:
    glance, late = Glance(0.1, 60.0), []
    spend(0.11)  # before it begins, and in another thread

    def work() -> None:
        glance.begin()
        late.append(glance.over)
        spend(0.11)
        late.append(glance.over)

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert late == [False, True]


def spend(seconds: float) -> None:
    """Of the processor's time, in this thread."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_what_is_known_to_be_more_work_does_not_begin_at_a_glance() -> None:
    glance = Glance(1.0, 1.0, most=10.0)
    glance.expect(10.0)
    with pytest.raises(OutOfTime):
        glance.expect(11.0)
