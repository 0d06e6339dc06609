"""Short sums of what is kept, written beside it: what was damaged since does not fit its sum."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b, sha256
from typing import Any

from backstep.store.faults import damaged

SIZE = 12  # bytes: chance does not hit that, and nobody is kept out by it


def of_base(row: Sequence[Any], digests: Mapping[str, bytes]) -> bytes:
    return _sum(*map(repr, row), *_spelled(digests))


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


def _sum(*parts: str) -> bytes:
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=SIZE).digest()
