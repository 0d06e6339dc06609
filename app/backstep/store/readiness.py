"""Whether a store can be written to, found out at most once a second however many ask."""

import time
from collections.abc import Callable

from backstep.errors import Flaw, Unavailable
from backstep.store.patience import Turn

EVERY = 1.0  # seconds that a finding holds


class Readiness:
    """Called, it raises Unavailable where the store cannot keep what it is given."""

    def __init__(self, name: str, probe: Callable[[], None]) -> None:
        self._turn = Turn(name)
        self._probe = probe
        self._until = 0.0
        self._wrong: tuple[Flaw, ...] = ()

    def __call__(self) -> None:
        with self._turn.taken():
            if time.monotonic() >= self._until:
                self._wrong = self._found()
                self._until = time.monotonic() + EVERY
            wrong = self._wrong
        if wrong:
            raise Unavailable(*wrong)

    def _found(self) -> tuple[Flaw, ...]:
        try:
            self._probe()
        except Unavailable as error:
            return error.flaws
        return ()
