"""How long a request waits for the store: counted from when it came, however many wait with it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from threading import Lock

from backstep.store.faults import unavailable

PATIENCE = 1.5  # seconds; the answer that it was too long comes within two

_since: ContextVar[float | None] = ContextVar("since", default=None)


def begin(since: float | None = None) -> None:
    """Whatever is done from here on, in this context, is for a request that came then, or now."""
    _since.set(time.monotonic() if since is None else since)


def left() -> float:
    """Seconds that are left to wait; what is done for no request may wait for all of them."""
    since = _since.get()
    return PATIENCE if since is None else max(0.0, since + PATIENCE - time.monotonic())


class Turn:
    """A lock that is waited for no longer than there is patience."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = Lock()

    @contextmanager
    def taken(self, most: float = inf) -> Iterator[None]:
        """Have the lock, and wait for it so many seconds at most."""
        # One moment even where no patience is left: nothing may be in the way.
        if not self._lock.acquire(timeout=max(0.01, min(most, left()))):
            raise unavailable(self._name, "others have waited for it before")
        try:
            yield
        finally:
            self._lock.release()
