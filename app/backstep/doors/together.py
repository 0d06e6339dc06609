"""What several servers count together: each for itself, and a few times a second they add up.

So nobody waits for another machine to be let in; what comes at the same moment through several
servers is known a quarter of a second later.
"""

import logging
import time
from collections.abc import Mapping
from threading import Event, Lock, Thread
from typing import Protocol

from backstep.errors import Unavailable

logger = logging.getLogger(__name__)

WINDOW = 60  # seconds that are counted in, the same ones on all servers
EVERY = 0.25  # seconds between two sums
RESTING = 40  # of these without anything new, and the thread ends


class Tally(Protocol):
    """Where servers add up."""

    def add(self, window: int, counts: Mapping[str, int]) -> Mapping[str, int]:
        """Add to the counts of a window; what all servers have counted. Raises Unavailable."""


class Together:
    """Counts by name in each minute, of this server at once and of the others a little later."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._lock = Lock()
        self._window = 0
        self._known: dict[str, int] = {}
        self._fresh: dict[str, int] = {}
        self._thread: Thread | None = None
        self._summed = Event()
        self._complained: int | None = None  # in which minute it was last said that they are gone

    def add(self, name: str) -> int:
        """One more; how many there were in this minute."""
        with self._lock:
            self._turn()
            self._fresh[name] = self._fresh.get(name, 0) + 1
            if self._thread is None:
                self._thread = Thread(target=self._run, name="counts", daemon=True)
                self._thread.start()
            return self._count(name)

    def count(self, name: str) -> int:
        with self._lock:
            self._turn()
            return self._count(name)

    def wait(self) -> int:
        """Whole seconds until the count begins anew."""
        return WINDOW - int(time.time()) % WINDOW

    def sum_up(self) -> bool:
        """Tell the others what is new, and hear from them; whether there was anything."""
        with self._lock:
            self._turn()
            fresh, window = dict(self._fresh), self._window
            names = dict.fromkeys([*self._known, *fresh], 0) | fresh
        if not names:
            return False
        try:
            known = self._tally.add(window, names)
        except Unavailable as error:  # each counts for itself until it is back
            if self._complained != window:
                self._complained = window
                logger.warning("requests are not counted together: %s", error)
            return True
        if self._complained is not None:
            self._complained = None
            logger.warning("requests are counted together again")
        with self._lock:
            if window == self._window:
                self._known |= known
                for name, count in fresh.items():
                    self._fresh[name] -= count
                    if not self._fresh[name]:
                        del self._fresh[name]
        return bool(fresh)

    def _count(self, name: str) -> int:
        return self._known.get(name, 0) + self._fresh.get(name, 0)

    def _turn(self) -> None:
        """In another minute nothing has been counted yet."""
        window = int(time.time()) // WINDOW
        if window != self._window:
            self._window, self._known, self._fresh = window, {}, {}

    def _run(self) -> None:
        idle = 0
        while idle < RESTING:
            self._summed.wait(EVERY)
            idle = 0 if self.sum_up() else idle + 1
        with self._lock:
            self._thread = None
