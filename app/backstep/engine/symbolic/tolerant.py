"""Reads a formula that is not quite one, and writes it down as it may have been meant.

Multiplication signs, parentheses of functions and closing parentheses may be missing. The result is
text, to be read again by the `parser`, which has the last word.
"""

import re
from decimal import Decimal

from backstep.engine.symbolic.pieces import Hopeless, Piece, pieces
from backstep.engine.symbolic.vocabulary import COMPARISONS, MAX_DEPTH
from backstep.engine.symbolic.words import WRITTEN_OUT

SINGLE = re.compile(r"[a-z_]+|[0-9.]+")
CALLED = re.compile(r"^[a-z_]+(?=\()")
ROOT = "sqrt"  # √2x is √2 times x
MOST_ZEROS = 6  # of a power of ten that is written out


def rewritten(text: str, tight: bool) -> str:
    """The formula in the language of the parser. Raises Hopeless.

    1/2x is (1/2)·x, or where `tight` 1/(2x); likewise x^2x.
    """
    reader = Reader(pieces(text), tight)
    written = reader.comparison()
    while reader.ahead.text == ")":
        reader.take()
    if reader.ahead.sort != "end":
        raise Hopeless
    return written[1:-1] if written[0] == "(" and holds_together(written) else written


class Reader:
    """Recursive descent, as the parser's, over pieces that may be missing; every method writes."""

    def __init__(self, found: list[Piece], tight: bool) -> None:
        self.pieces = found
        self.tight = tight
        self.place = 0
        self.depth = 0

    @property
    def ahead(self) -> Piece:
        return self.pieces[self.place]

    def take(self) -> Piece:
        self.place += 1
        return self.pieces[self.place - 1]

    def comparison(self) -> str:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Hopeless
        written = self.sum()
        while self.ahead.text in COMPARISONS:
            written += f" {self.take().text} {self.sum()}"
        self.depth -= 1
        return written

    def sum(self) -> str:
        if self.ahead.text == "+":
            self.take()
        written = self.product()
        while self.ahead.text in ("+", "-"):
            written += f" {self.take().text} {self.product()}"
        return written

    def product(self) -> str:
        written = self.signed()
        while True:
            if self.ahead.text in ("*", "/"):
                sign = self.take().text
                factor = self.signed()
                factor = self.bound(factor) if sign == "/" else factor
                written += sign + factor
            elif self.begins():
                written += self.beside(written, self.power())
            else:
                return written

    def beside(self, written: str, factor: str) -> str:
        """A factor whose sign is missing; 2x may stay as it is."""
        return factor if is_number(written) and factor[0] in "x(" else f"*{factor}"

    def begins(self) -> bool:
        return self.ahead.sort in ("number", "name", "function") or self.ahead.text == "("

    def bound(self, factor: str) -> str:
        """What stands directly behind a divisor or an exponent belongs to it, if that is tight."""
        written = factor
        while self.tight and self.ahead.close and self.begins():
            written += self.beside(written, self.power())
        return written if written == factor else f"({written})"

    def signed(self) -> str:
        if self.ahead.text in ("-", "+"):
            sign = self.take().text
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise Hopeless
            written = ("-" if sign == "-" else "") + self.signed()
            self.depth -= 1
            return written
        return self.power()

    def power(self) -> str:
        base = self.atom()
        if self.ahead.text != "^":
            return base
        self.take()
        return f"{base}^{self.bound(self.signed())}"

    def atom(self) -> str:
        piece = self.take()
        if piece.sort == "number":
            return decimal(piece.text)
        if piece.sort == "name":
            return piece.text
        if piece.text == "(":
            inside = self.comparison()
            self.close()
            return f"({inside})"
        if piece.sort != "function":
            raise Hopeless
        return self.called(piece.text)

    def called(self, name: str) -> str:
        """sin x, sin 2x and sin^2(x) are calls too."""
        raised = ""
        if self.ahead.text == "^":
            self.take()
            if self.ahead.sort != "number":
                raise Hopeless  # sin^-1 is no power
            raised = f"^{self.take().text}"
        return (
            call(name, self.arguments() if self.ahead.text == "(" else [self.operand(name)])
            + raised
        )

    def operand(self, name: str) -> str:
        """What a function without parentheses is of: of x, where nothing follows."""
        if not self.begins() and self.ahead.text != "-":
            return "x"
        if name == ROOT:
            written = self.bound(self.signed())
            return written[1:-1] if written[0] == "(" and holds_together(written) else written
        written = self.signed()
        if is_number(written) and self.ahead.sort == "name":
            written += self.beside(written, self.power())
        return written

    def arguments(self) -> list[str]:
        self.take()
        found = [self.comparison()]
        while self.ahead.text == ",":
            self.take()
            found.append(self.comparison())
        self.close()
        return found

    def close(self) -> None:
        """A parenthesis that is missing at the end is closed."""
        if self.ahead.text == ")":
            self.take()
        elif self.ahead.sort != "end":
            raise Hopeless


def call(name: str, arguments: list[str]) -> str:
    if name not in WRITTEN_OUT:
        return f"{name}({', '.join(arguments)})"
    pattern, count = WRITTEN_OUT[name]
    if len(arguments) != count:
        raise Hopeless
    written = pattern.format(*(a if holds_together(a) else f"({a})" for a in arguments))
    return written if holds_together(written) else f"({written})"


def is_number(written: str) -> bool:
    return written.replace(".", "", 1).isdigit()


def holds_together(written: str) -> bool:
    """Whether this is one word, number, call or parenthesis, so that signs around it do no harm."""
    if SINGLE.fullmatch(written):
        return True
    body, depth = CALLED.sub("", written), 0
    if not body.startswith("("):
        return False
    for k, sign in enumerate(body):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and k < len(body) - 1:
            return False
    return True


def decimal(number: str) -> str:
    """2e3 is 2000, and 1e30 a power of ten."""
    if "e" not in number.lower():
        return number.rstrip(".")
    mantissa, _, exponent = number.lower().partition("e")
    if abs(int(exponent)) <= MOST_ZEROS:
        return format(Decimal(number), "f")
    return f"({mantissa.rstrip('.')}*10^{int(exponent)})"
