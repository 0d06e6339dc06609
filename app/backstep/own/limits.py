"""How long a call of own code may take, and what it may print: accidents end, and are told."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOBase
from time import monotonic
from types import FrameType
from typing import NoReturn

from backstep.own.told import TooLong

CALL_SECONDS = 10.0
LEAST = 0.001
PRINTED = 2000  # characters that are kept of all that own code prints


def over(_: int, __: FrameType | None) -> NoReturn:
    raise TooLong


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Ends a call that takes longer, where the system has a timer for that."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    left, _ = signal.getitimer(signal.ITIMER_REAL)
    if 0 < left < seconds:  # less than that is left of what this is a part of
        yield
        return
    began = monotonic()
    signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)  # again, if own code goes on regardless
    try:
        yield
    finally:
        rest = max(left - (monotonic() - began), LEAST) if left else 0
        signal.setitimer(signal.ITIMER_REAL, rest, 1.0 if left else 0)


class Kept(TextIOBase):
    """Takes what is printed, and keeps the beginning."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += str(text)[: max(0, PRINTED - len(self.text))]
        return len(text)

    def writable(self) -> bool:
        return True


@contextmanager
def heard() -> Iterator[Kept]:
    """Keeps what is printed meanwhile."""
    kept, before = Kept(), (sys.stdout, sys.stderr)
    sys.stdout = sys.stderr = kept
    try:
        yield kept
    finally:
        sys.stdout, sys.stderr = before
