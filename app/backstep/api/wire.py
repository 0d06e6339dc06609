"""The only place where arrays become JSON.

A tensor is `{"shape", "data"}`, row-major, in full float64 precision. JSON has no NaN and no
infinity, and they are content here, so they travel as "NaN", "Infinity" and "-Infinity".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
import orjson

from backstep.api.shapes import Cells, Preview, Tensor
from backstep.ask import summary
from backstep.describe.numbers import Numbers, as_json
from backstep.engine.kind import Array
from backstep.work.deadline import look

INLINE = 4096  # cells of a tensor sent whole, unless the query says otherwise
INLINE_IN_STEP = 512
MAX_INLINE = 1_000_000_000
MAX_SENT = 5_000_000  # cells in one answer: about 100 MB
AT_ONCE = 65_536  # cells: the encoder holds up every other thread until it has done so many
PREVIEW = 32  # cells a side
MAX_PREVIEW = 64
PREVIEW_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of each tensor the client wants to see."""

    inline: int = INLINE
    preview: int = PREVIEW
    digits: int | None = None


def encode(value: Any) -> bytes:
    """JSON of anything that answers are made of."""
    return orjson.dumps(plain(value))


def plain(value: Any) -> Any:
    """The same value with non-finite numbers as text and arrays as tensors."""
    if isinstance(value, float):
        return value if isfinite(value) else name(value)
    if isinstance(value, str | bool | int | orjson.Fragment) or value is None:
        return value
    if isinstance(value, Mapping):
        return {key: plain(child) for key, child in value.items()}
    if isinstance(value, np.ndarray):
        return whole(value)
    if isinstance(value, Numbers):
        return orjson.Fragment(as_json(value).encode())
    if isinstance(value, np.generic):
        return plain(value.item())
    return [plain(child) for child in value]


def name(number: float) -> str:
    """What a number that JSON cannot write is called."""
    if number != number:
        return "NaN"
    return "Infinity" if number > 0 else "-Infinity"


def whole(array: Array, digits: int | None = None) -> Tensor:
    """A tensor with all its cells."""
    return {"shape": list(array.shape), "data": cells(array, digits)}


def tensor(array: Array, detail: Detail) -> Cells:
    """A tensor with its cells if they are few, else with a preview."""
    if array.size <= detail.inline:
        full = whole(array, detail.digits)
        return {"shape": full["shape"], "data": full["data"]}
    shown: Cells = {"shape": list(array.shape), "data": None}
    if detail.preview:
        shown["preview"] = preview(array, detail.preview)
    return shown


def preview(array: Array, side: int) -> Preview:
    reduced = summary.preview(array, side)
    return {**whole(reduced, PREVIEW_DIGITS), "reduced": "absmax"}


def cells(array: Array, digits: int | None = None) -> Any:
    """The cells as a JSON list, row-major, already encoded (an orjson.Fragment)."""
    flat = np.asarray(array, dtype=np.float64).ravel()
    if flat.size <= AT_ONCE:
        return orjson.Fragment(_cells(flat, digits))
    parts = []
    for start in range(0, flat.size, AT_ONCE):
        look()
        parts.append(_cells(flat[start : start + AT_ONCE], digits)[1:-1])
    return orjson.Fragment(b"[%s]" % b",".join(parts))


def _cells(flat: Array, digits: int | None) -> bytes:
    if not np.isfinite(flat).all():
        rounded = flat.tolist() if digits is None else [_round(v, digits) for v in flat.tolist()]
        return orjson.dumps([plain(value) for value in rounded])
    if digits is None:
        return orjson.dumps(flat, option=orjson.OPT_SERIALIZE_NUMPY)
    form = ",".join([f"%.{digits}g"] * flat.size)
    return f"[{form % tuple(flat.tolist())}]".encode()


def _round(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")
