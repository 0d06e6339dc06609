"""Who looks at what: noted in memory, and in the store now and then. A look waits for no disk."""

from threading import Lock

from backstep.store import day
from backstep.store.store import Store

MOST = 100_000  # bases of a day that are remembered; of more, some are noted twice


class Looks:
    """The bases that were looked at today, and those of which the store does not know yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._day = day.today()
        self._noted: set[str] = set()
        self._fresh: set[str] = set()

    def note(self, base: str) -> None:
        """Somebody looks at this base."""
        if base in self._noted and self._day == day.today():
            return
        with self._lock:
            if self._day != day.today() or len(self._noted) >= MOST:
                self._day, self._noted = day.today(), set()
            self._noted.add(base)
            self._fresh.add(base)

    def write(self, store: Store) -> None:
        """Have the store know of all of them. Raises Unavailable; they are then fresh still."""
        with self._lock:
            fresh = list(self._fresh)
        if fresh:
            store.looked(fresh)
        with self._lock:
            self._fresh.difference_update(fresh)
