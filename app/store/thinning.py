"""Which iterations of a run are kept for good: all of the first ones, then sparser and sparser.

An iteration counts from its base's start. Between 2^k and 2^(k+1) about `density` are kept, but
never so few that the way from one to the next exceeds `stride`, which the work limit sets: so every
iteration between two kept ones can be recomputed. Large states are never kept closer than
`closest`. The rule looks at nothing but these numbers, so that every worker keeps the same ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass

BYTES_PER_OCTAVE = 4 * 2**20
MAX_DENSITY = 16
MAX_CLOSEST = 8
MAX_STRIDE = 2**20


@dataclass(frozen=True, slots=True)
class Thinning:
    """How densely to keep: all three numbers are powers of two."""

    density: int
    stride: int
    closest: int = 1

    @classmethod
    def for_run(cls, state_bytes: int, iterations_within_work: int) -> "Thinning":
        """Large states are kept more sparsely; a state that takes long to reach, more densely."""
        affordable = BYTES_PER_OCTAVE // max(state_bytes, 1)
        stride = _power(max(1, min(iterations_within_work, MAX_STRIDE)))
        return cls(
            density=_power(max(1, min(affordable, MAX_DENSITY))),
            stride=stride,
            closest=_power(max(1, min(state_bytes // BYTES_PER_OCTAVE, MAX_CLOSEST, stride))),
        )

    def gap(self, age: int) -> int:
        """The distance between kept iterations around this one."""
        return max(self.closest, min(_power(max(age, 1)) // self.density, self.stride))

    def lasts(self, age: int) -> bool:
        """Is the iteration that many steps after the start kept for good?"""
        return age % self.gap(age) == 0

    def between(self, first: int, last: int) -> Iterator[int]:
        """The kept ages after `first`, up to and including `last`."""
        age = first
        while True:
            # Rounding down by the gap finds the next multiple; a gap divides the power of two at
            # which it changes, so no kept age is jumped over.
            age = (age // self.gap(age) + 1) * self.gap(age)
            if age > last:
                return
            yield age


def _power(number: int) -> int:
    """The largest power of two that is not above this number."""
    return 1 << (number.bit_length() - 1)
