"""Work off the event loop: what is quick, what takes long, and what goes to other processes.

Each has a lane of its own, so that none of it waits for another. A task begins as a quick one;
where a glance does not suffice, or is known not to, it goes over to the long ones and begins again,
with what it has kept.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from starlette.requests import Request

from backstep.api.client import client_of
from backstep.api.events import disconnected
from backstep.errors import Flaw, OutOfTime, Unavailable
from backstep.settings import Settings
from backstep.store import patience
from backstep.work.courtesy import Courtesy
from backstep.work.deadline import Deadline, Glance, out_of_time
from backstep.work.lane import Job, Lane
from backstep.work.pool import Pool
from backstep.work.process import Process

T = TypeVar("T")

GLANCE = 0.1  # seconds of the processor that a quick task has
BY_THE_CLOCK = 2.0  # seconds that it may take, where others keep the processor busy
QUICK_WORK = 2e7  # multiplications, about, of what is begun as a quick task
QUICK_THREADS = 8  # some of them read from the disk
QUICK_ROOM, QUICK_SHARE = 512, 64  # requests that wait for their turn: of all, of one client
LONG_ROOM, LONG_SHARE = 128, 8
SWITCH = 0.0005  # seconds that who answers waits for a thread that computes; Python's are 0.005
UNWATCHED = 0.1  # seconds before it is looked whether the client is still there


class Left(OutOfTime):
    """The client has gone away: nobody hears this."""


class Heavy:
    """The lanes of one server process, and its pool of worker processes."""

    def __init__(self, settings: Settings, cores: int, new: Callable[[], Process]) -> None:
        self.settings = settings
        sys.setswitchinterval(SWITCH)
        self.quick = Lane("quick", QUICK_THREADS, QUICK_ROOM, QUICK_SHARE)
        self.long = Lane("long", cores, LONG_ROOM, LONG_SHARE)
        self.courtesy = Courtesy()
        self.outside = Lane("outside", cores, LONG_ROOM, LONG_SHARE)
        self.pool = Pool(cores, new)

    async def work(self, request: Request, task: Callable[[], T]) -> T:
        """Do a task in a thread. It may begin twice, and so does the same when it does it again.

        Raises Unavailable (busy) where too many are waiting, OutOfTime, and what the task raises.
        """
        seconds, came = self._seconds(request), time.monotonic()

        def at_once() -> T:
            patience.begin(came)  # what takes long has come to the store later
            return task()

        def glance() -> Deadline:
            return Glance(min(GLANCE, seconds), min(BY_THE_CLOCK, seconds), QUICK_WORK)

        def long() -> Deadline:
            return Deadline(seconds, courtesy=self.courtesy)

        try:
            with self.courtesy.waits():
                return await self._in(self.quick, request, at_once, glance)
        except Left:
            raise
        except OutOfTime:
            return await self._in(self.long, request, task, long)

    async def away(self, request: Request, task: Callable[[], T]) -> T:
        """Do a task in a thread that mostly waits for the pool."""
        seconds = self._seconds(request)
        return await self._in(self.outside, request, task, lambda: Deadline(seconds))

    def close(self) -> None:
        for lane in (self.quick, self.long, self.outside):
            lane.close()
        self.pool.close()

    def _seconds(self, request: Request) -> float:
        """What one asks for has a time; to look at what is there has less."""
        looks = request.method in ("GET", "HEAD")
        return self.settings.look_seconds if looks else self.settings.compute_seconds

    async def _in(
        self,
        lane: Lane,
        request: Request,
        task: Callable[[], T],
        deadline: Callable[[], Deadline],
    ) -> T:
        client = client_of(request.scope)
        job = Job(client.name, lambda: _quietly(task), deadline)
        lane.ask(job, client.share)
        done: asyncio.Future[T] = asyncio.wrap_future(job.future)
        done.add_done_callback(_heard)
        try:
            await asyncio.wait((done,), timeout=UNWATCHED)
            if not done.done():
                await self._accompany(request, job, done)
            return done.result()
        finally:
            if not done.done():
                lane.cancel(job)

    async def _accompany(self, request: Request, job: Job, done: "asyncio.Future[Any]") -> None:
        """Wait for a job while its client does, and for its turn no longer than it may take."""
        leaving = asyncio.create_task(disconnected(request.receive))
        turn: float | None = self._seconds(request)
        try:
            while not done.done():
                await asyncio.wait(
                    (done, leaving), timeout=turn, return_when=asyncio.FIRST_COMPLETED
                )
                if leaving.done():
                    raise Left(*out_of_time(job.running or Deadline()).flaws)
                if not done.done() and job.running is None:
                    raise Unavailable(
                        Flaw("busy", "the server has no time for this now; try again in a moment")
                    )
                turn = None
        finally:
            leaving.cancel()


def _quietly(task: Callable[[], T]) -> T:
    """Overflow and NaN are content, not accidents."""
    with np.errstate(all="ignore"):
        return task()


def _heard(done: "asyncio.Future[Any]") -> None:
    """What comes of a job after its client has left is nobody's business."""
    if not done.cancelled():
        done.exception()
