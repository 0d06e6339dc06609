"""Whether an edit changed anything."""

from collections.abc import Mapping
from typing import Any

import numpy as np


def same(one: Any, two: Any) -> bool:
    """Equal down to the bits of every array, so that NaN is itself and -0 is not 0."""
    if one is two:
        return True
    if isinstance(one, np.ndarray) and isinstance(two, np.ndarray):
        alike = one.shape == two.shape and one.dtype == two.dtype
        return alike and np.array_equal(_bits(one), _bits(two))
    if isinstance(one, Mapping) and isinstance(two, Mapping):
        return one.keys() == two.keys() and all(same(one[key], two[key]) for key in one)
    return bool(type(one) is type(two) and one == two)


def _bits(array: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8)
