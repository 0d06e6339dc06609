"""200 clients write, and the server is killed or told to end: what it acknowledged is there."""

import json
import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstep.main import create_app
from backstep.presets import PRESETS
from backstep.settings import Settings
from tests.serving.conftest import Json, serving

pytestmark = pytest.mark.long

WRITERS = 200
ENOUGH = 800  # acknowledged writes of all together, before the signal comes
PATIENCE = 60
CREATE = "/api/v1/checkpoints"
COURSE: Json = PRESETS["course"]["description"]


def changes(writer: int) -> Iterator[tuple[str, Json]]:
    """What a writer does, the same whenever it is asked: a verb, and what it says."""
    yield "", {**COURSE, "seed": writer}
    for k in count():
        yield "/next", {"iterations": k % 5 + 1}
        yield "/edit", {"set": [{"address": "l2.b", "at": [0], "value": writer + k / 100}]}


class Writers:
    """Threads that write for as long as somebody answers, and note down what was acknowledged."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.told: list[list[str]] = [[] for _ in range(WRITERS)]
        self.odd: list[tuple[int, bytes]] = []  # neither acknowledged nor refused for now
        self.enough = Event()
        self._count, self._lock = 0, Lock()
        self._threads = [Thread(target=self._write, args=(number,)) for number in range(WRITERS)]

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def wait(self) -> None:
        for thread in self._threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()

    def _write(self, number: int) -> None:
        link = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with suppress(OSError, HTTPException):  # the server has gone, as it was told to
            for verb, body in changes(number):
                place = self.told[number][-1] + verb if verb else CREATE
                while not self._ask(link, number, place, body):
                    pass
        link.close()

    def _ask(self, link: HTTPConnection, number: int, place: str, body: Json) -> bool:
        link.request("POST", place, json.dumps(body), {"content-type": "application/json"})
        answer = link.getresponse()
        said = answer.read()
        if answer.status in (429, 503):  # it has too much to do, or is about to end
            return False
        if answer.status != 201:
            self.odd.append((answer.status, said))
            raise HTTPException
        self.told[number].append(answer.headers["location"])
        with self._lock:
            self._count += 1
            if self._count >= ENOUGH and all(self.told):  # and each of them got on
                self.enough.set()
        return True


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_what_200_writers_were_told_is_there_afterwards(
    tmp_path: Path, number: signal.Signals, workers: int
) -> None:
    with serving(tmp_path, f"--workers={workers}") as served:
        writers = Writers(served.port)
        writers.begin()
        assert writers.enough.wait(3 * PATIENCE), (writers.odd, served.process.poll())
        if number == signal.SIGKILL:
            os.killpg(served.process.pid, number)
        else:
            served.tell(number)
        served.wait(PATIENCE)
        writers.wait()
    assert not writers.odd
    assert all(writers.told), "each of them got on"

    with sqlite3.connect(tmp_path / "runs.sqlite") as look:
        assert look.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    look.close()
    with serving(tmp_path) as again:
        link = HTTPConnection("127.0.0.1", again.port, timeout=PATIENCE)
        for told in writers.told:
            for place in told:
                assert get(link, place)["id"] == place.rpartition("/")[2]
        for writer in range(0, WRITERS, 20):
            last = writers.told[writer][-1]
            assert get(link, f"{last}/trace") == afresh(writer, writers.told[writer])
        link.close()


def get(link: HTTPConnection, place: str) -> Json:
    link.request("GET", place)
    answer = link.getresponse()
    said: Any = json.loads(answer.read())
    assert answer.status == 200, (place, said)
    return dict(said)


def afresh(writer: int, told: list[str]) -> Json:
    """The trace that the same changes lead to on a server that nobody has disturbed."""
    with TestClient(create_app(Settings(store="memory:"))) as client:
        place = CREATE
        for expected, (verb, body) in zip(told, changes(writer), strict=False):
            place = client.post(place + verb, json=body).headers["location"]
            assert place == expected
        return dict(client.get(f"{place}/trace").json())
