"""What one gradient should be at one shape, what was found instead, and what it is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray
RELATIVE = (
    1e-5  # numbers that differ by less are equal: a derivative is measured to 1e-8 and better
)
ABSOLUTE = 1e-6  # of the largest number of the tensor


@dataclass(frozen=True, eq=False)
class Evidence:
    """One gradient at one shape.

    `jacobian` has a row for each number of y and a column for each number of the gradient: the
    gradient is dy · jacobian. `tensors` are those of the forward pass by name, `numbers` the sizes
    and settings that a factor may be, `gradients` others that are known, as `dh`.
    """

    expected: Array
    found: Array
    dy: Array
    jacobian: Array
    tensors: Mapping[str, Array] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    gradients: Mapping[str, Array] = field(default_factory=dict)

    def contributions(self, which: Array) -> Array:
        """The gradient from some of y's numbers only, `which` being true for each of them."""
        share = np.where(which, self.dy, 0.0).reshape(-1) @ self.jacobian
        return share.reshape(self.expected.shape)

    def along(self, axis: int) -> Iterator[tuple[int, Array]]:
        """The gradient from one index of y's axis alone, for each index."""
        places = np.indices(self.dy.shape)[axis] if self.dy.ndim else np.zeros(())
        for index in range(self.dy.shape[axis]):
            yield index, self.contributions(places == index)

    @property
    def each(self) -> Array:
        """What each number of y brings, before anything is summed: it has y's shape."""
        return self.dy * self.jacobian.sum(axis=1).reshape(self.dy.shape)


def equal(found: Array, right: Array) -> bool:
    """Whether two arrays have one shape, and the same numbers but for rounding."""
    if found.shape != right.shape:
        return False
    largest = float(np.max(np.abs(right), initial=0.0))
    with np.errstate(all="ignore"):
        return bool(np.allclose(found, right, rtol=RELATIVE, atol=ABSOLUTE * largest + 1e-12))


def same_numbers(found: Array, right: Array) -> bool:
    """Whether two arrays are equal once axes of length 1 are left out."""
    return equal(np.squeeze(found), np.squeeze(right))


def axes_of(array: Array) -> Iterator[tuple[int, ...]]:
    """Every choice of axes to sum over, the fewest first."""
    for count in range(1, array.ndim + 1):
        yield from combinations(range(array.ndim), count)
