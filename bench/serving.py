"""A server in a process of its own, and one kept connection to it that costs next to nothing."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 60.0  # seconds without a byte of an answer


class Connection:
    """Sends one request again and again, and reads each answer to its end."""

    def __init__(self, port: int, method: str, path: str, body: bytes = b"") -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        length = f"content-type: application/json\r\ncontent-length: {len(body)}\r\n" * bool(body)
        self.request = (
            f"{method} {path} HTTP/1.1\r\nhost: localhost\r\n{length}\r\n".encode() + body
        )

    def close(self) -> None:
        self.socket.close()

    def ask(self) -> bytes:
        """The body of the answer."""
        self.socket.sendall(self.request)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        assert head.split()[1].startswith(b"2"), received[:500]
        length = int(head.lower().partition(b"content-length:")[2].split()[0])
        while len(body) < length:
            body += self._more()
        return body

    def _more(self) -> bytes:
        piece = self.socket.recv(65536)
        assert piece, "it was hung up on"
        return piece


@contextmanager
def server(application: str, *options: str, **environment: str) -> Iterator[int]:
    """Starts `module:application` with uvicorn, its environment extended; gives the port."""
    with started(application, *options, **environment) as (port, _):
        yield port


@contextmanager
def started(application: str, *options: str, **environment: str) -> Iterator[tuple[int, int]]:
    """The same; gives the process's number too."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "uvicorn", application, f"--port={port}", *options]
    command += ["--log-level=warning", "--no-access-log"]
    process = subprocess.Popen(command, env=os.environ | environment)
    try:
        wait_for(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def console(*arguments: str) -> Iterator[tuple[int, int]]:
    """Our own server as people start it, its runs in memory; gives its port and its number."""
    command = [sys.executable, "-m", "backstep", "--no-open", "--port=0", "--store=memory:"]
    process = subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        said = process.stdout.readline()  # once the port is bound: who asks now is answered
        yield int(said.split()[3].rstrip("/").rpartition(":")[2]), process.pid
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()


def wait_for(port: int, patience: float = 30.0) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"nobody answers at port {port}")
