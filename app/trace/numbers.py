"""A long list of numbers, or of such lists, as it comes out of a body: an array, or why not.

Millions of numbers as a Python list take many times the memory and the time of an array. What a
body holds is not yet known to be a tensor, so this is no array but something that only
`app.trace.arrays` takes apart; for anybody else it is of the wrong type.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.engine.kind import Array, Shape


@dataclass(frozen=True, slots=True, eq=False)
class Fault:
    """Why a list is no tensor: what stands at a place does not fit.

    Either it is a cell that is no number of float64, or a row whose shape differs from the first
    one's, or (both shapes None) it is a list nested deeper than any tensor.
    """

    place: tuple[int, ...]
    cell: Any = None
    first: Shape | None = None
    found: Shape | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """The cells as float64, or what is wrong with them first."""

    array: Array | None = None
    fault: Fault | None = None

    def tolist(self) -> Any:
        """Nested lists as JSON has them: what it cannot write stands there by name."""
        assert self.array is not None
        if np.isfinite(self.array).all():
            return self.array.tolist()
        named = self.array.astype(object)
        named[np.isnan(self.array)] = "NaN"
        named[np.isposinf(self.array)] = "Infinity"
        named[np.isneginf(self.array)] = "-Infinity"
        return named.tolist()


def listed(value: Any) -> Any:
    """The same value with lists again in place of arrays; what has a fault stays as it is."""
    if isinstance(value, Numbers):
        return value if value.fault else value.tolist()
    if isinstance(value, dict):
        return {name: listed(child) for name, child in value.items()}
    if isinstance(value, list):
        return [listed(child) for child in value]
    return value
