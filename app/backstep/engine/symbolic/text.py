"""Prints a tree in the plain notation of `backstep.engine.formula`."""

from fractions import Fraction

from backstep.engine.symbolic.tree import ONE, ZERO, Node, as_float

SUM, PRODUCT, FACTOR, POWER = range(4)  # how tightly what is around binds
INTEGERS = 10**15  # below this a whole number is written with all its digits


def text(tree: Node, x: str = "x", times: str = "·", around: int = SUM) -> str:
    """The tree with x written as given; `times` joins what depends on x, `·` the rest."""
    return Printer(x, times).text(tree, around)


class Printer:
    """Prints trees in which x is one cell, or all of them."""

    def __init__(self, x: str, times: str) -> None:
        self.x = x
        self.times = times

    def text(self, tree: Node, around: int = SUM) -> str:
        """In parentheses, if what is around binds more tightly."""
        match tree.op:
            case "x":
                return self.x
            case "num":
                return decimal(tree.value)
            case "+":
                return wrapped(self.sum(tree), around > SUM)
            case "neg":
                return wrapped(f"-{self.text(tree.args[0], PRODUCT)}", around > SUM)
            case "*":
                return self.product(tree, around)
            case "inv":
                return self.fraction([ONE], [tree.args[0]], around)
            case "^":
                exponent = wrapped(self.text(tree.args[1]), len(tree.args[1].args) > 0)
                return wrapped(f"{self.text(tree.args[0], POWER)}^{exponent}", around >= POWER)
            case "if>":
                return self.cases(tree, around)
        return self.call(tree) if tree.args else tree.op

    def sum(self, tree: Node) -> str:
        first, *others = tree.args
        parts = [self.text(first, SUM)]
        for term in others:
            minus = term.op == "neg"
            inner = term.args[0] if minus else term
            parts.append(f" {'-' if minus else '+'} {self.text(inner, PRODUCT)}")
        return "".join(parts)

    def product(self, tree: Node, around: int) -> str:
        above = [factor for factor in tree.args if factor.op != "inv"]
        below = [factor.args[0] for factor in tree.args if factor.op == "inv"]
        if below:
            return self.fraction(above or [ONE], below, around)
        return wrapped(self.factors(above), around >= FACTOR)

    def factors(self, factors: list[Node]) -> str:
        printed = self.text(factors[0], FACTOR)
        has_x = factors[0].has_x
        for factor in factors[1:]:
            sign = self.times if has_x and factor.has_x else "·"
            printed += f" {sign} {self.text(factor, FACTOR)}"
            has_x = has_x or factor.has_x
        return printed

    def fraction(self, above: list[Node], below: list[Node], around: int) -> str:
        """A fraction bar holds its two sides together, so only a power needs parentheses."""
        return wrapped(f"{self.side(above)}/{self.side(below)}", around >= POWER)

    def side(self, factors: list[Node]) -> str:
        if len(factors) > 1:
            return f"({self.factors(factors)})"
        (only,) = factors
        return wrapped(self.text(only), only.op in ("+", "*", "neg", "inv", "if>"))

    def call(self, tree: Node) -> str:
        inside = ", ".join(self.text(arg) for arg in tree.args)
        match tree.op:
            case "abs":
                return f"|{inside}|"
            case "relu":
                return f"max(0, {inside})"
            case "softplus":
                return f"log(1 + exp({inside}))"
        return f"{tree.op}({inside})"

    def cases(self, tree: Node, around: int) -> str:
        """[a > b] is 1 where that holds, and 0 elsewhere; what depends on x stands first."""
        a, b, then, otherwise = tree.args
        larger, not_larger = (f"{self.text(a)} {sign} {self.text(b)}" for sign in (">", "≤"))
        turned = b.has_x and not a.has_x  # 0 > x is written x < 0, and 0 ≤ x is x ≥ 0
        if turned:
            larger, not_larger = (f"{self.text(b)} {sign} {self.text(a)}" for sign in ("<", "≥"))
        if (then, otherwise) == (ONE, ZERO):
            return f"[{larger}]"
        if (then, otherwise) == (ZERO, ONE):
            return f"[{not_larger}]"
        cases = [(self.text(then), larger), (self.text(otherwise), not_larger)]
        parts = (part for case in (cases[::-1] if turned else cases) for part in case)
        return wrapped(f"cases({', '.join(parts)})", around > SUM)


def wrapped(printed: str, needed: bool) -> str:
    return f"({printed})" if needed else printed


def decimal(value: Fraction) -> str:
    """A number that is not negative, without an idle .0 and with as many digits as a float has."""
    if value.denominator == 1 and value < INTEGERS:
        return str(value)
    digits = repr(as_float(value)).replace("e+", "e")
    return "∞" if digits == "inf" else digits
