"""Functions that are put together from simpler ones, and comparisons, which are 1 or 0."""

from collections.abc import Callable

from backstep.engine.symbolic.tree import ONE, ZERO, Node, num

TWO = num(2)


def step(a: Node) -> Node:
    """0 up to 0, and 1 above."""
    return Node("if>", (a, ZERO, ONE, ZERO))


def leaky_relu(a: Node, slope: Node = num("0.01")) -> Node:  # noqa: B008
    return Node("if>", (a, ZERO, a, Node("*", (slope, a))))


def elu(a: Node, alpha: Node = ONE) -> Node:
    below = Node("+", (Node("exp", (a,)), Node("neg", (ONE,))))
    return Node("if>", (a, ZERO, a, below if alpha == ONE else Node("*", (alpha, below))))


def silu(a: Node) -> Node:
    return Node("*", (a, Node("sigmoid", (a,))))


def gelu(a: Node) -> Node:
    """The exact one, with erf. The weight first: 2x may be beyond all floats."""
    inside = Node("*", (a, Node("inv", (Node("sqrt", (TWO,)),))))
    weight = Node("*", (Node("+", (ONE, Node("erf", (inside,)))), Node("inv", (TWO,))))
    return Node("*", (a, weight))


# Each with how many arguments it takes, at least and at most.
COMPOSED: dict[str, tuple[Callable[..., Node], int, int]] = {
    "elu": (elu, 1, 2), "gelu": (gelu, 1, 1), "leaky_relu": (leaky_relu, 1, 2),
    "silu": (silu, 1, 1), "step": (step, 1, 1),
}  # fmt: skip


def compared(parts: list[Node], signs: list[str]) -> Node:
    """1 where every comparison holds, as in 0 < x <= 1, and 0 elsewhere."""
    holds = ONE
    for a, sign, b in reversed(list(zip(parts, signs, parts[1:], strict=False))):
        holds = where_one(a, sign, b, holds)
    return holds


def where_one(a: Node, sign: str, b: Node, then: Node) -> Node:
    """`then` where one comparison holds, 0 elsewhere: a < b is b > a, and a >= b is not b > a."""
    larger, smaller = (a, b) if sign in (">", "<=") else (b, a)
    branches = (ZERO, then) if sign.endswith("=") else (then, ZERO)
    return Node("if>", (larger, smaller, *branches))


def is_comparison(tree: Node) -> bool:
    return tree.op == "if>" and all(b in (ONE, ZERO) or is_comparison(b) for b in tree.args[2:])


def where(condition: Node, then: Node, otherwise: Node) -> Node:
    """A comparison with other values than 1 and 0."""
    if condition.op != "if>":
        return then if condition == ONE else otherwise
    a, b, *branches = condition.args
    return Node("if>", (a, b, *(where(branch, then, otherwise) for branch in branches)))
