"""Clients who write as fast as they are answered, and note what was acknowledged."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import httpx

from backstep.presets import PRESETS

COURSE = PRESETS["course"]["description"]
WRITERS = 8  # of each address


class Writers:
    """So many clients of each address, who create, edit and go on; and what they were told of."""

    def __init__(self, addresses: list[str]) -> None:
        self.told: dict[str, float] = {}
        self.failed: list[str] = []
        self.some, self.over = Event(), Event()
        self._pool = ThreadPoolExecutor(WRITERS * len(addresses))
        for place, address in enumerate(addresses):
            for k in range(WRITERS):
                self._pool.submit(self._write, address, 1000 * place + k)

    def _write(self, address: str, seed: int) -> None:
        with httpx.Client(base_url=address, timeout=120) as client:
            for round in range(10_000):
                if self.over.is_set():
                    return
                try:
                    self._one(client, {**COURSE, "seed": 100_000 * seed + round})
                except (httpx.HTTPError, Refused) as error:
                    self.failed.append(str(error) or type(error).__name__)
                    if self.over.wait(0.1):
                        return

    def _one(self, client: httpx.Client, description: dict[str, object]) -> None:
        here = told(client.post("/api/v1/checkpoints", json=description)).headers["location"]
        here = told(client.post(f"{here}/next", json={"iterations": 3})).headers["location"]
        loss = told(client.get(f"{here}/trace?tensors=none")).json()["loss"]
        self.told[here] = loss
        if len(self.told) > 60:
            self.some.set()

    def end(self) -> None:
        self.over.set()
        self._pool.shutdown()


class Refused(Exception):
    """An answer that does not acknowledge."""


def told(answer: httpx.Response) -> httpx.Response:
    if answer.status_code >= 400:
        raise Refused(f"{answer.status_code} {answer.text[:200]}")
    return answer


def assert_all_there(address: str, found: dict[str, float]) -> None:
    with httpx.Client(base_url=address, timeout=120) as client:
        for place, loss in found.items():
            assert told(client.get(f"{place}/trace?tensors=none")).json()["loss"] == loss
