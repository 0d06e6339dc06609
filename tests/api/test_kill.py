"""What was acknowledged survives `kill -9`, and several workers agree: with real servers."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import httpx
import pytest

from backstep.presets import PRESETS

COURSE = PRESETS["course"]["description"]


@contextmanager
def server(store: Path, workers: int = 1) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "backstep.main", "--no-open", "--port", "0"]
    command += ["--workers", str(workers), "--store", f"sqlite:///{store}"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        assert process.stdout is not None
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address is not None
        with httpx.Client(base_url=address[0], timeout=120) as client:  # it listens already
            yield client, process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def change(value: float) -> dict[str, object]:
    return {"set": [{"address": "l2.b", "at": [0], "value": value}]}


@pytest.mark.parametrize("delay", [0.003, pytest.param(0.2, marks=pytest.mark.long)])
def test_everything_acknowledged_is_there_after_kill_9(tmp_path: Path, delay: float) -> None:
    told: dict[str, float] = {}
    with server(tmp_path / "s.sqlite") as (client, process):
        here = client.post("/api/v1/checkpoints", json=COURSE).headers["location"]
        killer = Timer(delay, os.killpg, (process.pid, signal.SIGKILL))
        with pytest.raises(httpx.TransportError):
            for k in range(100_000):
                if k == 6:
                    killer.start()
                step = client.post(f"{here}/next", json={"iterations": k % 7 + 1})
                edited = client.post(f"{step.headers['location']}/edit", json=change(k / 100))
                here = edited.headers["location"]
                told[here] = client.get(f"{here}/trace?tensors=none").json()["loss"]
        killer.join()
    assert len(told) > 5
    with server(tmp_path / "s.sqlite") as (client, _):
        for place, loss in told.items():
            assert client.get(f"{place}/trace?tensors=none").json()["loss"] == loss
        history = client.get(f"{here}/history").json()
        assert [k for k, _ in history["losses"]] == list(range(history["losses"][-1][0] + 1))
        assert client.post(f"{here}/next", json={}).status_code == 201


def test_workers_share_nothing_but_the_store(tmp_path: Path) -> None:
    with server(tmp_path / "s.sqlite", workers=2) as (client, _):
        made = client.post("/api/v1/checkpoints", json=COURSE, headers={"connection": "close"})
        here = made.headers["location"]
        losses = []
        for k in range(30):
            headers = {"connection": "close"}  # so that the next one may reach the other worker
            step = client.post(f"{here}/next", json={}, headers=headers)
            assert step.status_code == 201
            here = step.headers["location"]
            trace = client.get(f"{here}/trace?tensors=none&v={k}", headers=headers)
            assert trace.status_code == 200, trace.text
            losses.append(trace.json()["loss"])
        history = client.get(f"{here}/history").json()["losses"]
        assert [loss for _, loss in history[1:]] == losses
