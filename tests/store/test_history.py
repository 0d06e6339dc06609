"""A history is the same however much of it is read at once, and takes little memory."""

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from backstep.describe.limits import Limits
from backstep.store import passed
from backstep.store.checkpoint import Checkpoint, Checkpoints
from backstep.store.history import history
from backstep.store.sqlite import SqliteStore
from backstep.store.store import Stretch
from tests.networks import course

EDIT = {"set": [{"address": "l1.b", "at": [0], "value": 0.5}]}


@pytest.fixture
def ours(tmp_path: Path) -> Checkpoints:
    return Checkpoints(SqliteStore(tmp_path / "s.sqlite"), Limits(), 2**24)


def edited_twice(ours: Checkpoints) -> Checkpoint:
    """700 iterations, an edit, 900 more, another edit at once, and 300 more."""
    here = ours.next(ours.create(course()), 700)
    here = ours.next(ours.edit(here, EDIT), 900)
    here = ours.edit(here, {"description": {"network": {"optimizer": {"lr": 0.01}}}})
    return ours.next(ours.edit(here, {"redraw": True}), 300)


def test_a_history_has_every_iteration_once_and_the_peaks_and_dips(ours: Checkpoints) -> None:
    here = edited_twice(ours)
    found = history(ours, here)
    ours.store.close()
    iterations = [k for k, _ in found.losses]
    assert 500 < len(iterations) <= 1000
    assert iterations == sorted(set(iterations))
    assert (iterations[0], iterations[-1]) == (0, 1900)
    assert {0, 700, 1600, 1900} <= {point.id.iteration for point in found.points}
    bases = list(dict.fromkeys(point.id.base for point in found.points))
    assert len(bases) == 4
    at = dict(found.losses)
    for point in found.points:
        if point.id.base == here.id.base and point.id.iteration in at:
            assert point.loss == at[point.id.iteration]


@pytest.mark.parametrize("few", [0, 10, 800])
def test_what_is_read_at_once_changes_nothing(
    ours: Checkpoints, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = edited_twice(ours)
    whole = history(ours, here)
    monkeypatch.setattr(passed, "FEW", few)
    assert history(ours, here) == whole
    ours.store.close()


def test_a_long_history_takes_little_memory(ours: Checkpoints) -> None:
    first = ours.create(course())
    count = 400_000
    losses = np.random.default_rng(1).random(count)
    losses[123_456] = 9.0
    state = ours.state(first)
    ours.store.record(Stretch(first.id.base, 0, losses.tolist(), {count: state}))
    here = ours.get(str(first.id.at(count)))
    with ours.tape(here) as tape:
        _ = tape.loss
    tracemalloc.start()
    found = history(ours, here)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    ours.store.close()
    assert (123_456, 9.0) in found.losses
    assert peak < 3 * 2**20
