"""The losses on the way to a checkpoint, through all edits: read as far as they are asked for.

A training of an hour passes a hundred million iterations, whose losses fill a gigabyte.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from backstep.store.checkpoint import Checkpoint
from backstep.store.faults import damaged, naming
from backstep.store.store import Store

FEW = 2**16  # losses of a part that are read at once and remembered


class Part:
    """The way from a base's start to where it was left, or to where one stands."""

    def __init__(self, store: Store, checkpoint: Checkpoint) -> None:
        self.id, self.start = checkpoint.id, checkpoint.run.base.start
        self.stop = checkpoint.id.iteration
        self.stations = checkpoint.run.stations(self.start, self.stop)
        self._store = store

    def __len__(self) -> int:
        """Iterations passed: where an edit was made, the curve goes on with what it led to."""
        return self.stop - self.start

    def loss(self, iteration: int) -> float:
        """The loss at an iteration of the part, that of its end too, if somebody went on there."""
        if iteration < self.stop and len(self) <= FEW:
            return self._all[iteration - self.start]
        return self._read(iteration, iteration + 1)[0]

    def between(self, first: int, stop: int) -> Sequence[float]:
        """The losses from one place to another, counted from the part's start."""
        if len(self) <= FEW:
            return self._all[first:stop]
        return self._read(self.start + first, self.start + stop)

    @cached_property
    def _all(self) -> list[float]:
        return self._read(self.start, self.stop)

    def _read(self, first: int, stop: int) -> list[float]:
        with naming(self.id):
            found = self._store.losses(self.id.base, stop, first)
        if len(found) < stop - first:
            raise damaged(self.id, "losses are missing")
        return found


class Way:
    """All losses from the root on, and the one at the end."""

    def __init__(self, parts: Sequence[Part], here: float) -> None:
        self._parts, self._here = parts, here
        self._ends = list(accumulate(map(len, parts)))  # where each part ends, on the whole way

    def __len__(self) -> int:
        return self._ends[-1] + 1

    def __getitem__(self, wanted: slice, /) -> list[float]:
        first, stop, _ = wanted.indices(len(self))
        found: list[float] = []
        for part, end in zip(self._parts, self._ends, strict=True):
            begin = end - len(part)
            if first < end and begin < stop:
                found += part.between(max(first, begin) - begin, min(stop, end) - begin)
        return [*found, self._here] if stop == len(self) else found

    @property
    def iterations(self) -> "Iterations":
        return Iterations(self._parts, self._ends)


class Iterations(Sequence[int]):
    """The iteration at each place of the way."""

    def __init__(self, parts: Sequence[Part], ends: Sequence[int]) -> None:
        self._parts, self._ends = parts, ends

    def __len__(self) -> int:
        return self._ends[-1] + 1

    def __getitem__(self, place: int) -> int:  # type: ignore[override]
        """The place behind the last part is where one stands."""
        if not 0 <= place < len(self):
            raise IndexError(place)
        which = min(bisect_right(self._ends, place), len(self._parts) - 1)
        part, end = self._parts[which], self._ends[which]
        return part.start + place - (end - len(part))
