"""Turns a simplified tree into what people write: differences, quotients, roots and decimals."""

from fractions import Fraction

from backstep.engine.symbolic.simplify import coefficient, joined
from backstep.engine.symbolic.tree import ONE, Node, as_float, num

MOST_DIGITS = 12  # of a decimal that is shown as such
MOST_PARTS = 1000  # the largest denominator of a number that is shown as a fraction
SMALL = 10  # a denominator below which 1/2 beside a fraction bar is nicer than 0.5


def present(tree: Node) -> Node:
    """The same function, with neg and inv in place of −1 as a factor and as an exponent."""
    match tree.op:
        case "num":
            return quotient(tree.value, [])
        case "+":
            return joined("+", [present(term) for term in positive_first(tree.args)], ONE)
        case "*" | "^":
            many, thing = coefficient(tree)
            return quotient(many, list(thing.args if thing.op == "*" else (thing,)))
    return Node(tree.op, tuple(map(present, tree.args))) if tree.args else tree


def positive_first(terms: tuple[Node, ...]) -> list[Node]:
    """1 − x is easier to read than −x + 1."""
    first = next((term for term in terms if coefficient(term)[0] > 0), terms[0])
    return [first, *(term for term in terms if term is not first)]


def quotient(many: Fraction, factors: list[Node]) -> Node:
    """A number times factors, over those that have a negative exponent."""
    below = [raised(factor, -1) for factor in factors if is_below(factor)]
    above = [raised(factor, 1) for factor in factors if not is_below(factor)]
    size = abs(many)
    top, bottom = size, Fraction(1)
    if not is_decimal(size) or (below and size.denominator < SMALL):
        top, bottom = Fraction(size.numerator), Fraction(size.denominator)
    if bottom != 1:
        below.insert(0, num(bottom))
    if top != 1 or not above:
        above.insert(0, num(top))
    parts = [*above, Node("inv", (joined("*", below, ONE),))] if below else above
    tree = joined("*", parts, ONE)
    return Node("neg", (tree,)) if many < 0 else tree


def is_below(factor: Node) -> bool:
    return factor.op == "^" and factor.args[1].op == "num" and factor.args[1].value < 0


def raised(factor: Node, sign: int) -> Node:
    """A factor ready to be shown; with −1, as it stands under the fraction bar."""
    if factor.op != "^":
        return present(factor)
    base, exponent = factor.args
    if sign < 0:
        exponent = num(-exponent.value)
    return present(base) if exponent == ONE else Node("^", (present(base), present(exponent)))


def is_decimal(value: Fraction) -> bool:
    """Whether it is best written with digits, as 0.1 is; 1/3 is not."""
    digits = repr(as_float(value))
    exact = len(digits) <= MOST_DIGITS and digits != "inf" and Fraction(digits) == value
    return exact or value.denominator > MOST_PARTS
