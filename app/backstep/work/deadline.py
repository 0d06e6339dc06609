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


class Deadline:
    """So many seconds from now on, unless it is cancelled before, or the server is to end.

    A glance at something has a bound in work too: what is known to take more does not begin.
    """

    __slots__ = ("_cancelled", "_clock", "_end", "most", "seconds")

    def __init__(
        self,
        seconds: float = inf,
        clock: Callable[[], float] = time.monotonic,
        most: float = inf,
    ) -> None:
        self.seconds, self.most = seconds, most
        self._clock = clock
        self._end = clock() + seconds
        self._cancelled = False

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
        return self._cancelled or self._clock() >= self._end or closing.is_set()

    def look(self) -> None:
        """Raises OutOfTime once it is over."""
        if self.over:
            raise out_of_time(self)

    def expect(self, multiplications: float) -> None:
        """Say how much work comes now, about. Raises OutOfTime where that is for later."""
        if multiplications > self.most:
            raise out_of_time(self)


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
    detail = f"this takes longer than the {deadline.seconds:g} seconds that one request has"
    if reached is not None:
        detail += f"; asked again, it goes on from {reached}"
    return OutOfTime(Flaw("out_of_time", detail, allowed={"reached": reached}))
