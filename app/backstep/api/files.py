"""A tensor as a file: CSV for a spreadsheet, npy for numpy; and which of them a client accepts."""

import io

import numpy as np

from backstep.api import wire
from backstep.api.negotiation import best
from backstep.api.query import wrong
from backstep.engine.kind import Array
from backstep.work.deadline import look

JSON = "application/json"
CSV = "text/csv"
NPY = "application/x-npy"
AT_ONCE = 65_536  # cells that become text at once


def chosen(accept: str) -> str:
    """The media type that the Accept header likes best; JSON where it does not say."""
    return best(accept, (JSON, CSV, NPY))


def csv(array: Array, address: str, digits: int | None) -> bytes:
    """One line for each row, in full precision; a vector is one line."""
    if array.ndim > 2:
        detail = f"CSV has two axes, and {address} has {array.ndim}: slice some of them away"
        raise wrong("shape_mismatch", "slice", detail, list(array.shape), axes=2)
    text = io.BytesIO()
    for row in np.atleast_2d(array):
        for start in range(0, len(row), AT_ONCE):  # all of them as text take much more room
            look()
            cells = row[start : start + AT_ONCE].astype(np.float64).tolist()
            text.write(b"," if start else b"")
            text.write(",".join([_cell(value, digits) for value in cells]).encode())
        text.write(b"\n")
    return text.getvalue()


def _cell(number: float, digits: int | None) -> str:
    if not np.isfinite(number):
        return wire.name(number)
    return repr(number) if digits is None else f"{number:.{digits}g}"


def npy(array: Array) -> bytes:
    """numpy's own format, without pickle."""
    file = io.BytesIO()
    np.lib.format.write_array(file, np.asarray(array, order="C"), allow_pickle=False)
    return file.getvalue()
