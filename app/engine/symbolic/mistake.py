"""What is wrong with a typed expression, where, and what would have fitted there."""

from typing import Any

from app.setting import Refused

MOST_SHOWN = 24  # characters of what was found that a message repeats


class BadExpression(Refused):
    """A mistake at a column (the first character's is 1), in a full sentence."""

    def __init__(self, column: int, message: str, text: str = "", **allowed: Any) -> None:
        super().__init__(
            "bad_expression",
            f"at column {column}: {message}",
            found={"column": column, "text": text[:MOST_SHOWN]},
            allowed=allowed,
        )
        self.column = column
