"""A server with files of one's own, which a test can save anew."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstep.main import create_app
from backstep.settings import Settings

API = "/api/v1"
Json = dict[str, Any]
PATIENCE = 60.0  # seconds; a crowded machine may need some of them

DENSE = '''"""A dense layer of my own."""

import numpy as np

parameters = {"W": lambda x, units=3: (x[-1], units), "b": lambda units=3: (units,)}


def y(x, W, b):
    return x @ W + b


def dW(dy, x):
    return x.T @ dy


def db(dy):
    return dy.sum(axis=0)


def dx(dy, W):
    return dy @ W.T
'''


class Own:
    """A server, and the files that its layers stand in."""

    def __init__(self, client: TestClient, folder: Path) -> None:
        self.client, self.folder = client, folder

    def kinds(self, after: str | None = None) -> Json:
        asked = {"after": after} if after else {}
        return dict(self.client.get(f"{API}/kinds", params=asked).json())

    def kind(self, name: str) -> Json:
        return next(kind for kind in self.kinds()["kinds"] if kind["kind"] == name)

    def save(self, file: str, text: str) -> Json:
        """Save a file; what is told of it once that has been seen."""
        before = self.kinds()
        (self.folder / file).write_text(text, encoding="utf-8")
        return self.until(lambda k: k["file"] == file and told(k) != of(before, file), file)

    def checked(self, file: str) -> Json:
        """What the check says of a file, once it has."""
        return self.until(lambda kind: kind["check"] is not None, file)["check"]

    def until(self, holds: Callable[[Json], bool], file: str) -> Json:
        end, stamp = time.monotonic() + PATIENCE, None
        while time.monotonic() < end:
            now = self.kinds(stamp)
            found = next(kind for kind in now["kinds"] if kind["file"] == file)
            if holds(found):
                return found
            stamp = now["stamp"]
        raise AssertionError(f"{file} never came to that: {found}")

    def create(self, description: Json) -> str:
        answer = self.client.post(f"{API}/checkpoints", json=description)
        assert answer.status_code == 201, answer.text
        return str(answer.headers["location"])


def told(kind: Json) -> tuple[Any, Any]:
    return kind["version"], kind["problem"]


def of(kinds: Json, file: str) -> tuple[Any, Any]:
    return next(told(kind) for kind in kinds["kinds"] if kind["file"] == file)


@contextmanager
def serving(folder: Path, texts: dict[str, str], **settings: Any) -> Iterator[Own]:
    """A server with these files: their texts, by their names; a class by FILE:NAME."""
    folder.chmod(0o700)
    named = []
    for name, text in texts.items():
        path = folder / name.partition(":")[0]
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        named.append(str(folder / name))
    told = {"store": "memory:", "allowed_hosts": "", **settings}
    app = create_app(Settings(kinds=tuple(named), **told))
    with TestClient(app, base_url="http://localhost") as client:
        yield Own(client, folder)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Own]]:
    """Starts a server with these files, which ends with the test."""
    with ExitStack() as running:
        yield lambda texts, **more: running.enter_context(serving(tmp_path, texts, **more))


@pytest.fixture
def own(start: Callable[..., Own]) -> Own:
    """The dense layer, right."""
    return start({"dense.py": DENSE})


def network(*layers: Json | str) -> Json:
    """Four samples through these layers, at a mean squared error of two numbers each."""
    return {
        "network": {
            "layers": [{"kind": layer} if isinstance(layer, str) else layer for layer in layers],
            "loss": {"kind": "mean_squared_error"},
            "optimizer": {"kind": "adam", "lr": 0.01},
        },
        "data": {
            "x": [[0.5, -1.25, 2.0], [1.5, 0.75, -0.5], [-2.0, 0.25, 1.0], [0.125, -0.75, 0.375]],
            "target": [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.5]],
        },
        "seed": 7,
    }
