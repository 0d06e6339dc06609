"""How long a piece of work may go on: every loop looks at it, so that all work ends.

A request's work is done `within` a deadline. Loops call `look()`, which raises OutOfTime once the
time is over or whoever asked is gone; who can keep what was reached does so. Work of which a part
is an answer too asks `over()` instead, and ends early.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf

from backstep.errors import Flaw, OutOfTime
from backstep.work.closing import closing
from backstep.work.courtesy import Courtesy


class Deadline:
    """So many seconds from when it is begun, unless it is cancelled before, or the server is to
    end. What is known to be more work than `most` multiplications does not begin.

    `told` are the seconds that whoever asked is told of, where some were used up elsewhere;
    `courtesy` says before whom the work stands aside.
    """

    __slots__ = ("_cancelled", "_clock", "_courtesy", "_end", "_since", "most", "seconds", "told")

    def __init__(
        self,
        seconds: float = inf,
        clock: Callable[[], float] = time.monotonic,
        most: float = inf,
        told: float | None = None,
        courtesy: Courtesy | None = None,
    ) -> None:
        self.seconds, self.told = seconds, seconds if told is None else told
        self.most = most  # multiplications, about, that may begin
        self._clock, self._courtesy = clock, courtesy
        self._since = self._end = 0.0
        self._cancelled = False
        self.begin()

    def begin(self) -> None:
        """The time begins now, in this thread."""
        self._since = time.monotonic()
        self._end = self._clock() + self.seconds

    def put_off(self, seconds: float) -> None:
        """That much is not counted: it was for getting ready, and not for the work."""
        self._end += seconds

    def cancel(self) -> None:
        """End the work soon: nobody waits for it any more. May be called from any thread."""
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        return self._cancelled or closing.is_set()

    @property
    def left(self) -> float:
        """Seconds that are left; 0 once it is over."""
        return 0.0 if self.cancelled else max(0.0, self._end - self._clock())

    @property
    def over(self) -> bool:
        return self._cancelled or self._is_late() or closing.is_set()

    def _is_late(self) -> bool:
        return self._clock() >= self._end

    def look(self) -> None:
        """Raises OutOfTime once it is over; where others are to go first, waits for a moment."""
        if self.over:
            raise out_of_time(self)
        if self._courtesy is not None and self._courtesy.waiting:
            self._since = self._courtesy.give_way(self._since)

    def expect(self, multiplications: float) -> None:
        """Say how much work comes now, about. Raises OutOfTime where that is for later."""
        if multiplications > self.most:
            raise out_of_time(self)


class Glance(Deadline):
    """A short time of the processor's, for what is quick: on a busy machine it takes longer by the
    clock, and is as quick.
    """

    __slots__ = ("_processor", "_soonest", "_spent", "_worked")

    def __init__(
        self,
        processor: float,
        seconds: float,
        most: float = inf,
        clock: Callable[[], float] = time.monotonic,
        worked: Callable[[], float] = time.thread_time,
    ) -> None:
        """So many seconds of the processor's; and by the clock, so that it does not wait long."""
        self._processor, self._worked = processor, worked
        super().__init__(seconds, clock, most)

    def begin(self) -> None:
        super().begin()
        self._soonest = self._clock() + self._processor  # no thread works faster than the clock
        self._spent = self._worked() + self._processor

    def _is_late(self) -> bool:
        now = self._clock()
        return now >= self._end or (now >= self._soonest and self._worked() >= self._spent)


NEVER = Deadline()
_current: ContextVar[Deadline] = ContextVar("deadline", default=NEVER)


def current() -> Deadline:
    """The deadline of what is being done; a loop of very short turns takes it out once."""
    return _current.get()


def look() -> None:
    """Raises OutOfTime once the time for the present work is over."""
    _current.get().look()


def over() -> bool:
    """Whether it is, for work that can end early with a part of its answer."""
    return _current.get().over


def expect(multiplications: float) -> None:
    """Say how much work comes now, about. Raises OutOfTime where the present time is too short."""
    _current.get().expect(multiplications)


@contextmanager
def within(deadline: Deadline) -> Iterator[Deadline]:
    """Whatever is done in here, in this thread, has this deadline."""
    token = _current.set(deadline)
    try:
        yield deadline
    finally:
        _current.reset(token)


def out_of_time(deadline: Deadline, reached: str | None = None) -> OutOfTime:
    """The problem to answer with; `reached` is the checkpoint from which asking again goes on."""
    detail = f"this takes longer than the {deadline.told:g} seconds that one request has"
    if reached is not None:
        detail += f"; asked again, it goes on from {reached}"
    return OutOfTime(Flaw("out_of_time", detail, allowed={"reached": reached}))
