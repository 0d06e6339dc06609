"""Trainings among themselves: what goes wrong with one is not the next one's trouble."""

import os
import threading
from collections.abc import Iterator
from contextlib import closing
from math import inf
from pathlib import Path
from threading import Semaphore
from typing import Any

import pytest

from backstep.describe.limits import Limits
from backstep.errors import Flaw, Unavailable
from backstep.run.iterate import advance
from backstep.store.checkpoint import Checkpoint, Checkpoints
from backstep.store.memory import MemoryStore
from backstep.store.store import Stretch
from backstep.training import recording, training
from backstep.training.job import Watch
from backstep.training.mailbox import Event
from backstep.training.trainings import MAX_WAITING, Trainings
from backstep.training.until import Until
from backstep.work.process import Process
from tests.training.networks import Json, mazur

FOREVER = 10**9
MANY = 5000  # events of a training that ends by itself, at the very most


class FailingStore(MemoryStore):
    """A store that cannot write for a while, or so many times."""

    failing = False
    refusals = 0

    def record(self, stretch: Stretch) -> None:
        self.refusals -= 1
        if self.failing or self.refusals >= 0:
            raise Unavailable(Flaw("store_unavailable", "The disk is full."))
        super().record(stretch)


@pytest.fixture
def store() -> FailingStore:
    return FailingStore()


@pytest.fixture
def checkpoints(store: FailingStore) -> Checkpoints:
    return Checkpoints(store, Limits(), 2**26)


@pytest.fixture
def trainings(checkpoints: Checkpoints) -> Iterator[Trainings]:
    """With one worker process, so that each training follows another in it."""
    trainings = Trainings(checkpoints, 1, 60.0)
    yield trainings
    trainings.close()


def last_event(
    trainings: Trainings, checkpoint: Checkpoint, iterations: int, keep: int = 50
) -> tuple[str, Any]:
    arrived = threading.Event()
    training = trainings.ask(checkpoint, iterations, keep, Until(), Watch(), arrived.set)
    events: list[Event] = []
    while not training.mailbox.closed:
        assert arrived.wait(60) and len(events) < MANY, "the training does not end"
        arrived.clear()
        events += training.mailbox.take()
    events += training.mailbox.take()
    return events[-1].name, events[-1].data


def other() -> Json:
    return mazur() | {"seed": 5, "parameters": {}}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that does not answer is asked once."""
    monkeypatch.setattr(recording, "PATIENCE", 0.0)
    monkeypatch.setattr(recording, "LAST", 0.0)


@pytest.mark.usefixtures("impatient")
def test_a_training_that_the_store_ends_leaves_nothing_to_the_next_one(
    store: FailingStore, checkpoints: Checkpoints, trainings: Trainings
) -> None:
    store.failing = True
    start = checkpoints.create(mazur())
    name, data = last_event(trainings, start, FOREVER, keep=1000)
    flaw = data["flaws"][0]
    assert (name, flaw.code, data["status"]) == ("error", "store_unavailable", 503)
    assert flaw.allowed == {"reached": str(start.id)}
    assert flaw.detail.startswith("The disk is full. ") and str(start.id) in flaw.detail
    store.failing = False

    start = checkpoints.create(other())
    name, data = last_event(trainings, start, 30)
    assert (name, data["reason"], data["iteration"]) == ("done", "iterations", 30)
    reached = checkpoints.next(checkpoints.create(other()), 30)
    with checkpoints.tape(reached) as tape:
        assert data["loss"] == tape.loss


@pytest.mark.parametrize("iterations", [30, 20_000])
def test_a_store_that_does_not_answer_for_a_moment_ends_no_training(
    store: FailingStore,
    checkpoints: Checkpoints,
    trainings: Trainings,
    monkeypatch: pytest.MonkeyPatch,
    iterations: int,
) -> None:
    """Not at its last record, nor at one on its way."""
    monkeypatch.setattr(recording, "AGAIN", 0.0)
    monkeypatch.setattr(training, "RECORD_EVERY", 0.05)
    store.refusals = 3
    start = checkpoints.create(other())
    name, data = last_event(trainings, start, iterations)
    assert (name, data["reason"], data["iteration"]) == ("done", "iterations", iterations)
    assert store.refusals < 0
    assert checkpoints.store.passed(start.id.base) == iterations + 1
    reached = checkpoints.get(data["id"])
    state, _ = advance(start.network, checkpoints.state(start), 0, iterations)
    found = checkpoints.state(reached)
    assert all(found[name].tobytes() == state[name].tobytes() for name in state)


def test_who_asks_a_training_to_end_waits_less_for_a_store_that_does_not_answer(
    store: FailingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "AGAIN", 0.0)
    monkeypatch.setattr(recording, "PATIENCE", inf)
    monkeypatch.setattr(recording, "LAST", 0.0)
    store.failing = True
    asked = threading.Event()
    tries = 0

    def write(stretch: Stretch) -> None:
        nonlocal tries
        tries += 1
        if tries == 5:
            asked.set()
        store.record(stretch)

    with pytest.raises(Unavailable):
        recording.record(write, Stretch("b", 0, []), asked)
    assert tries == 5


def test_what_a_store_refuses_for_another_reason_is_not_tried_again() -> None:
    tries = []

    def write(stretch: Stretch) -> None:
        tries.append(stretch)
        raise Unavailable(Flaw("store_damaged", "It is not what was written."))

    with pytest.raises(Unavailable):
        recording.record(write, Stretch("b", 0, []), threading.Event())
    assert len(tries) == 1


def test_who_stops_a_training_that_has_just_ended_by_itself_does_nothing_wrong(
    checkpoints: Checkpoints, trainings: Trainings
) -> None:
    arrived = threading.Event()
    training = trainings.ask(checkpoints.create(mazur()), 3, 0, Until(), Watch(), arrived.set)
    while not training.mailbox.closed:
        assert arrived.wait(60)
        arrived.clear()
    assert trainings.stop(training.id)
    trainings.heard(training.id)
    assert not trainings.stop(training.id)


def test_a_process_that_cannot_begin_is_told_and_tried_again(checkpoints: Checkpoints) -> None:
    refused: list[str] = []

    def second() -> Process:
        if refused:
            return Process()
        refused.append("no more processes")
        raise OSError(refused[0])

    start = checkpoints.create(mazur())
    with closing(Trainings(checkpoints, 1, 60.0, new=second)) as trainings:
        name, data = last_event(trainings, start, 5)
        assert (name, data["status"]) == ("error", 500)
        name, data = last_event(trainings, start, 5)
        assert (name, data["iteration"]) == ("done", 5)


def test_it_trains_wherever_the_server_was_started(
    checkpoints: Checkpoints,
    trainings: Trainings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "backstep").mkdir()
    (tmp_path / "backstep" / "__init__.py").write_text("raise SystemExit('another project')\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    name, data = last_event(trainings, checkpoints.create(mazur()), 5)
    assert (name, data["iteration"]) == ("done", 5), os.getcwd()


def test_as_many_are_taken_as_fit_when_all_ask_at_once(
    store: FailingStore, trainings: Trainings, checkpoints: Checkpoints, monkeypatch
) -> None:
    fit, asking = MAX_WAITING + 1, MAX_WAITING + 20
    inside, refused, all_are_there = Semaphore(0), Semaphore(0), threading.Event()
    decided = Semaphore(0)

    def begin(_: str) -> None:
        inside.release()
        decided.release()
        assert all_are_there.wait(60)

    monkeypatch.setattr(store, "begin_training", begin)
    checkpoint = checkpoints.create(mazur())

    def ask() -> None:
        try:
            trainings.ask(checkpoint, FOREVER, 0, Until(), Watch(), lambda: None)
        except Unavailable as error:
            assert error.code == "busy"
            refused.release()
            decided.release()

    threads = [threading.Thread(target=ask) for _ in range(asking)]
    for thread in threads:
        thread.start()
    for _ in threads:
        assert decided.acquire(timeout=60)
    all_are_there.set()
    for thread in threads:
        thread.join()
    assert (inside._value, refused._value) == (fit, asking - fit)


def test_a_place_is_free_again_when_the_store_did_not_take_a_training(
    store: FailingStore, trainings: Trainings, checkpoints: Checkpoints, monkeypatch
) -> None:
    def fail(_: str) -> None:
        raise Unavailable(Flaw("store_unavailable", "The disk is full."))

    checkpoint = checkpoints.create(mazur())
    with monkeypatch.context() as patch:
        patch.setattr(store, "begin_training", fail)
        for _ in range(MAX_WAITING + 10):
            with pytest.raises(Unavailable, match="disk"):
                trainings.ask(checkpoint, 1, 0, Until(), Watch(), lambda: None)
    assert last_event(trainings, checkpoint, 3)[0] == "done"
