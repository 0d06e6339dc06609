"""A real Redis server: on a free port, in a folder of its own, keeping what it says."""

import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

PROGRAM = shutil.which("redis-server")


class Server:
    """May be killed and started again on its port, with what it has kept."""

    def __init__(self, folder: Path, *options: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.address = f"redis://127.0.0.1:{self.port}/0"
        self._folder, self._options = folder, options
        self.start()

    def start(self) -> None:
        options = ["--appendonly", "yes", "--appendfsync", "always", "--save", "", *self._options]
        self._process = subprocess.Popen(
            [str(PROGRAM), "--port", str(self.port), "--bind", "127.0.0.1",
             "--dir", str(self._folder), *options],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        with Redis(port=self.port) as client:
            while True:
                try:
                    client.ping()
                    return
                except RedisError:
                    assert self._process.poll() is None, "redis-server did not start"

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def appended(self) -> int:
        """Bytes of the file to which it appends what it acknowledges."""
        return sum(part.stat().st_size for part in self._folder.rglob("*.incr.aof"))

    def freeze(self) -> None:
        """It answers nobody, and keeps the connections: as one whose machine hangs."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def empty(self) -> None:
        with Redis(port=self.port) as client:
            client.flushall()


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Server]:
    server = Server(folder, *options)
    try:
        yield server
    finally:
        server.kill()
