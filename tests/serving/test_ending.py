"""Told to end, the server ends: whatever its clients do, with one process and with several."""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from signal import SIGINT, SIGTERM

import httpx
import pytest

from backstep.presets import PRESETS
from tests.serving.conftest import Json, Served, head, serving

MOONS: Json = {
    "network": {
        "layers": [
            {"kind": "linear", "units": 64}, {"kind": "tanh"}, {"kind": "linear", "units": 1},
        ],
        "loss": {"kind": "squared_error"},
    },
    "data": {"dataset": "moons", "samples": 200},
}  # fmt: skip
LARGE: Json = {
    "network": {"layers": [{"kind": "linear", "units": 1000}], "loss": {"kind": "squared_error"}},
    "data": {"x": [[0.1] * 1000], "target": [[0.5] * 1000]},
}


def nothing(served: Served) -> None:
    """Nobody is there."""


def idle(served: Served) -> None:
    link = served.send("GET", "/healthz")
    assert link.recv(100)


def half_a_head(served: Served) -> None:
    served.connect().sendall(b"POST /api/v1/trace HTTP/1.1\r\nHost: x\r\n")


def half_a_body(served: Served) -> None:
    served.connect().sendall(head("POST", "/api/v1/trace", 1000) + b'{"a"')


def unread_answer(served: Served) -> None:
    """20 MB for a client that reads nothing."""
    place = served.create(LARGE)
    link = served.send("GET", f"{place}/tensors/l1.W?inline=10000000", receiving=4096)
    link.recv(1, socket.MSG_PEEK)


def running_next(served: Served) -> None:
    served.send("POST", f"{served.create(MOONS)}/next", {"iterations": 20_000})


def gone_next(served: Served) -> None:
    served.send("POST", f"{served.create(MOONS)}/next", {"iterations": 20_000})
    time.sleep(0.2)
    served.open.close()


def train(served: Served, **more: int) -> socket.socket:
    order = {"iterations": 10_000_000, "watch": {"norms": True, "tensors": ["l1.W"]}}
    link = served.send("POST", f"{served.create(MOONS)}/train", order, **more)
    link.recv(1, socket.MSG_PEEK)
    return link


def training_read(served: Served) -> None:
    link = train(served)
    while b"event: progress" not in link.recv(100_000):
        pass


def training_unread(served: Served) -> None:
    train(served, receiving=4096)
    time.sleep(1)


Case = Callable[[Served], None]
CASES: list[Case] = [
    nothing, idle, half_a_head, half_a_body, unread_answer, running_next, gone_next, training_read,
    training_unread,
]  # fmt: skip
# Two seconds are promised (docs/reliability.md has what was measured). What this holds off is the
# fault that was there once, of minutes: the machine that runs it may be very busy.
PATIENCE = 60.0
# A server that has the time which a busy machine takes; on a quiet one it ends as soon as any.
PATIENT = (
    sys.executable,
    "-c",
    "from backstep import main\n"
    "from backstep.api.endpoints import train\n"
    "from backstep.serving import server\n"
    f"server.GRACE = server.LAST = {PATIENCE}\n"
    "train.LAST_LOOKS = 600\n"
    "main.run()",
)
ONCE = [
    pytest.param(case, number, id=f"{case.__name__}-{number.name}")
    for case in CASES
    for number in (SIGTERM, SIGINT)
]


def ended_well(served: Served) -> None:
    assert served.wait(PATIENCE) < PATIENCE
    complaints = served.process.stderr.read() if served.process.stderr else ""
    assert "Traceback" not in complaints and "Error" not in complaints, complaints
    assert served.process.returncode == 0
    while served.relatives():  # workers end with whoever began them
        time.sleep(0.02)


@pytest.mark.long
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(("case", "number"), ONCE)
def test_it_ends_when_told(
    tmp_path: Path, case: Case, number: signal.Signals, workers: int
) -> None:
    with serving(tmp_path, f"--workers={workers}") as served:
        case(served)
        time.sleep(0.3)
        served.tell(number)
        ended_well(served)


def test_it_ends_though_a_body_is_half_sent_an_answer_unread_and_a_long_way_begun(
    tmp_path: Path,
) -> None:
    with serving(tmp_path) as served:
        for case in (half_a_head, half_a_body, unread_answer, running_next, training_read):
            case(served)
        served.tell(SIGTERM)
        ended_well(served)


@pytest.mark.parametrize(
    ("workers", "numbers"),
    [
        (1, (SIGTERM, SIGINT)),
        pytest.param(1, (SIGINT, SIGINT), marks=pytest.mark.long),
        pytest.param(1, (SIGTERM, SIGTERM), marks=pytest.mark.long),
        pytest.param(2, (SIGINT, SIGINT), marks=pytest.mark.long),
        pytest.param(2, (SIGTERM, SIGINT), marks=pytest.mark.long),
        pytest.param(2, (SIGTERM, SIGTERM), marks=pytest.mark.long),
    ],
)
def test_told_twice_it_ends_at_once(
    tmp_path: Path, workers: int, numbers: tuple[signal.Signals, signal.Signals]
) -> None:
    with serving(tmp_path, f"--workers={workers}") as served:
        for case in (half_a_body, unread_answer, running_next, training_unread):
            case(served)
        served.tell(numbers[0])
        served.wait_until_deaf()
        served.tell(numbers[1])
        served.wait(PATIENCE)
        assert served.process.returncode == 128 + numbers[1]
        while served.relatives():
            time.sleep(0.02)


def test_a_training_that_is_read_says_what_it_has_reached_before_the_server_ends(
    tmp_path: Path,
) -> None:
    with serving(tmp_path, program=PATIENT) as served:
        link = train(served)
        served.tell(SIGTERM)
        told = b""
        while piece := link.recv(1_000_000):
            told += piece
        assert b"event: done" in told and told.endswith(b"0\r\n\r\n")
        served.wait(PATIENCE)


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.long)])
def test_what_was_acknowledged_is_there_when_it_has_ended(tmp_path: Path, workers: int) -> None:
    reached: list[str] = []
    with serving(tmp_path, f"--workers={workers}") as served:
        place = served.create(PRESETS["course"]["description"])
        with httpx.Client(base_url=served.address, timeout=120) as client:
            try:
                while True:
                    answer = client.post(f"{place}/next", json={"iterations": 3})
                    if answer.status_code != 201:
                        break
                    reached.append(place := answer.headers["location"])
                    if len(reached) == 20:
                        served.tell(SIGTERM)
            except httpx.TransportError:
                pass
        served.wait(PATIENCE)
    assert len(reached) >= 20
    with serving(tmp_path) as served:
        for path in reached:
            assert httpx.get(f"{served.address}{path}", timeout=120).status_code == 200


@pytest.mark.long
def test_workers_end_with_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers=2") as served:
        training_read(served)
        assert len(served.relatives()) > 3
        served.tell(signal.SIGKILL)
        served.wait(PATIENCE)
        end = time.monotonic() + PATIENCE
        while served.relatives():
            assert time.monotonic() < end
            time.sleep(0.02)


@pytest.mark.long
def test_a_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers=2") as served:
        before = workers_of(served)
        os.kill(min(before), signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while len(before | workers_of(served)) < 3 or len(workers_of(served)) < 2:
            assert time.monotonic() < end
            time.sleep(0.02)
        assert httpx.get(f"{served.address}/healthz", timeout=120).status_code == 200


def workers_of(served: Served) -> set[int]:
    return {
        pid
        for pid in served.relatives()
        if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    }
