"""Clients who write as fast as they are answered, and note what was acknowledged."""

from concurrent.futures import ThreadPoolExecutor
from threading import Condition, Event

import httpx

from backstep.presets import PRESETS

COURSE = PRESETS["course"]["description"]
WRITERS = 8  # of each address
MANY = 60  # acknowledged, and the rest is on its way
LONG = 300  # seconds, where others keep the machine busy


class Writers:
    """So many clients of each address, who create, edit and go on; and what they were told of."""

    def __init__(self, addresses: list[str]) -> None:
        self.told: dict[str, float] = {}
        self.failed: list[str] = []
        self.over, self._heard = Event(), Condition()
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
        with self._heard:
            self.told[here] = loss
            self._heard.notify_all()

    def wait(self, more: int) -> None:
        """Until so many more have been acknowledged."""
        with self._heard:
            enough = len(self.told) + more
            come = self._heard.wait_for(lambda: len(self.told) >= enough, LONG)
        if not come:
            self.over.set()
            raise AssertionError((len(self.told), self.failed[:3]))

    def end(self) -> None:
        self.over.set()
        self._pool.shutdown()


def begun(*addresses: str) -> Writers:
    """Writers who are at it."""
    writers = Writers([*addresses])
    writers.wait(MANY)
    return writers


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
