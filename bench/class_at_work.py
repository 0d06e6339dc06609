"""What students at work take of a server, of SQLite and of Redis: measured, for bench/sizes.py."""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from redis import Redis

from backstep.store.sqlite import SqliteStore
from backstep.store.store import Base
from bench import growth
from bench.processes import megabytes, work
from bench.redis_server import running
from bench.serving import server
from bench.sizes import MINUTES, SESSION, Act, Figures
from bench.student import Busy, Student

TIMES = {"open": 5, "step": 150, "change": 20, "train": 4}
STUDENTS = 5
WRITES = 200
WATCHED = 40.0  # seconds of those whom one core serves
CREATE = ("backstep.main:create_app", "--factory")
Told = dict[str, float]


def figures() -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        sqlite, at_rest, grown = over_sqlite(place / "runs.sqlite")
        redis = over_redis(place)
        write = sqlite_write(place / "writes.sqlite")
    acts = {name: Act(**sqlite[name], **redis[name]) for name in SESSION}
    return Figures(acts, write, round(at_rest), round((grown - at_rest) / STUDENTS, 1))


def watched(found: Figures) -> Figures:
    """With how long those wait whom one core serves."""
    p50, p99, turned_away = one_core(found)
    return replace(found, watched=found.a_core, p50=p50, p99=p99, turned_away=turned_away)


def over_sqlite(path: Path) -> tuple[dict[str, Told], float, float]:
    """What each act takes, and the server's megabytes before and after all of them."""
    with server(*CREATE, BACKSTEP_STORE=f"sqlite:///{path}") as port:
        with closing(Student(port, 0)) as first:
            first.train()  # so that its processes have begun
        before = megabytes(port)
        told = of_each_act(
            port,
            lambda: {"core": 1000 * work(port), "sqlite": growth.size(path) / 1000},
        )
        return told, before, megabytes(port)


def over_redis(folder: Path) -> dict[str, Told]:
    with (
        running(folder) as redis,
        server(*CREATE, BACKSTEP_STORE=redis.address) as port,
        Redis(port=redis.port) as ask,
    ):

        def look() -> Told:
            cpu, scripts = ask.info("cpu"), ask.info("commandstats").get("cmdstat_evalsha")
            return {
                "redis_core": 1000 * (cpu["used_cpu_user"] + cpu["used_cpu_sys"]),
                "writes": scripts["calls"] if scripts else 0,
                "redis": ask.info("memory")["used_memory_dataset"] / 1000,
            }

        found = of_each_act(port, look)
    for told in found.values():
        del told["sent"]  # the same as over SQLite
    return found


def of_each_act(port: int, look: Callable[[], Told]) -> dict[str, Told]:
    """By how much, for one of each kind, grows what is looked at, and what students were sent."""
    students = [Student(port, seed) for seed in range(1, STUDENTS + 1)]

    def now() -> Told:
        return {**look(), "sent": sum(student.received for student in students) / 1000}

    found: dict[str, Told] = {}
    for name, times in TIMES.items():
        before = now()
        for student in students:
            for _ in range(times):
                getattr(student, name)()
        after = now()
        count = times * STUDENTS
        # What asks for nothing to be kept may leave a little less: others' room is given back.
        found[name] = {k: round(max(0.0, after[k] - before[k]) / count, 3) for k in before}
    for student in students:
        student.close()
    return found


def sqlite_write(path: Path) -> float:
    """Milliseconds of one write after another, each on the disk when it is acknowledged."""
    store = SqliteStore(path)
    began = time.perf_counter()
    for number in range(WRITES):
        store.add_base(Base(f"{number:020d}", None, 0, {}))
    took = time.perf_counter() - began
    store.close()
    return round(1000 * took / WRITES, 3)


def one_core(found: Figures) -> tuple[float, float, int]:
    """Milliseconds within which half and 99 % of the answers come, where as many students as one
    core serves are at work on it; and how often one was told to try again later."""
    mine = os.sched_getaffinity(0)
    one = {max(mine)}
    with on(one), server(*CREATE, BACKSTEP_STORE="memory:") as port, on(mine - one or mine):
        with ThreadPoolExecutor(found.a_core) as pool:
            everybody = list(pool.map(lambda seed: Student(port, seed), range(1, found.a_core + 1)))
            until = time.monotonic() + WATCHED
            list(pool.map(lambda student: at_their_pace(student, until), everybody))
    waits = sorted(1000 * wait for student in everybody for wait in student.waits)
    p50, p99 = (round(waits[len(waits) * part // 100], 1) for part in (50, 99))
    return p50, p99, sum(student.turned_away for student in everybody)


@contextmanager
def on(cores: set[int]) -> Iterator[None]:
    """What is begun meanwhile keeps to these cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def at_their_pace(student: Student, until: float) -> None:
    """Acts drawn as often as a session has them, until it is over."""
    chance = random.Random(student.received)
    names, (times, _) = list(SESSION), zip(*SESSION.values(), strict=True)
    pause = MINUTES * 60 / sum(times)
    student.waits.clear()
    while True:
        time.sleep(2 * pause * chance.random())
        if time.monotonic() > until:
            student.close()
            return
        with suppress(Busy):
            getattr(student, chance.choices(names, times)[0])()
