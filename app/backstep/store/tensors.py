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
    head, _, cells = blob.partition(b"\n")
    form = json.loads(head)
    little = np.frombuffer(cells, dtype=form["dtype"]).reshape(form["shape"])
    array = little.astype(little.dtype.newbyteorder("="), copy=False)
    array.setflags(write=False)
    return array
