"""A cache bounded in bytes: what has not been used for longest goes first."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Lru(Generic[K, V]):
    """Safe for threads. An entry larger than the whole bound is not kept at all."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.used = 0
        self._entries: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            self._entries.move_to_end(key)
            return entry[0]

    def put(self, key: K, value: V, size: int) -> None:
        """Add or replace an entry of this many bytes, and forget others until all fit."""
        with self._lock:
            self._forget(key)
            if size > self.limit:
                return
            self._entries[key] = (value, size)
            self.used += size
            while self.used > self.limit:
                self._forget(next(iter(self._entries)))

    def __len__(self) -> int:
        return len(self._entries)

    def _forget(self, key: K) -> None:
        _, size = self._entries.pop(key, (None, 0))
        self.used -= size
