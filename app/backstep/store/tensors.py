"""A tensor as bytes and back, bit for bit."""

import json

import numpy as np

from backstep.engine.kind import Array


def pack(array: Array) -> bytes:
    """One line that says type and shape, then the cells, row-major and little-endian."""
    little = np.asarray(array, dtype=array.dtype.newbyteorder("<"), order="C")
    head = json.dumps({"dtype": little.dtype.str, "shape": little.shape}, separators=(",", ":"))
    return head.encode() + b"\n" + little.tobytes()


def unpack(blob: bytes) -> Array:
    """The array that was packed, read-only."""
    end = blob.index(b"\n")
    form = json.loads(blob[:end])
    little = np.frombuffer(blob, form["dtype"], offset=end + 1).reshape(form["shape"])
    # A copy, since what begins at an odd place is slow; by numpy, which holds up nobody meanwhile.
    array = little.astype(little.dtype.newbyteorder("="))
    array.setflags(write=False)
    return array
