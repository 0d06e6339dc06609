"""Real servers in processes of their own, and clients that behave badly."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

Json = dict[str, Any]


@dataclass
class Served:
    """A server's process, its address, and the sockets that are open to it."""

    process: subprocess.Popen[str]
    port: int
    open: ExitStack = field(default_factory=ExitStack)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self, receiving: int | None = None) -> socket.socket:
        link = self.open.enter_context(socket.socket())
        if receiving:
            link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receiving)
        link.settimeout(120)
        link.connect(("127.0.0.1", self.port))
        return link

    def send(self, method: str, path: str, body: Json | None = None, **more: Any) -> socket.socket:
        """A request whose answer is not read."""
        link = self.connect(**more)
        content = json.dumps(body or {}).encode()
        link.sendall(head(method, path, len(content)) + content)
        return link

    def create(self, description: Json) -> str:
        answer = httpx.post(f"{self.address}/api/v1/checkpoints", json=description, timeout=120)
        assert answer.status_code == 201, answer.text
        return str(answer.headers["location"])

    def tell(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def wait_until_deaf(self) -> None:
        """Until nobody is let in any more: it has heard that it is to end."""
        with suppress(OSError):
            while True:
                socket.create_connection(("127.0.0.1", self.port), timeout=120).close()
                time.sleep(0.01)

    def wait(self, seconds: float) -> float:
        """How long it takes to end, in seconds."""
        began = time.monotonic()
        self.process.wait(seconds)
        return time.monotonic() - began

    def relatives(self) -> list[int]:
        """The processes that it has begun, and itself, as far as they are still there."""
        return [pid for pid in processes() if session_of(pid) == self.process.pid]


def head(method: str, path: str, length: int) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1", "content-type: application/json"]
    return "\r\n".join([*lines, f"content-length: {length}", "", ""]).encode()


def processes() -> list[int]:
    return [int(place.name) for place in Path("/proc").iterdir() if place.name.isdigit()]


def session_of(pid: int) -> int | None:
    """Of a process that lives; one that has died and is not yet buried has none."""
    with suppress(OSError):
        state, *rest = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
        return None if state in "ZX" else int(rest[2])
    return None


CONSOLE = (str(Path(sys.executable).with_name("backstep")),)
WATCHED = (sys.executable, "-m", "tests.serving.watched")  # it tells how long its loop was held
ROOT = Path(__file__).parents[2]


@contextmanager
def serving(folder: Path, *arguments: str, program: tuple[str, ...] = CONSOLE) -> Iterator[Served]:
    """The console script on a file of its own; whatever it leaves behind is killed."""
    command = [*program, "--no-open", "--port=0"]
    if not any(argument.startswith("--store") for argument in arguments):
        command.append(f"--store=sqlite:///{folder / 'runs.sqlite'}")
    command += arguments
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    found = re.search(r"http://[^:]+:(\d+)/", said)
    served = Served(process, int(found[1]) if found else 0)
    try:
        assert found, said + process.communicate()[1]
        httpx.get(f"{served.address}/healthz", timeout=60)  # workers begin slowly on a busy machine
        yield served
    finally:
        served.open.close()
        for pid in served.relatives():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.communicate()
