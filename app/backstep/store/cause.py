"""The cause of a base as bytes: equal causes give equal bytes, on any machine and in any order.

Keys are sorted, every number is a float64, a given tensor is named by the hash of its cells.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from backstep.describe.later import without_groups
from backstep.describe.numbers import Numbers, as_json
from backstep.engine.kind import Array


def of_description(description: Mapping[str, Any]) -> bytes:
    """The cause of a base born from a description, whose defaults are already filled in."""
    return _line({"description": canonical(description)})


def of_edit(parent: str, edit: Mapping[str, Any]) -> bytes:
    """The cause of a base born from an edit of this parent."""
    asked = edit.get("description")
    if isinstance(asked, Mapping):
        edit = {**edit, "description": without_groups(asked)}
    return _line({"parent": parent, "edit": canonical(edit)})


def canonical(value: Any) -> Any:
    """The same value with numbers as float64 and tensors as hashes."""
    if isinstance(value, np.ndarray):
        return {"shape": [float(n) for n in value.shape], "sha256": _hash(value)}
    if isinstance(value, Mapping):
        return {key: canonical(child) for key, child in value.items()}
    if isinstance(value, list | tuple):
        return [canonical(child) for child in value]
    if isinstance(value, bool | str | Numbers) or value is None:
        return value
    return _number(value)


def _number(value: float) -> float | str:
    """A float64, unless that would make two different whole numbers (seeds above 2^53) one."""
    as_float = float(value)
    return as_float if as_float == value or as_float != as_float else str(value)


def _hash(array: Array) -> str:
    cells = np.array(array, dtype="<f8", order="C")
    cells[np.isnan(cells)] = np.nan  # NaN has many bit patterns, but is one value
    return hashlib.sha256(cells.tobytes()).hexdigest()


def _line(cause: dict[str, Any]) -> bytes:
    return as_json(cause, ",", ":", sort_keys=True).encode()
