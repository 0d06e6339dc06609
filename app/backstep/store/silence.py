"""What did not answer a moment ago is not waited for again by everybody who comes: one asks anew
now and then, and the others hear at once that there is no answer.

Without it, each of a hundred requests would wait in turn for a store that is silent, and the last
of them for all the others.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from backstep.store.faults import unavailable

AGAIN = 1.0  # seconds after which one may ask again, and within which that one has its answer


class Silence:
    """Of one server: `asking` surrounds each question, which raises `unanswered` where no answer
    comes in time."""

    def __init__(self, name: str, unanswered: type[Exception]) -> None:
        self._name, self._unanswered = name, unanswered
        self._lock = Lock()
        self._until: float | None = None  # when it is asked again; None while it answers

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Raises Unavailable at once where somebody else has just waited in vain."""
        if self._until is not None:
            self._take_turn()
        try:
            yield
        except self._unanswered:
            self._until = time.monotonic() + AGAIN
            raise
        except BaseException:  # an answer too, if not the one that was hoped for
            self._until = None
            raise
        self._until = None

    def _take_turn(self) -> None:
        with self._lock:
            now = time.monotonic()
            if self._until is not None and now < self._until:
                raise unavailable(self._name, "it has not answered a moment ago")
            self._until = now + AGAIN
