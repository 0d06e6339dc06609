"""Bodies at the limit, one after the other: the server's event loop goes on meanwhile."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.reading.bodies import body, names
from tests.serving.conftest import WATCHED, Served, head, serving

LIMIT = 32 << 20
TWENTY = (
    "299 digits", "299 digits and no list", "one number", "minus zero", "ones", "floats",
    "rows of one", "names of numbers", "lists in lists", "empty lists", "ragged",
    "ever longer rows", "objects", "objects in objects", "nulls among numbers", "texts",
    "one wide text", "quotes after backslashes", "ends badly",
)  # fmt: skip
MIB = 2**20
SHARE = 0.25  # for which the event loop may be held, of what reading the body in one piece takes


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


def post(served: Served, content: bytes, path: str = "/api/v1/trace") -> httpx.Response:
    kind = {"content-type": "application/json"}
    return httpx.post(f"{served.address}{path}", content=content, headers=kind, timeout=300)


def pause(served: Served) -> float:
    """The longest time for which the event loop was held since this was asked before."""
    return float(httpx.get(f"{served.address}/pause", timeout=60).text)


def in_one_piece(content: str | bytes) -> float:
    """Seconds of the processor that reading it takes here and now: a crowded machine is slower."""
    begun = time.thread_time()
    json.loads(content)
    return time.thread_time() - begun


@pytest.mark.long
def test_twenty_bodies_at_the_limit_hold_nobody_up_and_leave_the_memory_bounded(
    tmp_path: Path,
) -> None:
    held = {}
    with serving(tmp_path, program=WATCHED) as served, watched(served) as memory:
        pause(served)
        for kind in TWENTY:
            assert post(served, body(kind, LIMIT)).status_code in (400, 413, 422), kind
            held[kind] = pause(served)
        assert post(served, names(2_500_000)).status_code == 413
        held["names"] = pause(served)
        most = SHARE * in_one_piece(body("floats", LIMIT))
    assert max(held.values()) < most, (most, held)
    assert memory.sum_of_peaks < 600 * MIB


@pytest.mark.long
def test_what_is_accepted_near_the_limit_holds_nobody_up(tmp_path: Path) -> None:
    """Kept, gone on from, changed as a whole, looked at and taken along."""
    network = '{"layers": [{"kind": "linear", "units": 1}], "loss": {"kind": "squared_error"}}'
    row = "[0.1234, 1.5, -2.25, 3.125, 4, 5, 6, 7.7, 8.8, 9.9]"
    rows, target = (f"[{','.join([one] * 400_000)}]" for one in (row, "[1]"))
    data = f'{{"x": {rows}, "target": {target}}}'
    other = data.replace("0.1234", "0.4321")
    held = {}

    def ask(method: str, path: str, content: str | None = None) -> httpx.Response:
        kind = {"content-type": "application/json"} if content else {}
        answer = httpx.request(
            method, f"{served.address}{path}", content=content, headers=kind, timeout=300
        )
        assert answer.is_success, answer.text[:500]
        held[f"{method} {path}"] = pause(served)
        return answer

    with serving(tmp_path, program=WATCHED) as served:
        pause(served)
        whole = f'{{"network": {network}, "data": {data}}}'
        place = ask("POST", "/api/v1/checkpoints", whole).headers["location"]
        ask("POST", f"{place}/next", "{}")
        ask("POST", f"{place}/predict", f'{{"x": {rows}}}')
        changed = f'{{"description": {{"data": {other}}}}}'
        place = ask("POST", f"{place}/edit", changed).headers["location"]
        for look in ("trace", "tensors/data.x?inline=1000000000", "export/json"):
            ask("GET", f"{place}/{look}")
        most = SHARE * in_one_piece(whole)
    assert max(held.values()) < most, (most, held)


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
            httpx.get(f"{served.address}/healthz", timeout=120)
            time.sleep(0.5)
        assert memory.sum_of_peaks < before + 200 * MIB  # of 400 that were sent
