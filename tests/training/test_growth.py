"""What a training keeps is little, and everything that it passed can be asked for."""

import sqlite3
import threading
from pathlib import Path

import numpy as np

from backstep.describe.limits import Limits
from backstep.presets import PRESETS
from backstep.run.iterate import iterate
from backstep.run.state import State
from backstep.store.checkpoint import Checkpoints
from backstep.store.history import history
from backstep.store.sqlite import SqliteStore
from backstep.training.job import Watch
from backstep.training.trainings import Trainings
from backstep.training.until import Until

COURSE = PRESETS["course"]["description"]
ITERATIONS = 2000


def size(path: Path) -> int:
    """Bytes of a store's file once its log has become part of it."""
    link = sqlite3.connect(path)
    link.execute("PRAGMA wal_checkpoint(FULL)")
    link.close()
    return path.stat().st_size


def test_two_thousand_iterations_of_the_courses_network_are_forty_kilobytes_at_most(
    tmp_path: Path,
) -> None:
    path = tmp_path / "s.sqlite"
    store = SqliteStore(path)
    ours = Checkpoints(store, Limits(), 2**26)
    first = ours.create(COURSE)
    before = size(path)
    trainings = Trainings(ours, 1, 60.0)
    ended = threading.Event()
    training = trainings.ask(first, ITERATIONS, 50, Until(), Watch(), lambda: None)
    while not training.mailbox.closed:
        ended.wait(0.01)
    told = training.mailbox.take()
    trainings.close()
    assert (told[-1].name, told[-1].data["reason"]) == ("done", "iterations")
    assert sum(event.name == "checkpoint" for event in told) == 50
    assert size(path) - before <= 40_000

    # Whoever knows nothing of it finds all of it.
    again = Checkpoints(store, Limits(), 0)
    truth, losses = states_of(again, ITERATIONS)
    for event in told:
        if event.name in ("checkpoint", "done"):
            place, k = again.get(event.data["id"]), event.data["iteration"]
            found = again.state(place)
            assert all(np.array_equal(found[name], truth[k][name]) for name in found)
            assert event.data["loss"] == losses[k]
    assert store.losses(first.id.base, ITERATIONS + 1) == losses
    way = history(again, again.get(str(first.id.at(ITERATIONS))))
    assert len(way.losses) == 1000
    assert {min(losses), max(losses), losses[0], losses[-1]} <= {loss for _, loss in way.losses}
    store.close()


def states_of(ours: Checkpoints, last: int) -> tuple[list[State], list[float]]:
    """The state and the loss of every iteration up to the last, computed in one go."""
    first = ours.create(COURSE)
    states, losses = [ours.state(first)], []
    for k, passed in enumerate(iterate(first.network, states[0], 0)):
        losses.append(passed.loss)
        if k == last:
            return states, losses
        states.append(passed.after)
    raise AssertionError
