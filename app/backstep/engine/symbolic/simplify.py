"""Builds trees that are simple from the start: like terms together, no 0·, no 1·, no +0, no x^1.

Here a difference is a sum with −1 as a factor, and a quotient a product with −1 as an exponent, so
that everything is a sum of products of powers. `present` turns it back into what people write.
"""

from collections.abc import Iterable
from fractions import Fraction

from backstep.engine.symbolic.tree import MINUS_ONE, ONE, ZERO, E, Node, X, num

MOST_BITS = 512  # of a power of two numbers that is worked out; a larger one stays as written
KNOWN = {
    ("exp", ZERO): ONE, ("log", ONE): ZERO, ("log", E): ONE, ("sqrt", ZERO): ZERO,
    ("sqrt", ONE): ONE, ("sin", ZERO): ZERO, ("cos", ZERO): ONE, ("tan", ZERO): ZERO,
    ("tanh", ZERO): ZERO, ("erf", ZERO): ZERO,
}  # fmt: skip


def simplify(tree: Node) -> Node:
    """The same function, built anew."""
    args = tuple(simplify(arg) for arg in tree.args)
    match tree.op:
        case "+":
            return add(*args)
        case "neg":
            return mul(MINUS_ONE, *args)
        case "*":
            return mul(*args)
        case "inv":
            return power(args[0], MINUS_ONE)
        case "^":
            return power(*args)
        case "if>":
            return select(*args)
    return call(tree.op, *args) if args else tree


def add(*terms: Node) -> Node:
    """A sum: numbers are added up, and so are multiples of the same thing.

    sin(x)·cos(x) and cos(x)·sin(x) are the same thing; it stays as it was written first.
    """
    multiples: dict[frozenset[Node], tuple[Node, Fraction]] = {}
    for term in flat("+", terms):
        many, thing = coefficient(term)
        same = frozenset(thing.args if thing.op == "*" else (thing,))
        first, before = multiples.get(same, (thing, Fraction(0)))
        multiples[same] = (first, before + many)
    kept = [mul(num(many), thing) for thing, many in multiples.values() if many]
    return joined("+", kept, ZERO)


def mul(*factors: Node) -> Node:
    """A product: numbers are multiplied first, whole powers of the same thing are put together."""
    many = Fraction(1)
    exponents: dict[Node, int] = {}
    for factor in flat("*", factors):
        if factor.op == "num":
            many *= factor.value
            continue
        base, exponent = whole_power(factor)
        exponents[base] = exponents.get(base, 0) + exponent
    if many == 0:
        return ZERO
    powers = [power(base, num(k)) for base, k in exponents.items() if k]
    if many == -1 and len(powers) == 1 and powers[0].op == "+":
        return add(*(mul(MINUS_ONE, term) for term in powers[0].args))
    ordered = sorted(powers, key=rank)
    return joined("*", [num(many), *ordered] if many != 1 else ordered, ONE)


def power(base: Node, exponent: Node) -> Node:
    """A power; whole powers of numbers, powers and products are worked out."""
    if exponent.is_number(0) or base.is_number(1):
        return ONE
    if exponent.is_number(1):
        return base
    if exponent.op == "num" and exponent.value.denominator == 1:
        k = int(exponent.value)
        if base.op == "num" and is_moderate(base.value, k):
            return num(base.value**k)
        inner, before = whole_power(base)
        if before != 1:
            return power(inner, num(before * k))
        if base.op == "*":
            return mul(*(power(factor, exponent) for factor in base.args))
        if base.op == "sqrt" and base.args[0].op == "num" and k % 2 == 0:
            return power(base.args[0], num(k // 2))
    return Node("^", (base, exponent))


def is_moderate(base: Fraction, exponent: int) -> bool:
    """Whether a power is a number, and not one with thousands of digits."""
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    return abs(exponent) * bits <= MOST_BITS and (base != 0 or exponent > 0)


def call(name: str, *args: Node) -> Node:
    """A function; of numbers, where its value is one."""
    values = [arg.value for arg in args]
    if all(arg.op == "num" for arg in args):
        match name:
            case "abs":
                return num(abs(values[0]))
            case "sign":
                return num((values[0] > 0) - (values[0] < 0))
            case "floor":
                return num(values[0].numerator // values[0].denominator)
            case "relu":
                return num(max(values[0], Fraction(0)))
            case "max":
                return num(max(values))
            case "min":
                return num(min(values))
    return KNOWN.get((name, args[0]), Node(name, args))


def select(a: Node, b: Node, then: Node, otherwise: Node) -> Node:
    """`then` where a > b, `otherwise` where not."""
    if then == otherwise:
        return then
    if a.op == b.op == "num":
        return then if a.value > b.value else otherwise
    if then.op == "num" and otherwise == ZERO:
        return mul(then, Node("if>", (a, b, ONE, ZERO)))
    if otherwise.op == "num" and then == ZERO:
        return mul(otherwise, Node("if>", (a, b, ZERO, ONE)))
    return Node("if>", (a, b, then, otherwise))


def flat(op: str, nodes: Iterable[Node]) -> Iterable[Node]:
    """The arguments of nested sums, or products, as those of one."""
    for node in nodes:
        yield from node.args if node.op == op else (node,)


def joined(op: str, nodes: list[Node], none: Node) -> Node:
    if not nodes:
        return none
    return nodes[0] if len(nodes) == 1 else Node(op, tuple(nodes))


def coefficient(term: Node) -> tuple[Fraction, Node]:
    """How many of what: 3·x is (3, x), and a number is so many ones."""
    if term.op == "num":
        return term.value, ONE
    if term.op == "*" and term.args[0].op == "num":
        return term.args[0].value, joined("*", list(term.args[1:]), ONE)
    return Fraction(1), term


def whole_power(factor: Node) -> tuple[Node, int]:
    """x^3 as (x, 3), and everything else as itself to the power of 1."""
    if factor.op == "^":
        base, exponent = factor.args
        if exponent.op == "num" and exponent.value.denominator == 1:
            return base, int(exponent.value)
    return factor, 1


def rank(factor: Node) -> int:
    """Where a factor is read best: names, then x and its powers, then functions, then sums."""
    base = factor.args[0] if factor.op == "^" else factor
    if not factor.has_x:
        return 0
    return 1 if base == X else 3 if base.op == "+" else 2
