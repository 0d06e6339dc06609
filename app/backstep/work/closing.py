"""Knows that the server has been asked to end, so that open event streams can end themselves.

uvicorn waits for open answers before it goes; a stream of events is an answer that stays open.
Whoever writes one looks at `closing.is_set()` between two events.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

closing = threading.Event()


@contextmanager
def announced() -> Iterator[None]:
    """Sets `closing` when the process is told to end, then does what was done before.

    Used by the application's lifespan: uvicorn has installed its own handlers by then, in a
    single process as in each of many workers. Elsewhere than in the main thread (a test's
    client) there are no signals to hear.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def announce(number: int, frame: FrameType | None) -> None:
        if not closing.is_set():
            closing.set()
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for number in before:
        signal.signal(number, announce)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
