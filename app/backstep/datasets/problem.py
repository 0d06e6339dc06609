"""What can be wrong with a table of one's own: each problem with its line and its column."""

from dataclasses import dataclass
from typing import Any

TOLD = 20  # problems at most: the rest is most likely more of the same


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, in a full sentence that names the line; 0 where it is no line's fault."""

    code: str
    line: int
    detail: str
    found: Any = None
    column: str = ""
    allowed: Any = None


class TableError(Exception):
    """A table that cannot be used: the first problems, and how many there are in all."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.detail for problem in problems[:TOLD]))
        self.problems = problems[:TOLD]
        self.count = len(problems)
