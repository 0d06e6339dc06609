"""How long who needs little has to wait while others ask for very much and vanish."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextlib import nullcontext as quiet
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import orjson

from bench.harness import Result
from bench.serving import Connection, console
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


@dataclass(frozen=True)
class Found:
    """Milliseconds by question, one for each run, at rest and under attack; and what part of a core
    was used in the second after each attack.
    """

    rest: dict[str, tuple[float, ...]]
    attacked: dict[str, tuple[float, ...]]
    loads: tuple[float, ...]


def measure() -> list[Result]:
    found = run(RUNS, PROBES, 0.99)
    results = []
    for name, busy in found.attacked.items():
        quiet = median(found.rest[name])
        results.append(
            Result(f"{name} at p99 under attack", busy, bar(quiet), "ms", f"{quiet:.1f} ms at rest")
        )
    used = tuple(100 * part for part in found.loads)
    return [*results, Result("a second after it, of a core", used, 100 * IDLE, "%")]


def bar(quiet: float) -> float:
    """The milliseconds that are allowed under attack for what takes so many at rest."""
    return TIMES * quiet + MORE


def run(
    runs: int, probes: int, share: float, beside: Callable[[], AbstractContextManager[None]] = quiet
) -> Found:
    """Each question so many times in each run; kept is the time within which this share of them is
    answered. `beside` is what else the machine does at rest.
    """
    with console() as (port, pid), probes_of(port) as questions:
        target = create(port, TINY)
        asked(questions, max(10, probes // 10), share)  # nothing is measured cold
        with beside():
            rest = [asked(questions, probes, share) for _ in range(runs)]
        attacked, loads = [], []
        for _ in range(runs):
            with attack(port, target):
                attacked.append(asked(questions, probes, share))
            sleep(1.0)
            loads.append(load(pid))
    return Found(by_name(rest), by_name(attacked), tuple(loads))


def by_name(runs: list[dict[str, float]]) -> dict[str, tuple[float, ...]]:
    return {name: tuple(run[name] for run in runs) for name in runs[0]}


@contextmanager
def probes_of(port: int) -> Iterator[dict[str, Connection]]:
    """What a person at the page asks for."""
    step = f"/api/v1/checkpoints/{create(port, COURSE)}/steps/11"
    probes = {
        "GET /healthz": Connection(port, "GET", "/healthz"),
        "GET /": Connection(port, "GET", "/"),
        "GET /catalog": Connection(port, "GET", "/api/v1/catalog"),
        "GET …/steps/11, warm": Connection(port, "GET", step),
        "POST /trace": Connection(port, "POST", "/api/v1/trace", orjson.dumps(COURSE)),
    }
    try:
        yield probes
    finally:
        for connection in probes.values():
            connection.close()


def asked(probes: dict[str, Connection], times: int, share: float) -> dict[str, float]:
    """The time within which this share of them is answered, in milliseconds, of each in turn."""
    taken: dict[str, list[float]] = {name: [] for name in probes}
    for _ in range(times):
        for name, connection in probes.items():
            start = perf_counter()
            connection.ask()
            taken[name].append(1e3 * (perf_counter() - start))
            sleep(PAUSE)
    return {name: sorted(each)[int(times * share)] for name, each in taken.items()}


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
