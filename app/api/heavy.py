"""Work that takes long: off the event loop, and never more of it than the server can hold."""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import TypeVar

import numpy as np
from starlette.concurrency import run_in_threadpool

from app.errors import Flaw, Unavailable
from app.store import patience

MOST_AT_ONCE = 256  # requests that are worked on or wait for a thread

T = TypeVar("T")

_places = BoundedSemaphore(MOST_AT_ONCE)


async def work(task: Callable[[], T]) -> T:
    """Do a task in a thread. Raises Unavailable (rate_limited) where too many are waiting."""
    patience.begin()
    if not _places.acquire(blocking=False):
        detail = f"More than {MOST_AT_ONCE} requests are being worked on; try again in a moment"
        raise Unavailable(Flaw("rate_limited", detail, allowed={"max": MOST_AT_ONCE}))
    try:
        return await run_in_threadpool(_quietly, task)
    finally:
        _places.release()


def _quietly(task: Callable[[], T]) -> T:
    """Overflow and NaN are content, not accidents."""
    with np.errstate(all="ignore"):
        return task()
