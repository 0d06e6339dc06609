"""Reads a typed expression into a tree, by a whitelist of words and signs."""

from backstep.engine.symbolic.composed import COMPOSED, compared, is_comparison, where
from backstep.engine.symbolic.mistake import MOST_SHOWN, BadExpression
from backstep.engine.symbolic.tokens import Token, tokens
from backstep.engine.symbolic.tree import Node, X, num
from backstep.engine.symbolic.vocabulary import (
    CHOICE,
    COMPARISONS,
    CONSTANTS,
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_NODES,
    NAMES,
    OF_SEVERAL,
    OPERAND,
    OPERATORS,
)  # fmt: skip
from backstep.engine.symbolic.words import meant

# What people write elsewhere, and what it is called here.
HINTS = {
    "|": "abs(…)", "√": "sqrt(…)", "²": "^2", "³": "^3", "÷": "/", ":": "/", ";": ",", "[": "(",
    "]": ")", "{": "(", "}": ")",
}  # fmt: skip
ORDINALS = ("first", "second", "third")
DECIMALS = "a comma separates arguments; decimals have a point, as in 0.5"


def parse(expression: str) -> Node:
    """The tree of an expression, as it was typed. Raises BadExpression."""
    if len(expression) > MAX_LENGTH:
        message = f"an expression has at most {MAX_LENGTH} characters, and this has "
        raise BadExpression(MAX_LENGTH + 1, f"{message}{len(expression)}", max=MAX_LENGTH)
    return Parser(tokens(expression)).whole()


class Parser:
    """Recursive descent: one method for each level of binding, from sums inwards."""

    def __init__(self, pieces: list[Token]) -> None:
        self.pieces = pieces
        self.position = 0
        self.depth = 0
        self.nodes = 0
        self.end_of_power = 0  # the position after the last exponent that was read

    @property
    def ahead(self) -> Token:
        return self.pieces[self.position]

    @property
    def last(self) -> Token:
        return self.pieces[self.position - 1]

    def take(self) -> Token:
        self.position += 1
        return self.last

    def make(self, op: str, *args: Node) -> Node:
        """A node that was typed up to the last token."""
        return self.counted(Node(op, args))

    def counted(self, node: Node) -> Node:
        self.nodes += 1
        if max(self.nodes, node.size) > MAX_NODES:
            message = f"an expression has at most {MAX_NODES} numbers, names and operations"
            raise BadExpression(self.last.column, message, self.last.text, max=MAX_NODES)
        return node

    def enter(self) -> None:
        """One level further in: a sign, a power, a function or a parenthesis."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = f"at most {MAX_DEPTH} parentheses, functions, powers and signs fit into "
            message = f"{message}one another"
            raise BadExpression(self.last.column, message, self.last.text, max=MAX_DEPTH)

    def whole(self) -> Node:
        tree = self.comparison()
        if self.ahead.sort != "end":
            raise self.mistake("an operator or the end", (*OPERATORS, "end"))
        return tree

    def comparison(self) -> Node:
        """A sum, or a chain of comparisons, as 0 < x < 1."""
        parts, signs = [self.sum()], []
        while self.ahead.text in COMPARISONS:
            signs.append(self.take().text)
            parts.append(self.sum())
        return self.counted(compared(parts, signs)) if signs else parts[0]

    def sum(self) -> Node:
        terms = [self.product()]
        while self.ahead.text in ("+", "-"):
            sign = self.take()
            term = self.product()
            terms.append(self.make("neg", term) if sign.text == "-" else term)
        return self.make("+", *terms) if len(terms) > 1 else terms[0]

    def product(self) -> Node:
        factors, sign = [self.signed()], ""
        while True:
            if self.ahead.text in ("*", "/"):
                sign = self.take().text
                factor = self.signed()
                factors.append(self.make("inv", factor) if sign == "/" else factor)
            elif self.is_implied():
                self.refuse_two_readings(sign)
                factors.append(self.power())
            else:
                return self.make("*", *factors) if len(factors) > 1 else factors[0]

    def is_implied(self) -> bool:
        """Whether a `*` was left out, as in 2x, 3(x + 1) and (x + 1)(x - 1)."""
        begins = self.ahead.sort == "name" or self.ahead.text == "("
        return begins and (self.last.sort == "number" or self.last.text == ")")

    def refuse_two_readings(self, sign: str) -> None:
        """1/2x, x^2x and 2e3 may be meant in two ways, so they are not guessed at."""
        here, after = self.ahead, self.pieces[self.position + 1]
        ten = here.text[0] in "eE" and self.last.sort == "number"
        digits = here.text[1:].isdecimal()
        signed = len(here.text) == 1 and after.text in ("+", "-")
        power_of_ten = ten and (digits or (signed and after.column == here.column + 1))
        if sign == "/" or self.end_of_power == self.position or power_of_ten:
            message = "this can be read in two ways: write the * and, where needed, parentheses"
            raise BadExpression(here.column, message, here.text, "*", expected=list(OPERATORS))

    def signed(self) -> Node:
        if self.ahead.text != "-":
            return self.power()
        self.take()
        self.enter()
        tree = self.make("neg", self.signed())
        self.depth -= 1
        return tree

    def power(self) -> Node:
        base = self.atom()
        if self.ahead.text != "^":
            return base
        self.take()
        self.enter()
        tree = self.make("^", base, self.signed())
        self.depth -= 1
        self.end_of_power = self.position
        return tree

    def atom(self) -> Node:
        token = self.ahead
        if token.sort == "number":
            self.take()
            return self.counted(num(token.text.rstrip(".")))
        if token.text == "(":
            self.take()
            return self.inside(token, compares=True)[0]
        if token.sort == "name":
            return self.named(token)
        raise self.mistake("a number, x, a function or '('", OPERAND)

    def named(self, token: Token) -> Node:
        if token.text not in NAMES:
            words = meant(token.text) or ()
            instead = words[0] if len(words) == 1 and words[0] in NAMES else ""
            hint = f"; here it is {instead}" if instead else ""
            known = f"expected one of {', '.join(NAMES)}"
            message = f"{token.text[:MOST_SHOWN]!r} is not known{hint}; {known}"
            raise BadExpression(token.column, message, token.text, instead, expected=list(NAMES))
        self.take()
        if token.text == "x":
            return self.counted(X)
        if token.text in CONSTANTS:
            return self.make(token.text)
        if self.ahead.text != "(":
            raise self.mistake(f"'(' after {token.text}", ("(",))
        opening = self.take()
        if token.text == CHOICE:
            return self.counted(where(*self.inside(opening, 3, 3, compares=True)))
        if token.text in COMPOSED:
            build, least, most = COMPOSED[token.text]
            return self.counted(build(*self.inside(opening, least, most)))
        several = token.text in OF_SEVERAL
        return self.make(token.text, *self.inside(opening, *((2, MAX_NODES) if several else ())))

    def inside(
        self, opening: Token, least: int = 1, most: int = 1, compares: bool = False
    ) -> list[Node]:
        """What stands between parentheses, separated by commas; the first may be a comparison."""
        self.enter()
        found = [self.comparison() if compares else self.sum()]
        if compares and least > 1 and not is_comparison(found[0]):
            raise self.mistake("a comparison such as x > 0", COMPARISONS)
        while self.ahead.text == "," and len(found) < most:
            self.take()
            found.append(self.sum())
        if len(found) < least and self.ahead.text == ")":
            raise self.mistake(f"',' and a {ORDINALS[len(found)]} argument", (",",))
        if self.ahead.text != ")":
            closing = f"an operator or the ')' that closes the '(' of column {opening.column}"
            raise self.mistake(closing, (*OPERATORS, ")"))
        self.take()
        self.depth -= 1
        return found

    def mistake(self, wanted: str, expected: tuple[str, ...]) -> BadExpression:
        """What stands ahead is not what can stand there."""
        token = self.ahead
        found = f"found {token.text!r}" if token.text else "the expression ends"
        decimal = token.text == "," and self.is_between_digits()
        instead = "." if decimal else HINTS.get(token.text, "")
        hint = f" (did you mean {instead}?)" if instead else ""
        if decimal:
            hint = f" ({DECIMALS})"
        message = f"expected {wanted}, and {found}{hint}"
        return BadExpression(token.column, message, token.text, instead, expected=list(expected))

    def is_between_digits(self) -> bool:
        """Whether what stands ahead is the comma of 0,5."""
        here = self.position
        return here > 0 and self.last.sort == "number" == self.pieces[here + 1].sort
