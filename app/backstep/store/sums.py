"""Short sums of what is kept, written beside it: what was damaged since does not fit its sum."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b, sha256
from typing import Any

from backstep.store.faults import damaged

PIECE = 1 << 20  # characters that are spelt at once
SIZE = 12  # bytes: chance does not hit that, and nobody is kept out by it


def of_base(row: Sequence[Any], digests: Mapping[str, bytes]) -> bytes:
    return _sum(*map(spelt, row), *_spelled(digests))


def of_state(owner: str, digests: Mapping[str, bytes]) -> bytes:
    return _sum(owner, *_spelled(digests))


def of_losses(base: str, first: int, cells: bytes) -> bytes:
    return _sum(base, repr(first), cells.hex())


def digests(blobs: Mapping[str, bytes]) -> dict[str, bytes]:
    """The hash of each packed tensor, whole."""
    return {name: sha256(blob).digest() for name, blob in blobs.items()}


def check(owner: str, known: bytes | None, found: bytes) -> None:
    """Raises Damaged where a sum does not fit. What was kept before there were sums has none."""
    if known is not None and known != found:
        raise damaged(owner, "it is not what was written")


def _spelled(digests: Mapping[str, bytes]) -> list[str]:
    return [f"{name} {digest.hex()}" for name, digest in sorted(digests.items())]


def spelt(value: Any) -> str | list[str]:
    """What repr gives; of a very long text in pieces, since all at once would hold up every other
    thread.
    """
    if not isinstance(value, str) or len(value) <= PIECE or "'" in value or not value.isascii():
        return repr(value)
    starts = range(0, len(value), PIECE)
    return ["'", *(repr(value[at : at + PIECE])[1:-1] for at in starts), "'"]


def _sum(*parts: str | list[str]) -> bytes:
    total = blake2b(digest_size=SIZE)
    for part in parts:
        pieces = [part] if isinstance(part, str) else part
        total.update(f"{sum(map(len, pieces))}:".encode())
        for piece in pieces:
            total.update(piece.encode("utf-8", "surrogateescape"))
    return total.digest()
