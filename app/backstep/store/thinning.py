"""Which iterations of a run are stations of its history: the first ones all, then ever fewer.

An iteration counts from its base's start. Between 2^k and 2^(k+1) about `density` are stations, but
never so few that the way from one to the next exceeds `stride`, which the work limit sets. Large
states' are never closer than `closest`. The rule looks at nothing but these numbers, so that a
history never changes. What is kept in the store is another matter: see stride.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass

BYTES_PER_OCTAVE = 4 * 2**20
MAX_DENSITY = 16
MAX_CLOSEST = 8
MAX_STRIDE = 2**20


@dataclass(frozen=True, slots=True)
class Thinning:
    """How dense stations are: all three numbers are powers of two."""

    density: int
    stride: int
    closest: int = 1

    @classmethod
    def for_run(cls, state_bytes: int, iterations_within_work: int) -> "Thinning":
        """Sparser where states are large, denser where they take long to reach."""
        affordable = BYTES_PER_OCTAVE // max(state_bytes, 1)
        stride = _power(max(1, min(iterations_within_work, MAX_STRIDE)))
        return cls(
            density=_power(max(1, min(affordable, MAX_DENSITY))),
            stride=stride,
            closest=_power(max(1, min(state_bytes // BYTES_PER_OCTAVE, MAX_CLOSEST, stride))),
        )

    def gap(self, age: int) -> int:
        """The distance between stations around this one."""
        return max(self.closest, min(_power(max(age, 1)) // self.density, self.stride))

    def lasts(self, age: int) -> bool:
        """Is the iteration that many steps after the start a station?"""
        return age % self.gap(age) == 0

    def between(self, first: int, last: int) -> Iterator[int]:
        """The stations' ages after `first`, up to and including `last`."""
        age = first
        while True:
            # Rounding down by the gap finds the next multiple; a gap divides the power of two at
            # which it changes, so no station is jumped over.
            age = (age // self.gap(age) + 1) * self.gap(age)
            if age > last:
                return
            yield age


def _power(number: int) -> int:
    """The largest power of two that is not above this number."""
    return 1 << (number.bit_length() - 1)
