"""A real server in a thread: streams can be read while they go on, and cut."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from backstep.main import create_app
from backstep.settings import Settings
from tests.training.networks import Json

Told = list[tuple[str, Json]]


@dataclass(frozen=True)
class Site:
    """A server, and a client for it."""

    client: httpx.Client

    def create(self, description: Json) -> str:
        answer = self.client.post("/checkpoints", json=description)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    @contextmanager
    def training(self, id: str, **body: Any) -> Iterator[Iterator[tuple[str, Json]]]:
        """The events of a training, as they come; leaving the block cuts the stream."""
        with self.client.stream("POST", f"/checkpoints/{id}/train", json=body) as answer:
            assert answer.status_code == 200, answer.read()
            assert answer.headers["content-type"].startswith("text/event-stream")
            yield events(answer)

    def train(self, id: str, **body: Any) -> Told:
        with self.training(id, **body) as told:
            return list(told)

    def get(self, path: str, **query: Any) -> Json:
        answer = self.client.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def weights(self, id: str) -> Any:
        return [self.get(f"/checkpoints/{id}/tensors/{a}")["data"] for a in ("l1.W", "l3.W")]


def events(answer: httpx.Response) -> Iterator[tuple[str, Json]]:
    name, quiet = "", 0
    for line in answer.iter_lines():
        field, _, value = line.partition(": ")
        quiet = quiet + 1 if line.startswith(":") else quiet * (not line)
        assert quiet < 6, "nothing but signs of life"
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)


@contextmanager
def serving(**settings: Any) -> Iterator[Site]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()  # who asks before the server is up waits, and is not refused
        config = uvicorn.Config(create_app(Settings(**settings)), log_level="warning")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        place = f"http://127.0.0.1:{listener.getsockname()[1]}/api/v1"
        try:
            with httpx.Client(base_url=place, timeout=60) as client:
                yield Site(client)
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving(store="memory:") as site:
        yield site


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Any]]:
    """Servers on one file, one after the other."""
    yield lambda **more: serving(store=f"sqlite:///{tmp_path / 'runs.sqlite'}", **more)
