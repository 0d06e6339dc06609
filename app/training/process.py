"""A worker process, seen from the server: it is sent a job, and hands back reports."""

import os
import pickle
import subprocess
import sys
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from app.training.job import Failure, Job, Report

ROOT = Path(__file__).parents[2]


class Gone(Exception):
    """The process ended, or was ended, before its job was done."""


class Process:
    """One worker process. A fresh interpreter: it inherits no threads, locks or open files."""

    def __init__(self) -> None:
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._child = subprocess.Popen(
            # -P: the folder that the server was started in may hold another project's `app`.
            [sys.executable, "-P", "-m", "app.training.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
            process_group=0,  # Ctrl-C in the terminal reaches the server only; niceness counts
        )
        self._writing = Lock()
        self._gone = False

    @property
    def alive(self) -> bool:
        """Whether it can be sent a job. One that was just killed may look alive for a moment."""
        return not self._gone and self._child.poll() is None

    def run(self, job: Job) -> Generator[Report | Failure, None, None]:
        """Reports, the last one with the end, or a failure. Raises Gone.

        Who stops listening before the end leaves a process that is busy, and so of no use: it is
        killed, lest the next job's listener hears of this one.
        """
        ended = False
        try:
            self._send(job)
            while not ended:
                message = self._receive()
                ended = isinstance(message, Failure) or message.end is not None
                yield message
        finally:
            if not ended:
                self.kill()

    def _receive(self) -> Report | Failure:
        assert self._child.stdout is not None
        try:
            message: Report | Failure = pickle.load(self._child.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            raise Gone from None
        return message

    def stop(self) -> None:
        """Ask the running job to end; it does after its present iteration."""
        with suppress(Gone):
            self._send(None)

    def _send(self, message: Any) -> None:
        assert self._child.stdin is not None
        try:
            with self._writing:
                pickle.dump(message, self._child.stdin, protocol=pickle.HIGHEST_PROTOCOL)
                self._child.stdin.flush()
        except (OSError, ValueError):
            raise Gone from None

    def kill(self) -> None:
        """End the process now, whatever it does."""
        self._gone = True
        self._child.kill()

    def close(self) -> None:
        """End the process and give back its pipes."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
