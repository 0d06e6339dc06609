"""The tree of an expression of x: numbers, the names pi and e, x itself, and operations on them.

- `+` and `*` have any number of arguments; what is taken away or divided by stands in neg or inv;
- `^` has a base and an exponent, `max` and `min` have two arguments or more;
- `if>` has four, and is the third where the first is larger than the second, else the fourth;
  a comparison is one that gives 1 or 0;
- the others have one: exp, log, sqrt, sin …
"""

from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Node:
    """One node. Numbers are exact fractions, so that 3 · 0.1 is 0.3."""

    op: str
    args: tuple["Node", ...] = ()
    value: Fraction = Fraction(0)
    size: int = field(init=False, compare=False)  # nodes in all, this one included
    depth: int = field(init=False, compare=False)
    has_x: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "size", 1 + sum(arg.size for arg in self.args))
        put(self, "depth", 1 + max((arg.depth for arg in self.args), default=0))
        put(self, "has_x", self.op == "x" or any(arg.has_x for arg in self.args))

    def is_number(self, value: int) -> bool:
        return self.op == "num" and self.value == value


X = Node("x")
E = Node("e")
PI = Node("pi")


def num(value: Fraction | int | str) -> Node:
    """A number; from text, the decimal exactly as it is written."""
    return Node("num", value=Fraction(value))


ZERO, ONE, MINUS_ONE = num(0), num(1), num(-1)


def as_float(number: Fraction) -> float:
    """The nearest float; beyond all floats, infinity."""
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")
