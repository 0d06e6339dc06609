"""The spiral learnt with all of it watched, against nothing watched: speed, pictures and bytes.

Through the API, in turns; a client reads and throws away. Speed is in iterations a second.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from time import perf_counter
from typing import Any

from bench.harness import Result
from bench.serving import server
from bench.stream import SPIRAL, create

TURNS = 5
SECONDS = 4.0
GRID = {"x": [-1.2, 1.2, 64], "y": [-1.2, 1.2, 64]}
NOTHING = {"encoding": "packed"}
FASTEST = 1 / 0.6  # times that nothing watched may be as fast as all
MOST_BYTES = 150.0  # kB a second
LONGEST = 100.0  # ms from one picture to the next


@dataclass(frozen=True)
class Seen:
    """What came in a second."""

    iterations: float
    pictures: float
    kilobytes: float


def measure() -> list[Result]:
    with server("backstep.main:create_app", "--factory", BACKSTEP_STORE="memory:") as port:
        id = create(port, SPIRAL)
        watch = everything(port, id)
        seen(port, id, NOTHING)  # so that the processes have begun
        turns = [
            (seen(port, id, {"encoding": "packed"}), seen(port, id, watch)) for _ in range(TURNS)
        ]
    ratios = tuple(nothing.iterations / everything.iterations for nothing, everything in turns)
    gaps = tuple(1e3 / everything.pictures for _, everything in turns)
    sent = tuple(everything.kilobytes for _, everything in turns)
    return [
        Result("the spiral learnt: nothing watched, all watched", ratios, FASTEST, "×"),
        Result("from one picture of all to the next", gaps, LONGEST, "ms"),
        Result("sent for pictures of all, a second", sent, MOST_BYTES, "kB"),
    ]


def everything(port: int, id: str) -> dict[str, Any]:
    """All that the stage shows, and the plane."""
    link = HTTPConnection("127.0.0.1", port)
    link.request("GET", f"/api/v1/checkpoints/{id}/trace?tensors=none")
    trace = json.loads(link.getresponse().read())
    link.close()
    shown = [step["writes"] for step in trace["steps"] if step["phase"] != "update"]
    given = [
        f"{node['id']}.{name}" for node in trace["nodes"] for name in node.get("parameters", ())
    ]
    cells = [{"address": "l2.y", "at": [0, 0]}]
    return {
        "encoding": "packed", "norms": True, "metrics": True, "tensors": [*given, *shown],
        "cells": cells, "predict": {"grid": GRID},
    }  # fmt: skip


def seen(port: int, id: str, watch: dict[str, Any]) -> Seen:
    """What comes in some seconds, from the first progress on."""
    link = HTTPConnection("127.0.0.1", port)
    body = json.dumps({"iterations": 10**8, "keep": 0, "watch": watch})
    link.request(
        "POST", f"/api/v1/checkpoints/{id}/train", body, {"content-type": "application/json"}
    )
    told = pictures(link.getresponse())
    first, _ = next(told)
    began, size, count, last = perf_counter(), 0, 0, first
    while perf_counter() - began < SECONDS:
        last, sent = next(told)
        size, count = size + sent, count + 1
    took = perf_counter() - began
    link.close()
    return Seen((last - first) / took, count / took, size / took / 1e3)


def pictures(answer: Any) -> Iterator[tuple[int, int]]:
    """The iteration of each progress, and the bytes since the one before."""
    size = 0
    for line in answer:
        size += len(line)
        if line.startswith(b'data: {"iteration"'):
            yield int(line.split(b":", 3)[2].partition(b",")[0]), size
            size = 0
