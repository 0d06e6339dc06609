"""Keeps a store within its bounds while the server runs: beside all else, and never in its way."""

import logging
from collections.abc import Callable
from threading import Event, Thread

from backstep.errors import BackstepError
from backstep.store import retention
from backstep.store.looks import Looks
from backstep.store.retention import Retention
from backstep.store.store import Store

logger = logging.getLogger(__name__)

NOTED_EVERY = 60.0  # seconds between two writings of who looked at what
SWEPT_EVERY = 60  # of these, between two sweeps: an hour


class Keeper:
    """A thread that writes looks down, and sweeps, from `begin` to `end`, which waits for it."""

    def __init__(self, store: Store, looks: Looks, bounds: Retention) -> None:
        self._store, self._looks, self._bounds = store, looks, bounds
        self._ending = Event()
        self._thread: Thread | None = None

    def begin(self) -> None:
        """Start; again too, as an application does that is begun anew."""
        self._ending.clear()
        self._thread = Thread(target=self._run, name="keeper", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Write the last looks down, and stop; a sweep goes on at the next start."""
        self._ending.set()
        if self._thread and self._thread.is_alive():
            self._thread.join(timeout=0.5)
        self._try(self._note)

    def _run(self) -> None:
        turn = 0
        while not self._ending.wait(NOTED_EVERY):
            self._try(self._note)
            if turn % SWEPT_EVERY == 0:
                self._try(self._sweep)
            turn += 1

    def _note(self) -> None:
        self._looks.write(self._store)

    def _sweep(self) -> None:
        swept = retention.sweep(self._store, self._bounds, self._ending.is_set)
        if swept.let_go or swept.forgotten:
            logger.info("let go of %d bases, forgot %d", swept.let_go, swept.forgotten)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except BackstepError as error:  # a store that does not answer is told by /readyz
            logger.warning("the store was not swept: %s", error)
