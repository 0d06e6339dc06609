"""A lane: a few threads, and whoever waits for one of them, client by client in turn."""

from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import Context
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

from backstep.errors import Flaw, Unavailable
from backstep.work.deadline import Deadline, within
from backstep.work.place import placed

ASIDE = 32  # threads at most that wait for something outside while others have their places


@dataclass(slots=True, eq=False)
class Job:
    """Something to do for a client, within a deadline that begins when the work does."""

    client: str
    task: Callable[[], Any]
    deadline: Callable[[], Deadline]
    future: "Future[Any]" = field(default_factory=Future)
    running: Deadline | None = None


class Lane:
    """At most `at_once` jobs are worked on and `room` wait, of one client `share` at most.

    Its threads are daemons: one that is held by a long call does not keep the server from ending.
    """

    def __init__(self, name: str, at_once: int, room: int, share: int) -> None:
        self.name, self.at_once, self.room, self.share = name, at_once, room, share
        self._lock = Lock()
        self._waiting: OrderedDict[str, deque[Job]] = OrderedDict()  # clients whose turn it is
        self._running: set[Job] = set()  # those that have gone aside among them
        self._begun: SimpleQueue[Job] = SimpleQueue()
        self._count = self._aside = self._threads = 0

    @property
    def waiting(self) -> int:
        """Jobs that have not begun."""
        with self._lock:
            return sum(map(len, self._waiting.values()))

    def ask(self, job: Job, shares: int = 1) -> None:
        """Begin a job, or let it wait for its turn. Raises Unavailable (busy) where there is no
        room. `shares` is how many clients this one stands for.
        """
        with self._lock:
            mine = len(self._waiting.get(job.client, ()))
            most = min(self.room, self.share * shares)
            if self._count >= self.room or mine >= most:
                detail = "too many requests are waiting to be worked on; try again in a moment"
                raise Unavailable(Flaw("busy", detail, found=mine, allowed={"max": most}))
            self._waiting.setdefault(job.client, deque()).append(job)
            self._count += 1
            self._begin()

    def cancel(self, job: Job) -> None:
        """Nobody waits for a job any more: it does not begin, or ends soon."""
        with self._lock:
            self._cancel(job)

    def close(self) -> None:
        """Nobody waits for any."""
        with self._lock:
            for job in [*self._running, *(job for jobs in self._waiting.values() for job in jobs)]:
                self._cancel(job)

    def leave(self) -> bool:
        """A job's thread waits for something outside: another job may begin."""
        with self._lock:
            if self._aside >= ASIDE:
                return False
            self._aside += 1
            self._begin()
            return True

    def come_back(self) -> None:
        """It goes on, though there may be more at work now than there should."""
        with self._lock:
            self._aside -= 1

    def _cancel(self, job: Job) -> None:
        job.future.cancel()
        if job.running is not None:
            job.running.cancel()
        waiting = self._waiting.get(job.client)
        if waiting is not None and job in waiting:
            waiting.remove(job)
            self._count -= 1
            if not waiting:
                del self._waiting[job.client]

    def _begin(self) -> None:
        """Set to work whose turn it is, as long as there is room. Under the lock."""
        while self._waiting and len(self._running) - self._aside < self.at_once:
            job = self._next()
            if job.future.set_running_or_notify_cancel():
                self._running.add(job)
                job.running = job.deadline()
                self._begun.put(job)
        while self._threads < len(self._running):
            self._threads += 1
            Thread(target=self._serve, name=self.name, daemon=True).start()

    def _next(self) -> Job:
        client, jobs = next(iter(self._waiting.items()))
        self._count -= 1
        if len(jobs) == 1:
            del self._waiting[client]
        else:
            self._waiting.move_to_end(client)
        return jobs.popleft()

    def _serve(self) -> None:
        """A thread's life."""
        while True:
            Context().run(self._do, self._begun.get())

    def _do(self, job: Job) -> None:
        assert job.running is not None
        job.running.begin()
        try:
            with within(job.running), placed(self):
                result = job.task()
        except BaseException as error:
            self._end(job)
            job.future.set_exception(error)
        else:
            self._end(job)
            job.future.set_result(result)

    def _end(self, job: Job) -> None:
        with self._lock:
            self._running.discard(job)
            self._begin()
