"""What takes long lets those go first who only want to know something.

One thread of Python computes at a time. Where two compute without a pause, a third that needs five
milliseconds has them after fifteen, and under a crowd much later; so while anybody waits for
something quick, long work stands aside, and computes for a moment now and then only.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

PAUSE = 0.01  # seconds for which long work stands aside at most, however many there are who wait
MOMENT = 0.001  # seconds that it then goes on for


class Courtesy:
    """Who is waiting for something quick, counted in the event loop's thread."""

    def __init__(self) -> None:
        self.waiting = 0
        self._nobody = Event()
        self._nobody.set()

    @contextmanager
    def waits(self) -> Iterator[None]:
        """Somebody does in here."""
        self.waiting += 1
        self._nobody.clear()
        try:
            yield
        finally:
            self.waiting -= 1
            if not self.waiting:
                self._nobody.set()

    def give_way(self, since: float) -> float:
        """Called by long work that has computed since then; from when on it may compute again."""
        if time.monotonic() - since < MOMENT:
            return since
        self._nobody.wait(PAUSE)
        return time.monotonic()
