"""Which iterations of a run are kept: few, and so that the way from one to the next is short.

What lies between is computed again whenever somebody asks for it. Two rules hold at once: every
so many iterations of a run one is kept, wherever it was begun; and on one way, what took long to
reach is kept too, since how long an iteration takes can only be estimated. Large states are
kept further apart. Keeping more changes nothing, so that workers need not agree on the second rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

WORK = 3e8  # multiplications, about, between two kept iterations: a tenth of a second
MOST_WORK = 4e10  # where states are large; their matrices are multiplied many times as fast
SMALL_BYTES = 2**18  # states up to this size are small
SECONDS, MOST_SECONDS = 2.0, 4.0  # a request may look for ten


@dataclass(frozen=True, slots=True)
class Stride:
    """So many iterations, or so many seconds of computing, from one kept iteration to the next."""

    iterations: int
    seconds: float = SECONDS

    @classmethod
    def for_run(cls, state_bytes: int, iteration_work: float, max_work: float = inf) -> "Stride":
        """The same for every worker: it looks at nothing but these numbers."""
        larger = max(1.0, state_bytes / SMALL_BYTES)
        work = min(WORK * larger, MOST_WORK, max_work)
        return cls(max(1, int(work / iteration_work)), SECONDS if larger < 4 else MOST_SECONDS)

    def between(self, first: int, last: int) -> Iterator[int]:
        """The iterations to be kept after `first`, up to and including `last`, in order. Both count
        from the base's start."""
        first = (first // self.iterations + 1) * self.iterations
        return iter(range(first, last + 1, self.iterations))
