"""Bodies at the limit, one after the other, against a real server: others are served meanwhile."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.reading.bodies import body, names
from tests.serving.conftest import Served, head, serving

LIMIT = 32 << 20
TWENTY = (
    "299 digits", "299 digits and no list", "one number", "minus zero", "ones", "floats",
    "rows of one", "names of numbers", "lists in lists", "empty lists", "ragged",
    "ever longer rows", "objects", "objects in objects", "nulls among numbers", "texts",
    "one wide text", "quotes after backslashes", "ends badly",
)  # fmt: skip
MIB = 2**20


class Memory:
    """The largest share of memory (PSS) that each process of a server has had."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self.peaks: dict[int, int] = {}

    def look(self) -> None:
        for pid in self._served.relatives():
            try:
                lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            except OSError:  # it has just ended
                continue
            share = next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
            self.peaks[pid] = max(self.peaks.get(pid, 0), share * 1024)

    @property
    def sum_of_peaks(self) -> int:
        return sum(self.peaks.values())


@contextmanager
def watched(served: Served) -> Iterator[Memory]:
    memory, over = Memory(served), threading.Event()

    def watch() -> None:
        while not over.wait(0.02):
            memory.look()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield memory
    finally:
        over.set()
        thread.join()


@contextmanager
def probed(served: Served) -> Iterator[list[float]]:
    """How long each of many requests for /healthz took, one after the other."""
    took: list[float] = []
    over = threading.Event()

    def probe() -> None:
        with httpx.Client(base_url=served.address, timeout=60) as client:
            while not over.wait(0.02):
                began = time.monotonic()
                assert client.get("/healthz").status_code == 200
                took.append(time.monotonic() - began)

    thread = threading.Thread(target=probe)
    thread.start()
    try:
        yield took
    finally:
        over.set()
        thread.join()


def post(served: Served, content: bytes, path: str = "/api/v1/trace") -> int:
    kind = {"content-type": "application/json"}
    return httpx.post(
        f"{served.address}{path}", content=content, headers=kind, timeout=120
    ).status_code


@pytest.mark.long
def test_twenty_bodies_at_the_limit_hold_nobody_up_and_leave_the_memory_bounded(
    tmp_path: Path,
) -> None:
    with serving(tmp_path) as served, watched(served) as memory:
        with probed(served) as at_rest:
            time.sleep(3)
        with probed(served) as took:
            for kind in TWENTY:
                assert post(served, body(kind, LIMIT)) in (400, 413, 422), kind
            assert post(served, names(2_500_000)) == 413
    middle = sorted(took)[len(took) // 2]
    assert len(took) > 100
    assert middle < 5 * sorted(at_rest)[len(at_rest) // 2] + 0.05
    assert max(took) < max(at_rest) + 2  # the fault was of 38 seconds
    assert memory.sum_of_peaks < 600 * MIB


@pytest.mark.long
def test_half_sent_bodies_are_held_to_a_bound(tmp_path: Path) -> None:
    with serving(tmp_path) as served:
        post(served, b"{}")
        with watched(served) as memory:
            time.sleep(0.5)
            before = memory.sum_of_peaks
            for _ in range(20):
                link = served.connect()
                link.settimeout(0.5)
                try:
                    link.sendall(head("POST", "/api/v1/trace", 30 * MIB) + b" " * 20 * MIB)
                except TimeoutError:
                    pass  # it is not read any further
            httpx.get(f"{served.address}/healthz", timeout=20)
            time.sleep(0.5)
        assert memory.sum_of_peaks < before + 200 * MIB  # of 400 that were sent
