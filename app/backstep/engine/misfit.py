"""What a layer says where it cannot take the shape that it gets."""

from collections.abc import Iterable
from typing import Any


class Misfit(Exception):
    """A layer cannot take this shape: a full sentence, and what would fit, if that is known."""

    def __init__(
        self,
        detail: str,
        *,
        setting: str = "",
        allowed: dict[str, Any] | None = None,
        code: str = "shape_mismatch",
    ):
        super().__init__(detail)
        self.detail = detail
        self.code = code
        self.setting = setting
        self.allowed = allowed


def in_words(shape: Iterable[int], scalar: str = "one number") -> str:
    """A shape as people write it: 4×3; what has no axes is `scalar`."""
    return "×".join(map(str, shape)) or scalar


def ranked(shape: tuple[int, ...]) -> str:
    """The same with its rank: 4×3 (rank 2)."""
    return f"{in_words(shape, '')} (rank {len(shape)})"
