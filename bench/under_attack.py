"""How long who needs little has to wait while others ask for very much and vanish."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import orjson

from bench.harness import Result
from bench.serving import Connection, started
from bench.stream import COURSE, create

RUNS = 3
PROBES = 1000
PAUSE = 0.001  # seconds between two questions
TIMES, MORE = 5, 50.0  # the bar: so many times what it is at rest, and so many milliseconds more
IDLE = 0.05  # of a core, a second after the last of them
TINY = {
    "network": {"layers": [{"kind": "linear", "units": 1}], "loss": {"kind": "squared_error"}},
    "data": {"x": [[1, 2]], "target": [[1]]},
}


def measure() -> list[Result]:
    options = {"BACKSTEP_STORE": "memory:"}
    with started("backstep.main:create_app", "--factory", **options) as (port, pid):
        probes = probes_of(port)
        target = create(port, TINY)
        asked(probes, PROBES // 10)  # nothing is measured cold
        rest = [asked(probes, PROBES) for _ in range(RUNS)]
        attacked, loads = [], []
        for _ in range(RUNS):
            with attack(port, target):
                attacked.append(asked(probes, PROBES))
            sleep(1.0)
            loads.append(load(pid))
    results = []
    for name in probes:
        quiet, busy = ([run[name] for run in runs] for runs in (rest, attacked))
        bar = TIMES * median(quiet) + MORE
        note = f"{median(quiet):.1f} ms at rest"
        results.append(Result(f"{name} at p99 under attack", tuple(busy), bar, "ms", note))
    load_name = "a second after it, of a core"
    return [*results, Result(load_name, tuple(100 * part for part in loads), 100 * IDLE, "%")]


def probes_of(port: int) -> dict[str, Connection]:
    """What a person at the page asks for."""
    step = f"/api/v1/checkpoints/{create(port, COURSE)}/steps/11"
    return {
        "GET /healthz": Connection(port, "GET", "/healthz"),
        "GET /": Connection(port, "GET", "/"),
        "GET /catalog": Connection(port, "GET", "/api/v1/catalog"),
        "GET …/steps/11, warm": Connection(port, "GET", step),
        "POST /trace": Connection(port, "POST", "/api/v1/trace", orjson.dumps(COURSE)),
    }


def asked(probes: dict[str, Connection], times: int) -> dict[str, float]:
    """The time that one in a hundred takes longer than, in milliseconds, of each in turn."""
    taken: dict[str, list[float]] = {name: [] for name in probes}
    for _ in range(times):
        for name, connection in probes.items():
            start = perf_counter()
            connection.ask()
            taken[name].append(1e3 * (perf_counter() - start))
            sleep(PAUSE)
    return {name: sorted(each)[times * 99 // 100] for name, each in taken.items()}


@contextmanager
def attack(port: int, id: str) -> Iterator[None]:
    """While this lasts, in a process of its own."""
    command = [sys.executable, "-m", "bench.attackers", str(port), id]
    attackers = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        sleep(0.5)
        yield
    finally:
        attackers.kill()
        told = Counter(attackers.communicate()[0].decode().split())
        print(f"    clients: {dict(told)}", flush=True)


def load(pid: int, seconds: float = 1.0) -> float:
    """How much of a core a process and its children take."""
    before = ticks(pid)
    sleep(seconds)
    return (ticks(pid) - before) / os.sysconf("SC_CLK_TCK") / seconds


def ticks(pid: int) -> int:
    """Of the clock, that a process and its children have taken so far."""
    taken = 0
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(place.name) == pid or int(fields[1]) == pid:
            taken += int(fields[11]) + int(fields[12])
    return taken


if __name__ == "__main__":
    for result in measure():
        print(result)
