"""A student at the page, as the server hears it: the requests of each act, one after another."""

import gzip
import json
from http.client import HTTPConnection
from time import perf_counter
from typing import Any

from backstep.api.client import COOKIE
from bench.stream import COURSE, SPIRAL

# What the page asks for while it trains: norms, metrics, the last layer in numbers, and the plane.
GRID = {"x": [-1.2, 1.2, 64], "y": [-1.2, 1.2, 64]}
WATCH = {"encoding": "packed", "norms": True, "metrics": True, "tensors": ["l5.W", "l5.dW"],
         "predict": {"grid": GRID}}  # fmt: skip
SHOWN = ("l1.y", "l2.y", "l3.y", "l3.dW", "l2.dW", "l1.dW")
TRAINED = 2000  # iterations


class Busy(Exception):
    """Told to try again later."""


class Student:
    """Somebody with a network of their own; what they were sent, and how long they waited."""

    def __init__(self, port: int, seed: int) -> None:
        self._link = HTTPConnection("127.0.0.1", port, timeout=120)
        self._headers = {"accept-encoding": "gzip", "content-type": "application/json",
                         "cookie": f"{COOKIE}={seed:032x}"}  # fmt: skip
        self._seed, self._acts = 1000 * seed, 0
        self.received, self.turned_away, self.waits = 0, 0, list[float]()
        self.open()

    def open(self) -> None:
        """The page, and two networks of their own."""
        self._seed += 1
        self._ask("GET", "/")
        self._here = self._stand({**COURSE, "seed": self._seed})
        self._spiral = self._stand({**SPIRAL, "seed": self._seed})

    def step(self) -> None:
        """A key: the terms of the number that the next step shows; at a gradient its chain too."""
        self._acts += 1
        shown = SHOWN[self._acts % len(SHOWN)]
        self._ask("GET", f"{self._here}/explain/{shown}?at=0,0")
        if self._acts % len(SHOWN) == 0:
            self._ask("GET", f"{self._here}/chain/l1.dW")

    def change(self) -> None:
        """A weight typed over, and two iterations from there."""
        self._acts += 1
        body = {"set": [{"address": "l2.W", "at": [0, 0], "value": self._acts / 1000}]}
        self._go(f"{self._here}/edit", body)
        for _ in range(2):
            self._go(f"{self._here}/next", {"iterations": 1})

    def train(self) -> None:
        """The spiral from where it was left, drawn as it learns."""
        body = {"iterations": TRAINED, "keep": 20, "watch": WATCH}
        said = self._ask("POST", f"{self._spiral}/train", body, waits=False)
        last = [line for line in said.splitlines() if line.startswith(b"data: ")][-1]
        self._spiral = f"/api/v1/checkpoints/{json.loads(last[6:])['id']}"
        self._ask("GET", f"{self._spiral}/trace")
        self._ask("GET", f"{self._spiral}/metrics?part=train")
        self._ask("POST", f"{self._spiral}/predict", {"grid": GRID})

    def _go(self, path: str, body: dict[str, Any]) -> None:
        self._here = f"/api/v1/checkpoints/{json.loads(self._ask('POST', path, body))['id']}"
        self._ask("GET", f"{self._here}/trace")
        self._ask("GET", f"{self._here}/history")

    def _stand(self, description: dict[str, Any]) -> str:
        made = json.loads(self._ask("POST", "/api/v1/checkpoints", description))
        place = f"/api/v1/checkpoints/{made['id']}"
        self._ask("GET", f"{place}/trace")
        return place

    def _ask(self, method: str, path: str, body: Any = None, *, waits: bool = True) -> bytes:
        began, content = perf_counter(), json.dumps(body) if body else None
        try:
            self._link.request(method, path, content, self._headers)
            answer = self._link.getresponse()
        except ConnectionError:  # closed since it was idle, as a browser hears too
            self._link.close()
            self._link.request(method, path, content, self._headers)
            answer = self._link.getresponse()
        sent = answer.read()
        if answer.status == 429:
            self.turned_away += 1
            raise Busy
        if answer.status >= 400:
            raise RuntimeError(f"{answer.status} {path} {sent[:300]!r}")
        if waits:
            self.waits.append(perf_counter() - began)
        self.received += len(sent)
        return unpacked(answer.getheader("content-encoding"), sent)

    def close(self) -> None:
        self._link.close()


def unpacked(encoding: str | None, sent: bytes) -> bytes:
    return gzip.decompress(sent) if encoding == "gzip" else sent
