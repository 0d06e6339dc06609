"""Where `limits` counts requests: in memory, and in so much of it and no more."""

import time
from collections import OrderedDict

from limits.storage import Storage

MOST = 20_000  # keys; of the oldest the count is forgotten


class Counts(Storage):
    """Counts by key, each for a while from its first request on.

    The library's own memory storage begins a thread for its spring-cleaning, goes through all keys
    in it a hundred times a second, and holds as many as come.
    """

    STORAGE_SCHEME = None

    def __init__(self, most: int = MOST) -> None:
        super().__init__()
        self._most = most
        self._counts: OrderedDict[str, tuple[int, float]] = OrderedDict()

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.monotonic()
        count, end = self._counts.pop(key, (0, 0.0))
        if end <= now:
            count, end = 0, now + expiry
        self._counts[key] = (count + amount, end)
        if len(self._counts) > self._most:
            self._counts.popitem(last=False)
        return count + amount

    def get(self, key: str) -> int:
        count, end = self._counts.get(key, (0, 0.0))
        return count if end > time.monotonic() else 0

    def get_expiry(self, key: str) -> float:
        """When the count of a key begins anew, as `time.time()` has it."""
        _, end = self._counts.get(key, (0, 0.0))
        return time.time() + max(0.0, end - time.monotonic())

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        forgotten = len(self._counts)
        self._counts.clear()
        return forgotten

    def clear(self, key: str) -> None:
        self._counts.pop(key, None)
