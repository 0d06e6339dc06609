"""Clients that stall or vanish leave nothing behind: no file, no thread, no work that goes on."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.serving.conftest import Served, serving
from tests.serving.test_ending import (
    half_a_body,
    half_a_head,
    idle,
    running_next,
    train,
    unread_answer,
)

pytestmark = pytest.mark.long

LOOKS = 120  # of half a second each, before something counts as left behind
QUIET = 0.05  # of a core


def unread_training(served: Served) -> None:
    train(served, receiving=4096)


CASES = (idle, half_a_head, half_a_body, unread_answer, running_next, unread_training)


def of_process(served: Served, what: str) -> int:
    """How many open files (`fd`) or threads (`task`) it has."""
    return len(list(Path(f"/proc/{served.process.pid}/{what}").iterdir()))


def seconds_of_work(served: Served) -> float:
    """That the server and its processes have done so far."""
    ticks = 0
    for pid in served.relatives():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def wait_until(holds: Callable[[], bool], what: str) -> None:
    for _ in range(LOOKS):
        if holds():
            return
        time.sleep(0.5)
    raise AssertionError(what)


def at_rest(served: Served) -> bool:
    before = seconds_of_work(served)
    time.sleep(1)
    return seconds_of_work(served) - before < QUIET


def visit(served: Served, times: int) -> None:
    """All that a client can leave half done, and then all of them are gone."""
    for _ in range(times):
        for case in CASES:
            case(served)
    answer = httpx.get(f"{served.address}/healthz", timeout=30)
    assert answer.status_code == 200, "those that stall keep nobody else waiting"
    served.open.close()


def test_clients_that_stall_or_vanish_leave_nothing_behind(tmp_path: Path) -> None:
    with serving(tmp_path, "--trainings=1") as served:
        visit(served, 3)  # what begins when it is first needed, and stays, begins now
        wait_until(lambda: at_rest(served), "what they asked for goes on")
        files, threads = of_process(served, "fd"), of_process(served, "task")
        for _ in range(4):
            visit(served, 8)
        wait_until(lambda: at_rest(served), "what they asked for goes on")
        wait_until(lambda: of_process(served, "fd") <= files, "their connections stay open")
        grown = of_process(served, "task") - threads
        assert grown <= 40, "threads are made up to the size of their pool"
