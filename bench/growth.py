"""What one training keeps in the store's file, and how long it takes to look back into it."""

import sqlite3
import tempfile
from pathlib import Path
from time import perf_counter, sleep

from backstep.describe.limits import Limits
from backstep.presets import PRESETS
from backstep.store.checkpoint import Checkpoints
from backstep.store.sqlite import SqliteStore
from backstep.training.job import Watch
from backstep.training.trainings import Trainings
from backstep.training.until import Until
from bench.harness import Result

COURSE = PRESETS["course"]["description"]
ITERATIONS = 2000


def measure() -> list[Result]:
    """Kilobytes after 2,000 iterations of the course's network, and the worst place to look at."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "runs.sqlite"
        store = SqliteStore(path)
        ours = Checkpoints(store, Limits(), 2**26)
        first = ours.create(COURSE)
        before = size(path)
        trainings = Trainings(ours, 1, 600.0)
        training = trainings.ask(first, ITERATIONS, 50, Until(), Watch(), lambda: None)
        while not training.mailbox.closed:
            sleep(0.01)
        trainings.close()
        grown = (size(path) - before) / 1000
        looks = []
        for k in range(ITERATIONS - 1, 0, -ITERATIONS // 20):
            forgetful = Checkpoints(store, Limits(), 0)
            began = perf_counter()
            forgetful.state(forgetful.get(str(first.id.at(k))))
            looks.append(1000 * (perf_counter() - began))
        store.close()
    return [
        Result("a training of 2,000 iterations keeps", (grown,), 40, "kB"),
        Result("looking at any of its iterations, with nothing ready", tuple(looks), 1000, "ms"),
    ]


def size(path: Path) -> int:
    """Bytes of a store's file once its log has become part of it."""
    link = sqlite3.connect(path)
    link.execute("PRAGMA wal_checkpoint(FULL)")
    link.close()
    return path.stat().st_size
