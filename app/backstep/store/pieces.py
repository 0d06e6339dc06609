"""A tensor's bytes in pieces, each stored once by its hash: one cell changed costs one piece.

The pieces are cut at fixed places, so that two tensors of one shape share those in which they
agree.
"""

import hashlib

SIZE = 1 << 16  # bytes of a piece: 8,192 numbers; smaller ones cost more to list than they save


def cut(blob: bytes) -> list[bytes]:
    """The pieces of packed bytes, in order; what is short is one piece."""
    return [blob[at : at + SIZE] for at in range(0, len(blob), SIZE)] or [b""]


def digest(piece: bytes) -> bytes:
    """The name of a piece in the store."""
    return hashlib.sha256(piece).digest()
