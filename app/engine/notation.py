"""The plain notation that formulas are written in, read into a tree by recursive descent."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?(?:e-?\d+)?|[^\W\d]\w*|.)")
RELATIONS = ("=", "←", "<", ">", "≤", "≥", "≠", "∈", "~")

# A parsed formula is a nested tuple: (what, …parts). Only the printers look inside.
Tree: TypeAlias = tuple[Any, ...]


@dataclass
class Parser:
    """Reads one formula. Programmers write formulas, so a mistake in one is an assertion."""

    tokens: list[str]
    position: int = 0

    @property
    def ahead(self) -> str:
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        token = self.ahead
        assert token and (not expected or token == expected), f"expected {expected!r}: {self}"
        self.position += 1
        return token

    def relation(self) -> Tree:
        return self.chain(self.sum, RELATIONS)

    def sum(self) -> Tree:
        return self.chain(self.product, ("+", "-"))

    def product(self) -> Tree:
        return self.chain(self.fraction, ("·", "⊙"))

    def chain(self, part: Callable[[], Tree], operators: tuple[str, ...]) -> Tree:
        items = [part()]
        while self.ahead in operators:
            items += [("op", self.take()), part()]
        return items[0] if len(items) == 1 else ("row", *items)

    def fraction(self) -> Tree:
        tree = self.unary()
        while self.ahead == "/":
            self.take()
            tree = ("frac", strip(tree), strip(self.unary()))
        return tree

    def unary(self) -> Tree:
        if self.ahead == "-":
            return ("row", ("op", self.take()), self.unary())
        if self.ahead in ("Σ", "∂"):
            return self.big_sum() if self.ahead == "Σ" else self.partial()
        return self.power()

    def big_sum(self) -> Tree:
        self.take()
        self.take("[")
        under = self.items("]")
        return ("row", ("big", "∑", under), self.product())

    def partial(self) -> Tree:
        self.take()
        return ("row", ("op", "∂"), self.postfix())

    def power(self) -> Tree:
        tree = self.postfix()
        if self.ahead == "^":
            self.take()
            tree = ("sup", tree, strip(self.unary()))
        return tree

    def postfix(self) -> Tree:
        tree = self.atom()
        while self.ahead in ("'", "["):
            tree = ("T", tree) if self.take() == "'" else ("index", tree, self.items("]"))
        return tree

    def items(self, close: str) -> list[Tree]:
        items = []
        while self.ahead != close:
            items.append(self.relation())
            if self.ahead == ",":
                self.take()
        self.take(close)
        return items

    def atom(self) -> Tree:
        token = self.take()
        if token == "(":
            inside = self.items(")")
            return ("paren", inside)
        if token == "[":
            return ("bracket", self.items("]"))
        if token == "|":
            inner = self.sum()
            self.take("|")
            return ("abs", inner)
        if token in (":", "…"):
            return ("op", token)
        if token[0].isdigit():
            return ("num", token)
        if self.ahead == "(" and token in ("sqrt", "cases", "hat", "mean", "floor"):
            self.take()
            return (token, self.items(")"))
        if self.ahead == "(":
            self.take()
            return ("call", token, self.items(")"))
        return ("name", token)


def strip(tree: Tree) -> Tree:
    """Parentheses that a fraction bar or an exponent makes unnecessary."""
    if tree[0] == "paren" and len(tree[1]) == 1:
        inner: Tree = tree[1][0]
        return inner
    return tree


@lru_cache(maxsize=4096)
def parse(source: str) -> Tree:
    """The tree of a formula in plain notation."""
    parser = Parser([t for t in TOKEN.findall(source) if t.strip()])
    tree = parser.relation()
    assert not parser.ahead, f"formula {source!r} does not end where it should"
    return tree
