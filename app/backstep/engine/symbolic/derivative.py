"""The derivative of a tree by x: the chain rule, and one line for each operation."""

from collections.abc import Callable
from fractions import Fraction

from backstep.engine.symbolic.simplify import add, call, mul, power, select
from backstep.engine.symbolic.tree import MINUS_ONE, ONE, PI, ZERO, Node, num

TWO = num(2)
HALF = num(Fraction(1, 2))

# The derivative of each function of one argument by that argument, given the argument and f of it.
# abs has two slopes at 0 and takes neither: sign(0) is 0. Where sign and floor jump they have none,
# and take the 0 that they have everywhere else.
OUTER: dict[str, Callable[[Node, Node], Node]] = {
    "exp": lambda a, f: f,  # noqa: ARG005
    "log": lambda a, f: power(a, MINUS_ONE),  # noqa: ARG005
    "sqrt": lambda a, f: mul(HALF, power(f, MINUS_ONE)),  # noqa: ARG005
    "sin": lambda a, f: call("cos", a),  # noqa: ARG005
    "cos": lambda a, f: mul(MINUS_ONE, call("sin", a)),  # noqa: ARG005
    "tan": lambda a, f: add(ONE, power(f, TWO)),  # noqa: ARG005
    "tanh": lambda a, f: add(ONE, mul(MINUS_ONE, power(f, TWO))),  # noqa: ARG005
    "sigmoid": lambda a, f: mul(f, add(ONE, mul(MINUS_ONE, f))),  # noqa: ARG005
    "abs": lambda a, f: call("sign", a),  # noqa: ARG005
    "sign": lambda a, f: ZERO,  # noqa: ARG005
    "floor": lambda a, f: ZERO,  # noqa: ARG005
    "softplus": lambda a, f: call("sigmoid", a),  # noqa: ARG005
    "erf": lambda a, f: mul(TWO, power(call("sqrt", PI), MINUS_ONE), bell(a)),  # noqa: ARG005
}


# At 0 their derivatives are infinite, and times a slope of 0 that is no number.
STEEP = {"sqrt", "log"}


def bell(a: Node) -> Node:
    """exp(−a²)."""
    return call("exp", mul(MINUS_ONE, power(a, TWO)))


class TooLarge(Exception):
    """The derivative outgrows its limit."""


class Derivation:
    """Derives trees that `simplify` built; a part that occurs twice is derived once."""

    def __init__(self, most_nodes: int) -> None:
        self.most_nodes = most_nodes
        self.known: dict[Node, Node] = {}

    def of(self, tree: Node) -> Node:
        """Raises TooLarge as soon as a part of the derivative has too many nodes."""
        if not tree.has_x:
            return ZERO
        if tree not in self.known:
            derived = self.derive(tree)
            if derived.size > self.most_nodes:
                raise TooLarge
            self.known[tree] = derived
        return self.known[tree]

    def derive(self, tree: Node) -> Node:
        match tree.op:
            case "x":
                return ONE
            case "+":
                return add(*map(self.of, tree.args))
            case "*":
                return self.product(tree.args)
            case "^":
                return self.power(tree)
            case "relu":
                return select(tree.args[0], ZERO, self.of(tree.args[0]), ZERO)
            case "max" | "min":
                return self.extreme(tree)
            case "if>":
                a, b, then, otherwise = tree.args
                return select(a, b, self.of(then), self.of(otherwise))
        (inner,) = tree.args
        join = chosen_first if tree.op in STEEP else mul
        return join(OUTER[tree.op](inner, tree), self.of(inner))

    def product(self, factors: tuple[Node, ...]) -> Node:
        """Each factor in turn is replaced by its derivative."""
        return add(
            *(mul(*factors[:i], self.of(f), *factors[i + 1 :]) for i, f in enumerate(factors))
        )

    def power(self, tree: Node) -> Node:
        base, exponent = tree.args
        if not exponent.has_x:
            outer = mul(exponent, power(base, add(exponent, MINUS_ONE)))
            root = exponent.op == "num" and 0 < exponent.value < 1
            return (chosen_first if root else mul)(outer, self.of(base))
        log = call("log", base)
        by_exponent = mul(self.of(exponent), log)
        by_base = mul(exponent, self.of(base), power(base, MINUS_ONE))
        return mul(tree, add(by_exponent, by_base))

    def extreme(self, tree: Node) -> Node:
        """The derivative of whichever is the largest, or the smallest.

        Where x meets a constant, it is that of the side on the left if x is growing, as relu's.
        """
        best, slope = tree.args[0], self.of(tree.args[0])
        for other in tree.args[1:]:
            first, second = (best, slope), (other, self.of(other))
            if not best.has_x:
                first, second = second, first
            (a, da), (b, db) = first, second
            larger, smaller = (da, db) if tree.op == "max" else (db, da)
            slope = select(a, b, larger, smaller)
            best = call(tree.op, best, other)
        return slope


def chosen_first(outer: Node, slope: Node) -> Node:
    """Their product; where the slope is 0 on one side of a choice, so is the product there."""
    factors = slope.args if slope.op == "*" else (slope,)
    for i, factor in enumerate(factors):
        if factor.op == "if>" and ZERO in factor.args[2:]:
            a, b, then, otherwise = factor.args
            others = (outer, *factors[:i], *factors[i + 1 :])
            return select(a, b, mul(*others, then), mul(*others, otherwise))
    return mul(outer, slope)
