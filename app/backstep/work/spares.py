"""Worker processes that are ready before they are needed: a fresh one takes half a second of a core
to begin, and on a busy machine many times that.
"""

from collections import deque
from contextlib import suppress
from threading import Lock, Thread

from backstep.work.process import Process


class Spares:
    """So many processes, begun beside all else, for whoever needs one first. One that is taken is
    not replaced: who took it keeps it.
    """

    def __init__(self, size: int, niceness: int = 0, modules: tuple[str, ...] = ()) -> None:
        self._size, self._niceness, self._modules = size, niceness, modules
        self._ready: deque[Process] = deque()
        self._lock = Lock()
        self._open = False

    def begin(self) -> None:
        """Have them begin; nobody waits for that."""
        self._open = True
        if self._size:
            Thread(target=self._begin, name="spares", daemon=True).start()

    def take(self) -> Process:
        """One of them, if it still has to finish beginning too; else a new one. Raises OSError."""
        with suppress(IndexError):
            while True:
                process = self._ready.popleft()
                if process.alive:
                    return process
                process.close()
        return self._process()

    def close(self) -> None:
        """End those that nobody took."""
        with self._lock:
            self._open = False
            while self._ready:
                self._ready.pop().close()

    def _begin(self) -> None:
        for _ in range(self._size):
            with self._lock, suppress(OSError):  # who needs one will say why there is none
                if self._open:
                    self._ready.append(self._process())

    def _process(self) -> Process:
        return Process(self._niceness, self._modules)
