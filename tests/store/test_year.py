"""A year of a class: thirty students, two hundred sessions each, and the store within its bound."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from backstep.describe.limits import Limits
from backstep.store import day
from backstep.store.checkpoint import Checkpoints
from backstep.store.opening import open_store
from backstep.store.retention import Retention, sweep

STUDENTS, SESSIONS, DAYS = 30, 200, 365
BOUND = 6 * 2**20  # bytes
IN_MEMORY = Path("/dev/shm")  # where there is one: ninety thousand writes wait for no disk
# Few steps, so that most of the time goes to the store.
DESCRIPTION = {
    "network": {
        "layers": [{"kind": "linear", "units": 8}],
        "loss": {"kind": "squared_error"},
        "optimizer": {"kind": "sgd", "lr": 0.01},
    },
    "data": {"x": [[0.5, -1.0, 0.25, 2.0]], "target": [[1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]]},
}
# What a day adds may come before the sweep of that day: it is looked at, and stays.
ROOM = 2**20


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else tmp_path) as place:
        yield Path(place)


@pytest.mark.long
def test_a_year_of_a_class_stays_within_the_bound(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "year.sqlite"
    store = open_store(f"sqlite:///{path}")
    now = 20_000
    monkeypatch.setattr(day, "today", lambda: now)
    checkpoints = Checkpoints(store, Limits(), 2**24)
    numbers = np.random.default_rng(0)
    held = [sorted(numbers.choice(DAYS, SESSIONS, replace=False)) for _ in range(STUDENTS)]
    last: dict[int, str] = {}
    sizes: list[int] = []
    for date in range(DAYS):
        now = 20_000 + date
        for student in (k for k in range(STUDENTS) if date in held[k]):
            last[student] = session(checkpoints, student, date, last.get(student))
        checkpoints.looks.write(store)
        sweep(store, Retention(90, BOUND))
        sizes.append(path.stat().st_size)
    assert max(sizes) < BOUND + ROOM
    assert max(sizes[-30:]) > BOUND / 4, "the year filled it"
    for id in last.values():  # what was done last is there, whatever was let go since
        there = Checkpoints(store, Limits(), 2**24).get(id)
        assert np.isfinite(checkpoints.state(there)["l1.W"]).all()
    store.close()


def session(checkpoints: Checkpoints, student: int, date: int, before: str | None) -> str:
    """A look at what was done last time, a network of one's own, trained, changed, trained."""
    if before is not None and date % 2:
        here = checkpoints.get(before)
    else:
        here = checkpoints.create({**DESCRIPTION, "seed": 1000 * student + date})
    here = checkpoints.next(here, 40)
    change = {"set": [{"address": "l1.W", "at": [0, 0], "value": float(date)}]}
    return str(checkpoints.next(checkpoints.edit(here, change), 20).id)
