"""A seat: one worker process, and the trainings that rest in it between their turns."""

from collections.abc import Callable, Container, Generator
from contextlib import suppress

from backstep.training.job import Report, Turn
from backstep.training.loop import serve
from backstep.work.process import Process
from backstep.work.task import Task

HELD_BYTES = 64 * 2**20  # of what rests in one process; more is built again for its next turn


class Seat:
    """What rests here goes on here the sooner. The process is `new` when it is first needed."""

    def __init__(self, new: Callable[[], Process]) -> None:
        self._new = new
        self._process: Process | None = None
        # Before which iteration, and about how many bytes; what rests longest comes first.
        self._holds: dict[str, tuple[int, int]] = {}
        self._forget: list[str] = []

    @property
    def process(self) -> Process:
        """The same as before if it is still there, else a new one. Raises OSError."""
        if self._process is None or not self._process.alive:
            self.close()
            self._process = self._new()
        return self._process

    def holds(self, id: str, iteration: int) -> bool:
        """Whether a training rests here before this iteration; it may have gone on elsewhere."""
        alive = self._process is not None and self._process.alive
        return alive and self._holds.get(id, (None, 0))[0] == iteration

    def take(self, turn: Turn) -> Generator[Report, None, None]:
        """A training's turn at `process`: its reports, as they come. Raises what Process.run
        raises."""
        process = self._process
        assert process is not None
        self._holds.pop(turn.id, None)
        forget, self._forget = tuple(self._forget), []
        return process.run(Task(serve, (turn, forget), tells=True))

    def rests(self, id: str, iteration: int, size: int) -> None:
        """A training has had its turn, and stays here for the next if there is room."""
        self._holds[id] = iteration, size
        while len(self._holds) > 1 and self._bytes > HELD_BYTES:
            self._drop(next(iter(self._holds)))

    def keep(self, ids: Container[str]) -> None:
        """All others have ended elsewhere."""
        for id in [id for id in self._holds if id not in ids]:
            self._drop(id)

    @property
    def _bytes(self) -> int:
        return sum(size for _, size in self._holds.values())

    def _drop(self, id: str) -> None:
        del self._holds[id]
        self._forget.append(id)

    def close(self) -> None:
        """End the process, and all that rests in it."""
        self._holds.clear()
        self._forget.clear()
        if self._process is not None:
            with suppress(OSError):
                self._process.close()
            self._process = None
