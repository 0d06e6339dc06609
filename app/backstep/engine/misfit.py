"""What a layer says where it cannot take the shape that it gets."""

from typing import Any


class Misfit(Exception):
    """A layer cannot take this shape: a full sentence, and what would fit, if that is known."""

    def __init__(self, detail: str, *, setting: str = "", allowed: dict[str, Any] | None = None):
        super().__init__(detail)
        self.detail = detail
        self.setting = setting
        self.allowed = allowed
