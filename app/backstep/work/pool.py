"""A few worker processes for what would hold the server itself: large bodies, checks, draws.

Whoever has a task done waits for it in a thread. A task whose deadline is over is asked to end, and
its process is killed if it does not look.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition, Thread
from time import monotonic
from typing import Any

from backstep.errors import Flaw, Unavailable
from backstep.work.deadline import Deadline, current, out_of_time
from backstep.work.process import Gone, Process
from backstep.work.task import Task

logger = logging.getLogger(__name__)
GLANCE = 0.05  # seconds between two looks at the deadlines of what runs
GRACE = 0.3  # seconds that a task has to end in, once nobody waits for it
PATIENCE = 1.0  # and once its time is over, when it may yet answer with a part
SPARE = 0.1  # of the time: kept to bring over what a task that ends in time has found
STARTING = 60.0  # seconds that a process may need to begin: they are not the work's


@dataclass(slots=True, eq=False)
class Running:
    """A process at work, or about to be; `asked` is when it was asked to end."""

    process: Process
    deadline: Deadline
    since: float = field(default_factory=lambda: monotonic())
    begun: bool = False
    asked: float | None = None

    def begin(self) -> None:
        """It is at work: its time is counted from here on."""
        self.deadline.put_off(monotonic() - self.since)
        self.begun = True

    @property
    def late(self) -> bool:
        if self.begun or self.deadline.cancelled:
            return self.deadline.over
        return monotonic() - self.since > STARTING


class Pool:
    """At most `size` processes, each `new` when it is first needed. They end with the server."""

    def __init__(self, size: int, new: Callable[[], Process] = Process) -> None:
        self._size, self._new = size, new
        self._idle: list[Process] = []
        self._running: list[Running] = []
        self._change = Condition()
        self._watcher: Thread | None = None

    def run(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """What a module's function returns, called in a process, within the present deadline.

        Raises what it raises, OutOfTime, and Unavailable (busy) where the process was killed from
        outside.
        """
        deadline = current()
        task = Task(function, arguments, deadline.left * (1 - SPARE), told=deadline.told)
        with self._place(deadline) as running:
            try:
                return result(running.process, task, running.begin)
            except Gone as gone:
                if running.asked is not None:
                    raise out_of_time(deadline) from None
                logger.warning("a worker process has ended while it was at work")
                detail = f"{str(gone) or 'the process that worked on this has ended'}; try again"
                raise Unavailable(Flaw("busy", detail)) from None

    def close(self) -> None:
        """End all processes, whatever they do; what waits for one of them is told."""
        with self._change:
            for running in self._running:
                running.asked = monotonic()
                running.process.kill()
            for process in self._idle:
                process.close()
            self._idle.clear()

    @contextmanager
    def _place(self, deadline: Deadline) -> Iterator[Running]:
        running = self._take(deadline)
        try:
            yield running
        finally:
            with self._change:
                self._running.remove(running)
                if running.process.alive and running.asked is None:
                    self._idle.append(running.process)
                else:
                    running.process.close()
                self._change.notify_all()

    def _take(self, deadline: Deadline) -> Running:
        """A process that is free, or a new one, set to work; waits where all are at work."""
        with self._change:
            while len(self._running) >= self._size:
                deadline.look()
                self._change.wait(GLANCE)
            if self._watcher is None:
                self._watcher = Thread(target=self._watch, name="watcher", daemon=True)
                self._watcher.start()
            running = Running(self._process(), deadline)
            self._running.append(running)
            self._change.notify_all()
            return running

    def _process(self) -> Process:
        while self._idle:
            process = self._idle.pop()
            if process.alive:
                return process
            process.close()
        return self._new()

    def _watch(self) -> None:
        """A thread's life: see to it that no task goes on after its deadline."""
        while True:
            with self._change:
                while not self._running:
                    self._change.wait()
                late = [running for running in self._running if running.late]
            for running in late:
                self._end(running)
            with self._change:
                self._change.wait(GLANCE)

    def _end(self, running: Running) -> None:
        if running.asked is None:
            running.asked = monotonic()
            Thread(target=running.process.stop, daemon=True).start()  # its pipe may be full
        elif monotonic() - running.asked > (GRACE if running.deadline.cancelled else PATIENCE):
            running.process.kill()


def result(process: Process, task: Task, begun: Callable[[], None]) -> Any:
    """What comes of a task that tells nothing on its way."""
    work = process.run(task, begun)
    try:
        while True:
            next(work)
    except StopIteration as end:
        return end.value
