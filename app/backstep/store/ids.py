"""A checkpoint's name: its cause, a dot and the iteration, as in `k3v9q0t2m7x4b1h8c5zy.120`."""

import hashlib
import re
from dataclasses import dataclass

ALPHABET = (
    "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no i, l, o, u, so ids can be read aloud
)
BASE_LENGTH = 20
MAX_ITERATION = 10**12

_PATTERN = re.compile(rf"([{ALPHABET}]{{{BASE_LENGTH}}})\.(0|[1-9][0-9]{{0,12}})")


@dataclass(frozen=True, slots=True)
class CheckpointId:
    """A base and an iteration."""

    base: str
    iteration: int

    def __str__(self) -> str:
        return f"{self.base}.{self.iteration}"

    def at(self, iteration: int) -> "CheckpointId":
        """The same base at another iteration."""
        return CheckpointId(self.base, iteration)


def parse(text: str) -> CheckpointId | None:
    """The id that this text spells, or None: one checkpoint has one spelling."""
    match = _PATTERN.fullmatch(text)
    if match is None or int(match[2]) > MAX_ITERATION:
        return None
    return CheckpointId(match[1], int(match[2]))


def base_in(text: str) -> str:
    """The base that the text of an id names."""
    return text.partition(".")[0]


def crockford(digest: bytes, length: int) -> str:
    """The first `length` characters of these bytes in base 32, five bits a character."""
    bits = int.from_bytes(digest) >> (8 * len(digest) - 5 * length)
    return "".join(ALPHABET[bits >> (5 * place) & 31] for place in reversed(range(length)))


def base_of(cause: bytes) -> str:
    """The base that this cause gives, anywhere: 100 bits of its SHA-256."""
    return crockford(hashlib.sha256(cause).digest(), BASE_LENGTH)
