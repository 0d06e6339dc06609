"""How long another person waits for a warm step while eight trainings are asked for."""

import threading
from time import perf_counter, sleep

from bench.harness import Result
from bench.serving import Connection, server
from bench.stream import COURSE, SPIRAL, create, train

ASKED = 8
ROUNDS, EACH = 7, 300
PAUSE = 0.004  # seconds between two questions: one person, not a load test


def measure() -> Result:
    with server("backstep.main:create_app", "--factory", BACKSTEP_STORE="memory:") as port:
        step = Connection(port, "GET", f"/api/v1/checkpoints/{create(port, COURSE)}/steps/11")
        step.ask()
        id, over = create(port, SPIRAL), threading.Event()
        readers = [threading.Thread(target=listen, args=(port, id, over)) for _ in range(ASKED)]
        for reader in readers:
            reader.start()
        sleep(2)
        found = tuple(slowest(step) for _ in range(ROUNDS))
        over.set()
    for reader in readers:
        reader.join()
    return Result(f"GET …/steps/11 at p99 while {ASKED} trainings are asked for", found, 50, "ms")


def listen(port: int, id: str, over: threading.Event) -> None:
    watch = {"norms": True, "metrics": True}
    for _ in train(port, id, iterations=10**8, keep=0, watch=watch):
        if over.is_set():
            return


def slowest(step: Connection) -> float:
    """The time that one in a hundred takes longer than, in milliseconds."""
    times = []
    for _ in range(EACH):
        start = perf_counter()
        step.ask()
        times.append(1e3 * (perf_counter() - start))
        sleep(PAUSE)
    return sorted(times)[EACH * 99 // 100]
