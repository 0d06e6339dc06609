"""Lanes: clients take turns, what waits is bounded, and who waits outside keeps nobody waiting."""

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest

from backstep.errors import OutOfTime, Unavailable
from backstep.work.deadline import Deadline, look
from backstep.work.lane import Job, Lane
from backstep.work.place import aside


def job(client: str, task: Callable[[], Any]) -> Job:
    return Job(client, task, Deadline)


class Gate:
    """A task that says when it has begun, and ends when it may."""

    def __init__(self) -> None:
        self.begun, self.may_end = Event(), Event()

    def __call__(self) -> str:
        self.begun.set()
        assert self.may_end.wait(60)
        return "done"


def held(lane: Lane, client: str = "x") -> Gate:
    gate = Gate()
    lane.ask(job(client, gate))
    assert gate.begun.wait(60)
    return gate


def test_a_task_returns_and_raises_what_it_does() -> None:
    lane = Lane("test", 1, 10, 10)
    fine, wrong = job("a", lambda: 7), job("a", lambda: 1 // 0)
    lane.ask(fine)
    lane.ask(wrong)
    assert fine.future.result(60) == 7
    with pytest.raises(ZeroDivisionError):
        wrong.future.result(60)


def test_no_more_work_at_once_than_there_is_room_for() -> None:
    lane = Lane("test", 2, 10, 10)
    gates = [held(lane), held(lane)]
    third = Gate()
    waits = job("y", third)
    lane.ask(waits)
    assert not third.begun.wait(0.05)
    gates[0].may_end.set()
    assert third.begun.wait(60)
    for gate in (gates[1], third):
        gate.may_end.set()
    assert waits.future.result(60) == "done"


def test_clients_take_turns_however_much_one_asks_for() -> None:
    lane, order = Lane("test", 1, 100, 100), []
    gate = held(lane)
    jobs = [job("greedy", lambda k=k: order.append(f"greedy {k}")) for k in range(5)]
    jobs += [job(client, lambda c=client: order.append(c)) for client in ("one", "other")]
    for each in jobs:
        lane.ask(each)
    gate.may_end.set()
    for each in jobs:
        each.future.result(60)
    assert order == ["greedy 0", "one", "other", *(f"greedy {k}" for k in range(1, 5))]


def test_what_waits_is_bounded_for_all_and_for_each() -> None:
    lane = Lane("test", 1, room=5, share=2)
    gate = held(lane)
    for client in ("a", "a", "b"):
        lane.ask(job(client, lambda: None))
    with pytest.raises(Unavailable) as raised:
        lane.ask(job("a", lambda: None))
    assert raised.value.code == "busy"
    assert raised.value.flaws[0].allowed == {"max": 2}
    lane.ask(job("a", lambda: None), shares=60)
    lane.ask(job("c", lambda: None))
    with pytest.raises(Unavailable):
        lane.ask(job("d", lambda: None))
    gate.may_end.set()


def test_what_nobody_waits_for_does_not_begin_and_makes_room() -> None:
    lane, begun = Lane("test", 1, room=1, share=1), []
    gate = held(lane)
    waits = job("a", lambda: begun.append("a"))
    lane.ask(waits)
    lane.cancel(waits)
    other = job("b", lambda: begun.append("b"))
    lane.ask(other)
    gate.may_end.set()
    other.future.result(60)
    assert begun == ["b"]


def test_what_runs_ends_where_it_next_looks() -> None:
    lane = Lane("test", 1, 10, 10)
    begun = Event()

    def task() -> None:
        while True:
            begun.set()
            look()

    running = job("a", task)
    lane.ask(running)
    assert begun.wait(60)
    lane.cancel(running)
    with pytest.raises(OutOfTime):
        running.future.result(60)


def test_who_waits_outside_lets_another_begin() -> None:
    lane = Lane("test", 1, 10, 10)
    outside, back = Gate(), Event()

    def task() -> str:
        with aside():
            outside()
        back.set()
        return "back"

    waits = job("a", task)
    lane.ask(waits)
    assert outside.begun.wait(60)
    other = held(lane, "b")
    outside.may_end.set()
    assert back.wait(60), "it goes on, though another has its place"
    third = Gate()
    lane.ask(job("c", third))
    assert not third.begun.wait(0.05)
    other.may_end.set()
    assert third.begun.wait(60)
    third.may_end.set()
    assert waits.future.result(60) == "back"


def test_outside_a_lane_there_is_no_place_to_leave() -> None:
    with aside():
        pass


def test_closing_ends_what_runs_and_what_waits() -> None:
    lane = Lane("test", 1, 10, 10)
    begun = Event()

    def task() -> None:
        while True:
            begun.set()
            look()

    running, waits = job("a", task), job("b", lambda: None)
    lane.ask(running)
    lane.ask(waits)
    assert begun.wait(60)
    lane.close()
    with pytest.raises(OutOfTime):
        running.future.result(60)
    assert waits.future.cancelled()
    again = job("c", lambda: "again")
    lane.ask(again)
    assert again.future.result(60) == "again"
