"""What Redis costs as a store: a step beside one over SQLite, a write beside Redis's own SET."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import closing
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

from backstep.describe.limits import Limits
from backstep.presets import PRESETS
from backstep.store import tensors
from backstep.store.checkpoint import Checkpoints
from backstep.store.opening import open_store
from backstep.store.store import Stretch
from bench.harness import Result, compare
from bench.redis_server import PROGRAM, Server, running
from bench.serving import Connection, server

COURSE = PRESETS["course"]["description"]
BENCHMARK = shutil.which("redis-benchmark")
MISSING = "Redis is not measured: it needs redis-server, redis-benchmark and the extra `redis`"
STEP, WRITE, SCRIPT = 1.5, 3.0, 15.0  # the bars
WRITES = 5  # in a row
TURNS, ROUNDS = 9, 11  # so many of each in turn; so often


def measure() -> list[Result]:
    """Nothing where there is no Redis."""
    if not (PROGRAM and BENCHMARK and find_spec("redis")):
        print(MISSING)
        return []
    with tempfile.TemporaryDirectory() as folder:
        with running(Path(folder)) as redis:
            told = "a write, and Redis's own SET, both on the disk"
            results = [step(redis, Path(folder) / "runs.sqlite"), write(redis, told, WRITE)]
        with running(Path(folder), "--appendonly", "no") as redis:
            told = "the same in memory: Python and a script, C and a word"
            return [*results, write(redis, told, SCRIPT)]


def step(redis: Server, path: Path) -> Result:
    """One step, warm, over HTTP, of two servers that differ in their store."""
    create = "backstep.main:create_app", "--factory"
    with (
        server(*create, BACKSTEP_STORE=redis.address) as ours,
        server(*create, BACKSTEP_STORE=f"sqlite:///{path}") as theirs,
    ):
        over_redis, over_sqlite = warm_step(ours), warm_step(theirs)
        name = "GET …/steps/11, warm: over Redis, over SQLite"
        return compare(name, over_redis, over_sqlite, times=60, bar=STEP)


def warm_step(port: int) -> Callable[[], bytes]:
    description = json.dumps(COURSE).encode()
    made = json.loads(Connection(port, "POST", "/api/v1/checkpoints", description).ask())
    return Connection(port, "GET", f"/api/v1/checkpoints/{made['id']}/steps/11").ask


def write(redis: Server, name: str, bar: float) -> Result:
    """What one `next` writes, each time another one, and SET of as many bytes as that appends to
    Redis's file."""
    with closing(open_store(redis.address)) as store:
        checkpoints = Checkpoints(store, Limits(), 2**24)
        here = checkpoints.create(COURSE)
        state, now = checkpoints.state(here), count()

        def record() -> None:
            k = next(now)
            changed = {name: array + k for name, array in state.items()}
            store.record(Stretch(here.id.base, k, [0.5], tip=(k + 1, changed)))

        size = 8 + sum(len(tensors.pack(array)) for array in state.values())
        typical_record(record), typical_set(redis.port, size)  # neither pays for a cold start
        before = redis.appended()
        typical_record(record)
        appended = (redis.appended() - before) // WRITES or size
        rounds = [in_turn(record, redis.port, appended) for _ in range(ROUNDS)]
    ratios = tuple(ours / theirs for ours, theirs in rounds)
    ours, theirs = (1e6 * median(side) for side in zip(*rounds, strict=True))
    note = f"{ours:,.0f} µs against {theirs:,.0f} µs; {appended:,} bytes, for {size} of numbers"
    return Result(name, ratios, bar, "×", note)


def in_turn(record: Callable[[], None], port: int, size: int) -> tuple[float, float]:
    """A typical write of ours and a typical SET: a few of each, in turn, many times.

    Each waits for the disk, which others use as well: now half a millisecond, now a hundred, for
    seconds on end. So both are asked in the same moments, with as many bytes for the disk (what
    begins another block of the file waits the longer), and what is compared are medians.
    """
    pairs = [(typical_record(record), typical_set(port, size)) for _ in range(TURNS)]
    ours, theirs = (median(side) for side in zip(*pairs, strict=True))
    return ours, theirs


def typical_record(record: Callable[[], None]) -> float:
    took = []
    for _ in range(WRITES):
        began = perf_counter()
        record()
        took.append(perf_counter() - began)
    return median(took)


def typical_set(port: int, size: int) -> float:
    """Of redis-benchmark's, one after another."""
    options = ["-p", str(port), "-c", "1", "-n", str(WRITES), "-d", str(size), "-t", "set", "--csv"]
    said = subprocess.run(
        [str(BENCHMARK), *options], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    found = dict(zip(*(line.split(",") for line in said.split()), strict=True))
    return float(found['"p50_latency_ms"'].strip('"')) / 1e3


if __name__ == "__main__":
    for result in measure():
        print(result)
