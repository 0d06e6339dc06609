"""The plain notation that formulas are written in, read into a tree by recursive descent."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

TOKEN = re.compile(r"\s*(\d+(?:\.\d+)?(?:e-?\d+)?|[^\W\d]\w*|.)")
BIG = {"Σ": "∑", "max": "max", "min": "min"}  # with a letter in brackets, or a condition
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

    def whole(self) -> Tree:
        """A relation, and behind semicolons what its letters stand for and where they end."""
        clauses = [self.relation()]
        while self.ahead == ";":
            self.take()
            clauses.append(self.relation())
        return clauses[0] if len(clauses) == 1 else ("clauses", clauses)

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
        if self.ahead in BIG and self.tokens[self.position + 1 : self.position + 2] == ["["]:
            return self.big()
        return self.partial() if self.ahead == "∂" else self.power()

    def big(self) -> Tree:
        """A sum reaches as far as the product behind it, a maximum over its one factor."""
        sign = self.take()
        self.take("[")
        under = self.items("]")
        body = self.product() if sign == "Σ" else self.power()
        return ("row", ("big", BIG[sign], under), body)

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
        if token in (":", "…", "⋯"):
            return ("op", token)
        if token[0].isdigit():
            return ("num", token)
        if self.ahead == "(" and token in ("sqrt", "cases", "hat", "set"):
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
    tree = parser.whole()
    assert not parser.ahead, f"formula {source!r} does not end where it should"
    return tree


def transposed(source: str, names: Iterable[str]) -> str:
    """The formula where these matrices are known transposed: W' for W, W[j,k] for W[k,j]."""
    for name in names:
        source = re.sub(rf"\b{name}\[([^\],]+),([^\],]+)\]", rf"{name}[\2,\1]", source)
        source = re.sub(rf"\b{name}\b(?!['\[])", rf"{name}''", source)
        source = re.sub(rf"\b{name}'(?!')", name, source).replace(f"{name}''", f"{name}'")
    return source


def under_lines(printed: list[str], items: list[Tree], comma: str) -> list[str]:
    """What stands under a sum: its letters in one line, then each condition in its own."""
    letters = [text for text, item in zip(printed, items, strict=True) if item[0] == "name"]
    rules = [text for text, item in zip(printed, items, strict=True) if item[0] != "name"]
    return [comma.join(letters), *rules] if letters else rules


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a formula speaks of, without printing it."""

    names: tuple[str, ...]  # each once, in order; functions are none
    symbols: tuple[str, ...]  # the names that its printing depends on: of dW, W too
    indices: tuple[tuple[str, tuple[str, ...]], ...]  # name, and its letters; '' for an expression
    bounds: tuple[tuple[str, int], ...]  # a letter that goes from 0 up to, and without, a number
    bound: frozenset[str]  # the letters that a sum runs over
    brackets: bool  # whether a condition stands for 1 or 0


@lru_cache(maxsize=4096)
def mentions(source: str) -> Mentions:
    """What a formula in plain notation speaks of."""
    names: dict[str, None] = {}
    indices: list[tuple[str, tuple[str, ...]]] = []
    bounds: list[tuple[str, int]] = []
    bound: set[str] = set()
    brackets = False

    def visit(tree: Any) -> None:
        nonlocal brackets
        if isinstance(tree, list):
            for item in tree:
                visit(item)
            return
        what, *parts = tree
        if what == "name":
            names[parts[0]] = None
        if what in ("name", "num", "op"):
            return
        brackets = brackets or what == "bracket"
        if what == "index" and parts[0][0] == "name":
            letters = tuple(t[1] if t[0] in ("name", "op") else "" for t in parts[1])
            indices.append((parts[0][1], letters))
        if what == "big":
            bound.update(tree[1] for tree in parts[1] if tree[0] == "name")
        if what == "row" and [t[0] for t in parts] == ["num", "op", "name", "op", "num"]:
            bounds.append((parts[2][1], int(parts[4][1])))
        for part in parts[1:] if what in ("call", "big") else parts:
            visit(part)

    visit(parse(source))
    found = tuple(names)
    symbols = (*found, *(name[1:] for name in found if name[0] == "d" and len(name) > 1))
    return Mentions(found, symbols, tuple(indices), tuple(bounds), frozenset(bound), brackets)
