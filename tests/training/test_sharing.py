"""Many trainings at once: everyone moves, and each reaches to the bit what it would alone."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count, islice
from math import inf
from typing import Any

import numpy as np
import pytest

from backstep.describe.limits import Limits
from backstep.run.iterate import advance
from backstep.store.checkpoint import Checkpoint, Checkpoints
from backstep.store.memory import MemoryStore
from backstep.training import loop
from backstep.training import trainings as trainings_module
from backstep.training.job import Job, Report, Turn, Watch
from backstep.training.loop import begun, serve
from backstep.training.mailbox import Event
from backstep.training.seat import Seat
from backstep.training.training import Training
from backstep.training.trainings import Trainings
from backstep.training.until import Until
from backstep.work.held import HELD
from tests.training.conftest import serving
from tests.training.networks import dense, job, losses, ready

FOREVER = 10**9
STILL = 20_000  # looks at what has come, at the very most
SPIRAL = dense(
    (6, 3),
    {"dataset": "spiral", "samples": 50},
    "softmax_cross_entropy",
    optimizer={"kind": "adam", "lr": 0.01},
    batch={"size": 16, "shuffle": True},
)


def never() -> bool:
    return False


def alone(description: Any, iterations: int) -> tuple[dict[str, np.ndarray], list[float]]:
    """The state after so many iterations without a rest, and all losses on the way."""
    network, state = ready(description)
    return advance(network, state, 0, iterations)


def carried_through(job: Job, until: Callable[[int], bool]) -> list[Report]:
    """A training that goes on elsewhere after every turn, from what was handed over."""
    told: list[Report] = []
    for _ in range(STILL):
        goes_on = begun(job).go(told.append, never, 0.0, hand=True)
        if not goes_on:
            return told
        rest = told[-1].rest
        assert rest is not None and rest.state is not None
        if until(told[-1].iteration):
            return told
        job = job.at(told[-1].iteration + 1, rest.state, rest.left)
    raise AssertionError("it does not end")


def test_what_rests_after_every_iteration_reaches_the_same_bits() -> None:
    first = job(SPIRAL, 100)
    descent, told = begun(first), []
    while descent.go(told.append, never, 0.0):
        pass
    state, expected = alone(SPIRAL, 100)
    assert losses(told)[:-1].tolist() == expected
    assert told[-1].tip is not None
    assert all(told[-1].tip[name].tobytes() == state[name].tobytes() for name in state)
    assert len(told) > 50, "it did rest"


def test_what_goes_on_elsewhere_after_every_iteration_reaches_the_same_bits() -> None:
    told = carried_through(job(SPIRAL, 100, marks=(50, 100)), lambda _: False)
    state, expected = alone(SPIRAL, 100)
    assert losses(told)[:-1].tolist() == expected, "each loss once, in order"
    assert told[-1].end is not None and told[-1].end.reason == "iterations"
    assert told[-1].tip is not None
    assert all(told[-1].tip[name].tobytes() == state[name].tobytes() for name in state)


def test_its_time_is_what_it_computes_and_not_what_it_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An iteration takes a second here, by the clock that it looks at, and a wait an hour."""
    clock = count()
    monkeypatch.setattr(loop, "perf_counter", lambda: float(next(clock)))

    def waits(_: int) -> bool:
        nonlocal clock
        clock = count(next(clock) + 3600)
        return False

    told = carried_through(job(SPIRAL, FOREVER, seconds=5.5), waits)
    assert told[-1].end is not None and told[-1].end.reason == "time_limit"
    left = [report.rest.left for report in told if report.rest is not None]
    assert left == [4.5, 3.5, 2.5, 1.5, 0.5]


def test_every_turn_shows_something_of_what_is_watched() -> None:
    first = job(SPIRAL, FOREVER, watch=Watch(norms=True))
    told = carried_through(first, lambda k: k > 20)
    assert all(report.watched.keys() == {"norms"} for report in told)


def test_a_process_holds_what_rests_and_forgets_what_it_is_told_to() -> None:
    told: list[Report] = []
    HELD.clear()
    serve(Turn("a", job(SPIRAL, FOREVER), 0.0), (), told.append)
    serve(Turn("b", job(SPIRAL, FOREVER), 0.0), (), told.append)
    assert set(HELD) == {"a", "b"}
    serve(Turn("a", None, 0.0), ("b",), told.append)
    assert set(HELD) == {"a"}
    assert [report.first for report in told] == [0, 0, 1]
    serve(Turn("a", None, inf, stopping=True), (), told.append)
    assert not HELD
    assert told[-1].end is not None and told[-1].end.reason == "stopped"
    assert told[-1].iteration == 2, "an iteration more, so that its loss is known"


@pytest.fixture
def checkpoints() -> Checkpoints:
    return Checkpoints(MemoryStore(), Limits(), 2**26)


@pytest.fixture
def two(checkpoints: Checkpoints) -> Iterator[Trainings]:
    trainings = Trainings(checkpoints, 2, 60.0)
    yield trainings
    trainings.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Turns so short that there are many of them."""
    monkeypatch.setattr(trainings_module, "length", lambda *_: 0.001)


class Heard:
    """What has come of a training so far."""

    def __init__(self, trainings: Trainings, start: Checkpoint, iterations: int) -> None:
        self.arrived = threading.Event()
        self.events: list[Event] = []
        self.training: Training = trainings.ask(
            start, iterations, 3, Until(), Watch(), self.arrived.set
        )

    def look(self) -> None:
        self.events += self.training.mailbox.take()

    def wait(self, wanted: Callable[["Heard"], bool]) -> None:
        for _ in range(STILL):
            self.look()
            if wanted(self):
                return
            assert self.arrived.wait(60), "nothing happens"
            self.arrived.clear()
        raise AssertionError("it does not come")

    def end(self) -> Event:
        self.wait(lambda heard: heard.events[-1:] != [] and heard.events[-1].name in DONE)
        return self.events[-1]

    @property
    def iteration(self) -> int:
        told = [event.data["iteration"] for event in self.events if event.name == "progress"]
        return told[-1] if told else 0


DONE = ("done", "error")


@pytest.mark.usefixtures("quick")
def test_what_shares_two_processes_with_others_reaches_what_it_would_reach_alone(
    two: Trainings, checkpoints: Checkpoints
) -> None:
    starts = [checkpoints.create(SPIRAL | {"seed": seed}) for seed in range(5)]
    heard = [Heard(two, start, 400) for start in starts]
    for one, start in zip(heard, starts, strict=True):
        done = one.end()
        assert (done.name, done.data["reason"], done.data["iteration"]) == (
            "done", "iterations", 400,
        )  # fmt: skip
        curve = [p for e in one.events if e.name == "progress" for p in e.data["losses"]]
        state, expected = alone(start.network.description, 400)
        assert [k for k, _ in curve] == list(range(401)), "each iteration once"
        assert [loss for _, loss in curve][:-1] == expected
        found = checkpoints.state(checkpoints.get(done.data["id"]))
        assert all(found[name].tobytes() == state[name].tobytes() for name in state)
        assert sum(event.name == "started" for event in one.events) == 1


@pytest.mark.usefixtures("quick")
def test_a_process_that_dies_takes_nobody_along_who_waits(
    two: Trainings, checkpoints: Checkpoints
) -> None:
    starts = [checkpoints.create(SPIRAL | {"seed": seed}) for seed in range(4)]
    heard = [Heard(two, start, FOREVER) for start in starts]
    for one in heard:
        one.wait(lambda heard: heard.iteration > 0)
    busy: list[int] = []

    def works(_: Heard) -> bool:
        """Between two turns nobody does, for a moment."""
        seats = [training._process for training in list(two._known.values())]
        busy.extend(seat._child.pid for seat in seats if seat is not None)
        return bool(busy)

    heard[0].wait(works)
    os.kill(busy[0], signal.SIGKILL)
    reached: list[int] = []
    for one in heard:
        before = one.iteration
        one.wait(lambda heard, before=before: ended(heard) or heard.iteration > before + 5)
        reached.append(one.iteration)
    lost = [one for one in heard if ended(one)]
    assert len(lost) <= 2, "who was at work there at most"
    for one in lost:
        assert one.events[-1].data["flaws"][0].code == "worker_lost"


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("looks", [1, 2, 3])
def test_a_process_that_dies_between_two_looks_at_it_loses_what_it_alone_had(
    two: Trainings, checkpoints: Checkpoints, monkeypatch: pytest.MonkeyPatch, looks: int
) -> None:
    holds, left, died = Seat.holds, count(), threading.Event()

    def dying(seat: Seat, id: str, iteration: int) -> bool:
        found = holds(seat, id, iteration)
        if found and next(left) == looks - 1:
            assert seat._process is not None
            seat._process._child.kill()
            seat._process._child.wait()
            died.set()
        return found

    monkeypatch.setattr(Seat, "holds", dying)
    starts = [checkpoints.create(SPIRAL | {"seed": seed}) for seed in range(3)]
    heard = [Heard(two, start, FOREVER) for start in starts]
    assert died.wait(60)
    for one in heard:
        before = one.iteration
        one.wait(lambda heard, before=before: ended(heard) or heard.iteration > before + 5)
        seen = [event.data["iteration"] for event in one.events if event.name == "progress"]
        assert seen == sorted(set(seen)), "none goes back"
        if ended(one):
            assert one.events[-1].data["flaws"][0].code == "worker_lost"


def ended(heard: Heard) -> bool:
    return heard.events[-1:] != [] and heard.events[-1].name in DONE


@pytest.mark.usefixtures("quick")
def test_one_that_rests_is_stopped_where_it_is(two: Trainings, checkpoints: Checkpoints) -> None:
    starts = [checkpoints.create(SPIRAL | {"seed": seed}) for seed in range(3)]
    heard = [Heard(two, start, FOREVER) for start in starts]
    for one in heard:
        one.wait(lambda heard: heard.iteration > 0)
        assert two.stop(one.training.id)
    for one in heard:
        done = one.end()
        assert (done.name, done.data["reason"]) == ("done", "stopped")
        assert done.data["iteration"] == one.iteration
        place = checkpoints.get(done.data["id"])
        with checkpoints.tape(place) as tape:
            assert tape.loss == done.data["loss"]


def test_a_turn_counts_what_the_processor_did_and_not_what_it_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On a machine that others keep busy, a turn by the clock may be any part of one."""
    now = iter((10.0, 11.0, 20.0, 25.0, 30.0, 33.0))
    monkeypatch.setattr(loop, "thread_time", lambda: next(now))
    told: list[Report] = []
    descent = begun(job(SPIRAL, FOREVER))
    for _ in range(2):
        assert descent.go(told.append, never, 0.0)
    assert [report.rest.worked for report in told if report.rest] == [1 + 5, 3]


@pytest.mark.usefixtures("quick")
def test_those_that_share_one_core_all_move_and_about_as_far(checkpoints: Checkpoints) -> None:
    """Those that came later catch nothing up, and so are not waited for."""
    trainings = Trainings(checkpoints, 1, 60.0)
    starts = [checkpoints.create(SPIRAL | {"seed": seed}) for seed in range(4)]
    heard = [Heard(trainings, start, FOREVER) for start in starts]
    for one in heard:
        one.wait(lambda heard: heard.training.used > 0.1)
    used = [one.training.used for one in heard]
    reached = [one.training.next for one in heard]
    trainings.close()
    assert max(used) <= 2 * min(used), used
    assert max(reached) <= 4 * min(reached), reached


@pytest.mark.long
def test_thirty_that_are_asked_for_at_once_share_two_cores(
    two: Trainings, checkpoints: Checkpoints
) -> None:
    """Counted in what the processor did for each, of which others on the machine take nothing, when
    each has had so much that a turn more or less is little."""
    starts = [checkpoints.create(SPIRAL | {"seed": seed}) for seed in range(30)]
    heard = [Heard(two, start, FOREVER) for start in starts]
    for one in heard:
        one.wait(lambda heard: heard.training.used > 0.3)
    used = [one.training.used for one in heard]
    assert max(used) <= 2 * min(used), used
    for one in heard:
        one.look()
        assert one.iteration > 0


@pytest.mark.long
def test_thirty_that_are_asked_for_over_http_all_move() -> None:
    with serving(store="memory:", trainings=2) as site, ExitStack() as stack:
        ids = [site.create(SPIRAL | {"seed": seed}) for seed in range(30)]
        streams = [stack.enter_context(site.training(id, iterations=FOREVER, keep=0)) for id in ids]
        reached = [progressed(stream) for stream in streams]
        assert all(progressed(stream) > k for stream, k in zip(streams, reached, strict=True))


def progressed(stream: Iterator[Any]) -> int:
    """The iteration of the next progress that comes."""
    for name, data in islice(stream, STILL):
        if name == "progress":
            return int(data["iteration"])
    raise AssertionError("it does not move")
