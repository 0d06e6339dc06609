"""A worker process, seen from the server: it is sent a task, and hands back what comes of it."""

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from backstep.work.brought import brought
from backstep.work.source import fingerprint
from backstep.work.task import OTHER_SOURCE, Begun, Done, Failed, Task, Told

logger = logging.getLogger(__name__)
ROOT = Path(__file__).parents[2]
REPLACED = "backstep was upgraded here, and this server was not yet started again"


class Gone(Exception):
    """The process ended, or was ended, before its task was done."""


class Replaced(Gone):
    """The package was installed anew under the server: what a process begins with is another."""


def environment() -> dict[str, str]:
    """Ours, without what is set of backstep: who computes has no business with its store or key."""
    return {n: v for n, v in os.environ.items() if not n.upper().startswith("BACKSTEP_")}


@cache
def tell_once() -> None:
    logger.error("%s: what needs a new process is refused until then", REPLACED)


class Process:
    """One worker process. A fresh interpreter: it inherits no threads, locks or open files. It
    imports some modules before it is asked for anything.
    """

    def __init__(self, niceness: int = 0, modules: tuple[str, ...] = ()) -> None:
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._child = subprocess.Popen(
            # -P: the folder that the server was started in may hold another project's `backstep`.
            [
                *(sys.executable, "-P", "-m", "backstep.work.worker"),
                *(fingerprint(), str(niceness), *modules),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment() | {"PYTHONPATH": path},
            process_group=0,  # Ctrl-C in the terminal reaches the server only; niceness counts
        )
        self._writing = Lock()
        self._gone = False

    @property
    def alive(self) -> bool:
        """Whether it can be sent a task. One that was just killed may look alive for a moment."""
        return not self._gone and self._child.poll() is None

    def run(
        self, task: Task, begun: Callable[[], None] = lambda: None
    ) -> Generator[Any, None, Any]:
        """Gives what the task tells on its way, and returns its result. Raises what the task
        raises (BackstepError, MemoryError, RuntimeError for a bug), and Gone. `begun` is called
        once it is at work: a fresh process needs some time before that.

        Who stops listening before the end leaves a process that is busy, and so of no use: it is
        killed, lest the next task's listener hears of this one.
        """
        ended = False
        try:
            self._send(replace(task, brought=brought()))
            while True:
                message = self._receive()
                if isinstance(message, Begun):
                    begun()
                    continue
                if isinstance(message, Told):
                    yield message.value
                    continue
                ended, self._gone = True, self._gone or message.last
                if isinstance(message, Failed):
                    raise message.error
                return message.value
        finally:
            if not ended:
                self.kill()

    def _receive(self) -> Begun | Told | Done | Failed:
        assert self._child.stdout is not None
        try:
            message: Begun | Told | Done | Failed = pickle.load(self._child.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            raise self._why() from None
        return message

    def _why(self) -> Gone:
        """It closed its output: it has ended, or is about to."""
        with suppress(subprocess.TimeoutExpired):
            if self._child.wait(1) == OTHER_SOURCE:
                tell_once()
                return Replaced(REPLACED)
        return Gone()

    def stop(self) -> None:
        """Ask the running task to end; it does where it next looks at its deadline."""
        with suppress(Gone):
            self._send(None)

    def _send(self, message: Any) -> None:
        assert self._child.stdin is not None
        try:
            with self._writing:
                pickle.dump(message, self._child.stdin, protocol=pickle.HIGHEST_PROTOCOL)
                self._child.stdin.flush()
        except (OSError, ValueError):
            raise self._why() from None

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
