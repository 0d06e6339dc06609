"""What is wrong with a typed expression, where, and what would have fitted there."""

from typing import Any

from backstep.setting import Refused

MOST_SHOWN = 24  # characters of what was found that a message repeats


class BadExpression(Refused):
    """A mistake at a column (the first character's is 1), in a full sentence.

    `instead` is what the one who typed this probably meant, if that is known.
    """

    def __init__(
        self, column: int, message: str, text: str = "", instead: str = "", **allowed: Any
    ) -> None:
        found = {"column": column, "text": text[:MOST_SHOWN]}
        super().__init__(
            "bad_expression",
            f"at column {column}: {message}",
            found={**found, "instead": instead} if instead else found,
            allowed=allowed,
        )
        self.column = column
