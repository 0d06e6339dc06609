"""A class trains: thirty browsers at one address, each with a network of its own, all at once.

Each asks what the page asks: the network, its iteration, a training with all of the stage watched,
and once a second what a step asks for. Bounded: thirty clients, for some seconds.
"""

import json
import shutil
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench.beside_playground import BEGIN, KEY, READ, at
from bench.devtools import chromium
from bench.harness import Result
from bench.page_speed import FLAGS, NAMES
from bench.serving import console
from bench.stream import SPIRAL
from bench.watched import everything

BROWSERS = 30
TRAINED = 12.0  # seconds
EVERY = 1.0  # seconds from one step to the next
ATREST = 60  # steps
SLOWER, GRACE = 5.0, 50.0  # times at rest, and milliseconds more
FIRST, APART = 2000.0, 2.0  # ms to the first progress; the most that shares may be apart
MEMORY, ITERATIONS = 120.0, 10_000  # MB of a tab


@dataclass
class Browser:
    """What one reader does, and what came of it."""

    port: int
    seed: int
    id: str = ""
    watch: Any = None  # all of the stage
    waited: float = 0.0  # ms to the first progress
    reached: int = 0
    steps: list[float] = field(default_factory=list)  # ms each
    lost: list[str] = field(default_factory=list)

    @property
    def headers(self) -> dict[str, str]:
        """Each browser has its own cookie, behind one address."""
        return {
            "content-type": "application/json",
            "cookie": f"backstep_client={self.seed:032x}",
        }

    def ask(self, path: str, body: Any = None) -> Any:
        link = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            data = None if body is None else json.dumps(body)
            link.request("GET" if body is None else "POST", f"/api/v1{path}", data, self.headers)
            answer = link.getresponse()
            read = answer.read()
            if answer.status not in (200, 201):
                self.lost.append(f"{answer.status} {path}")
                return {}
            return json.loads(read)
        finally:
            link.close()

    def open(self) -> None:
        self.id = self.ask("/checkpoints", SPIRAL | {"seed": self.seed})["id"]
        self.ask(f"/checkpoints/{self.id}/trace")
        self.watch = everything(self.port, self.id)

    def step(self) -> None:
        """What the page asks for at a step: the number's terms, and a chain."""
        began = time.perf_counter()
        self.ask(f"/checkpoints/{self.id}/explain/l3.dW?at=0,0")
        self.ask(f"/checkpoints/{self.id}/chain/l3.dW")
        self.steps.append(1e3 * (time.perf_counter() - began))

    def train(self, seconds: float) -> None:
        link = HTTPConnection("127.0.0.1", self.port, timeout=60)
        body = json.dumps({"iterations": 10**8, "keep": 0, "watch": self.watch})
        began = time.perf_counter()
        link.request("POST", f"/api/v1/checkpoints/{self.id}/train", body, self.headers)
        answer = link.getresponse()
        if answer.status != 200:
            self.lost.append(f"{answer.status} train")
            return
        for line in answer:
            if line.startswith(b'data: {"iteration"'):
                self.waited = self.waited or 1e3 * (time.perf_counter() - began)
                self.reached = int(line.split(b":", 3)[2].partition(b",")[0])
            if time.perf_counter() - began > seconds:
                break
        link.close()


def together(browsers: list[Browser], task: Callable[[Browser], None]) -> None:
    threads = [threading.Thread(target=task, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def stepping(browser: Browser) -> None:
    end = time.perf_counter() + TRAINED
    time.sleep(EVERY * browser.seed / BROWSERS)  # not all at the same moment
    while time.perf_counter() < end:
        browser.step()
        time.sleep(EVERY)


def worst(steps: list[float]) -> float:
    """The 99th percentile."""
    return quantiles(steps, n=100)[-1]


def measure() -> list[Result]:
    with console() as (port, _):
        browsers = [Browser(port, seed) for seed in range(BROWSERS)]
        for browser in browsers:
            browser.open()
        for _ in range(ATREST):
            browsers[0].step()
        rest = worst(browsers[0].steps)
        for browser in browsers:
            browser.steps.clear()
        trainers = [Browser(port, one.seed, one.id, one.watch) for one in browsers]
        trained = threading.Thread(
            target=together, args=(trainers, lambda browser: browser.train(TRAINED))
        )
        trained.start()
        together(browsers, stepping)
        trained.join()
    steps = [step for browser in browsers for step in browser.steps]
    lost = [what for browser in (*browsers, *trainers) for what in browser.lost]
    shares = sorted(browser.reached for browser in trainers)
    ratio = max(0.0, worst(steps) - GRACE) / rest
    apart = shares[-1] / max(1, shares[0])
    waited = max(browser.waited for browser in trainers)
    note = f"p99 {worst(steps):.0f} ms against {rest:.1f} ms at rest, {len(steps)} steps"
    return [
        Result("thirty train: a step's p99 less 50 ms, at rest", (ratio,), SLOWER, "×", note),
        Result("thirty train: the longest wait for progress", (waited,), FIRST, "ms"),
        Result("thirty train: the largest share by the smallest", (apart,), APART, "×"),
        Result("thirty train: requests lost", (float(len(lost)),), 0.0, "", ", ".join(lost[:3])),
        *tab(),
    ]


def tab() -> list[Result]:
    """The memory of a tab in which many iterations have been watched."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        return []
    with console() as (port, _), chromium(found, FLAGS) as socket:
        page = at(socket, f"http://127.0.0.1:{port}/?preset=spiral&lang=en")
        page.ask(KEY, type="keyDown", key="d", text="d")
        time.sleep(1)
        page.evaluate(BEGIN)
        end = time.monotonic() + 120
        while page.evaluate(READ) < ITERATIONS and time.monotonic() < end:
            time.sleep(0.5)
        page.session, own = "", page.session  # the browser knows its processes
        told = page.ask("SystemInfo.getProcessInfo")["processInfo"]
        page.session = own
        sizes = [size(one["id"]) for one in told if one["type"] == "renderer"]
        page.close()
    note = f"after {ITERATIONS:,} iterations"
    return [
        Result("thirty train: a tab's own and shared memory", (max(sizes),), MEMORY, "MB", note)
    ]


def size(process: int) -> float:
    """The proportional set of a process in MB: its own memory, and its share of what others use."""
    rolled = Path(f"/proc/{process}/smaps_rollup").read_text()
    pss = next(line for line in rolled.splitlines() if line.startswith("Pss:"))
    return int(pss.split()[1]) / 1000


if __name__ == "__main__":
    for result in measure():
        sys.stdout.write(f"{result}\n")
