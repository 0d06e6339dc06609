"""Many connections at once, each asking as fast as it is answered: ours beside the bare framework.

The bare framework sends ready bytes, as many as our answer has. Both take turns in one run, so a
busy machine slows both alike.
"""

import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from backstep.presets import PRESETS
from bench.harness import Result
from bench.serving import server
from bench.wrk import MISSING, WRK, Answers, load

CONNECTIONS = (1, 16, 64)
COURSE = json.dumps(PRESETS["course"]["description"]).encode()
TRACE = "POST /trace, the course's network"
# How many times as fast the bare framework may be, at most; a trace is computed anew each time.
BARS = {
    "the page": 2.0,
    "a file of the page": 2.0,
    "GET …/steps/11, warm": 3.0,
    "GET …/trace, warm": 3.0,
    TRACE: 150.0,
}


@dataclass(frozen=True)
class Question:
    """What is asked again and again, and how large its answer is."""

    name: str
    path: str
    body: bytes
    size: int


@dataclass(frozen=True)
class Held:
    """One question at so many connections: ours and theirs in each turn."""

    question: Question
    connections: int
    turns: tuple[tuple[Answers, Answers], ...]

    def ratio(self, what: str) -> tuple[float, ...]:
        """Ours over the bare framework's, in each turn: `rate`, `p50`, `p99` or `work`."""
        return tuple(getattr(ours, what) / getattr(theirs, what) for ours, theirs in self.turns)

    @property
    def result(self) -> Result:
        """How many times as fast the bare framework is."""
        p50, p99, work = (median(self.ratio(what)) for what in ("p50", "p99", "work"))
        ours = median(answers.rate for answers, _ in self.turns)
        note = f"{ours:,.0f} a second; p50 {p50:.1f} ×, p99 {p99:.1f} ×; work {work:.2f} ×"
        name = f"{self.question.name}, {self.question.size:,} bytes, {self.connections} at once"
        found = tuple(1 / ratio for ratio in self.ratio("rate"))
        return Result(name, found, BARS[self.question.name], "×", note)


def measure(seconds: int = 2, turns: int = 5) -> list[Result]:
    """Nothing where wrk is not installed."""
    if WRK is None:
        print(MISSING)
        return []
    return [held.result for held in compare(seconds, turns)]


def compare(seconds: int, turns: int) -> Iterator[Held]:
    backstep = server("backstep.main:create_app", "--factory", BACKSTEP_STORE="memory:")
    with backstep as ours, server("bench.ready:app") as theirs:
        for question in questions(ours):
            ready = f"/ready/{question.size}"
            load(theirs, ready, question.body, 1, 1)  # neither pays for a cold start
            load(ours, question.path, question.body, 1, 1)
            for connections in CONNECTIONS:
                found = []
                for _ in range(turns):
                    us = load(ours, question.path, question.body, connections, seconds)
                    them = load(theirs, ready, question.body, connections, seconds)
                    found.append((us, them))
                yield Held(question, connections, tuple(found))


def questions(port: int) -> Iterator[Question]:
    """The page, one of its files, a warm step, a warm trace, and a trace that is computed."""
    place = json.loads(ask(port, "/api/v1/checkpoints", COURSE))["id"]
    paths = {
        "the page": "/",
        "a file of the page": "/static/js/main.js",
        "GET …/steps/11, warm": f"/api/v1/checkpoints/{place}/steps/11",
        "GET …/trace, warm": f"/api/v1/checkpoints/{place}/trace",
        TRACE: "/api/v1/trace",
    }
    for name, path in paths.items():
        body = COURSE if name == TRACE else b""
        yield Question(name, path, body, len(ask(port, path, body)))


def ask(port: int, path: str, body: bytes = b"") -> bytes:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body or None)
    request.add_header("content-type", "application/json")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return bytes(answer.read())
