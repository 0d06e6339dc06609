"""Many server processes on one port: begun together, begun again where one dies, ended together."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from socket import socket
from types import FrameType

import uvicorn
from uvicorn.config import STARTUP_FAILURE

from backstep.serving.connection import Times
from backstep.serving.server import KILLED, Server

GLANCE = 0.1  # seconds between two looks at the workers
PAUSE = 0.5  # before a worker that died is begun again
LAST = 1.8  # seconds that workers have to end in

_spawn = multiprocessing.get_context("spawn")
multiprocessing.allow_connection_pickling()  # the port goes to each worker


class Supervisor:
    """Begins the workers and waits: for one to die, or for a signal to end them all."""

    def __init__(self, config: uvicorn.Config, times: Times, port: socket) -> None:
        self._config, self._times, self._port = config, times, port
        self._workers: list[SpawnProcess] = []
        self._told = False

    def run(self) -> int:
        """Serve until told to end; the exit code says whether the workers could begin."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._hear)
        self._workers = [self._begin() for _ in range(self._config.workers)]
        code = 0
        while not self._told and not code:
            for i, worker in enumerate(self._workers):
                if not worker.is_alive() and not self._told and not code:
                    code = self._replace(i, worker)
            wait([worker.sentinel for worker in self._workers], GLANCE)
        self._end()
        return code

    def _hear(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """A signal: told twice, everything ends at once."""
        if self._told:
            for worker in self._workers:
                worker.kill()
            os._exit(KILLED + number)
        self._told = True

    def _begin(self) -> SpawnProcess:
        worker = _spawn.Process(target=serve, args=(self._config, self._times, self._port))
        with deaf_to_ctrl_c():
            worker.start()
        return worker

    def _replace(self, place: int, dead: SpawnProcess) -> int:
        """Another worker for one that has died, unless it could not even begin."""
        if dead.exitcode == STARTUP_FAILURE:
            return STARTUP_FAILURE
        time.sleep(PAUSE)
        if not self._told:
            self._workers[place] = self._begin()
        return 0

    def _end(self) -> None:
        end = time.monotonic() + LAST
        self._port.close()
        for worker in self._workers:
            worker.terminate()
        for worker in self._workers:
            worker.join(max(0.0, end - time.monotonic()))
        for worker in self._workers:
            worker.kill()
            worker.join()


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """Who begins in here never hears Ctrl-C, which a terminal sends to all: it is for us to tell
    them. Ours is not lost, it comes a moment later."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def serve(config: uvicorn.Config, times: Times, port: socket) -> None:
    """A worker's life."""
    config.configure_logging()
    threading.Thread(target=end_with_parent, name="parent", daemon=True).start()
    Server(config, times).run(sockets=[port])


def end_with_parent() -> None:
    """A supervisor that was killed could tell nobody."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
