"""A description without its arrays, and the arrays by the place (a JSON pointer) they stood at."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from backstep.describe.flaws import escape
from backstep.engine.kind import Array


def take(value: Any, place: str = "") -> tuple[Any, dict[str, Array]]:
    """The same value with null where an array was, and the arrays by pointer."""
    if isinstance(value, np.ndarray):
        return None, {place: value}
    if not isinstance(value, Mapping):
        return value, {}  # lists in a description hold settings, never arrays
    bare: dict[str, Any] = {}
    arrays: dict[str, Array] = {}
    for key, child in value.items():
        bare[key], found = take(child, f"{place}/{escape(key)}")
        arrays |= found
    return bare, arrays


def give_back(bare: Any, arrays: Mapping[str, Array], place: str = "") -> Any:
    """Undo `take`."""
    if place in arrays:
        return arrays[place]
    if not isinstance(bare, Mapping):
        return bare
    return {key: give_back(v, arrays, f"{place}/{escape(key)}") for key, v in bare.items()}
