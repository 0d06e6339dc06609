"""The tokens of a formula by the usual rules: powers first, then products, then sums, then =."""

from dataclasses import dataclass
from typing import Any

from tests.engine.printed.tokens import Built, Name, Num, Op, Refused, Tensor, Tokens, split

RELATIONS = ("=", "←", "∈", "<", ">", "≤", "≥", "≠")
FUNCTIONS = {
    "exp", "log", "max", "min", "tanh", "sin", "cos", "tan", "sign", "erf", "floor", "sigmoid",
}  # fmt: skip
BIG = ("∑", "max", "min")


@dataclass
class Node:
    """One operation; `what` says which, its arguments are nodes, tokens or names."""

    what: str
    args: list[Any]
    more: Any = None


@dataclass
class Formula:
    """One side, the sign between, the other side; and what is said of letters behind the comma."""

    left: Node
    sign: str
    right: Node
    clauses: list[Node]


def parse(tokens: Tokens) -> Formula:
    first, *others = clauses_of(tokens)
    whole = Reader(first).whole()
    if whole.what != "relation" or len(whole.args) != 2:
        raise Refused("a formula has one sign of equality")
    return Formula(whole.args[0], whole.more[0], whole.args[1], [Reader(o).whole() for o in others])


def clauses_of(tokens: Tokens) -> list[Tokens]:
    """What a comma with a wide space parts."""
    parts = split(tokens, Op("space"))
    for part in parts[:-1]:
        if not part or part.pop() != Op(","):
            raise Refused("clauses are parted by commas")
    return parts


class Reader:
    """Reads a list of tokens by recursive descent."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.place = 0

    @property
    def ahead(self) -> Any:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def sign(self) -> str:
        return self.ahead.text if isinstance(self.ahead, Op) else ""

    def take(self, expected: str = "") -> Any:
        token = self.ahead
        if token is None or (expected and self.sign() != expected):
            raise Refused(f"expected {expected or 'more'}, found {token}")
        self.place += 1
        return token

    def whole(self) -> Node:
        node = self.relation()
        if self.ahead is not None:
            raise Refused(f"two things side by side: {self.ahead}")
        return node

    def relation(self) -> Node:
        parts, signs = [self.sum()], []
        while self.sign() in RELATIONS:
            signs.append(self.take().text)
            parts.append(self.sum())
        return Node("relation", parts, signs) if signs else parts[0]

    def sum(self) -> Node:
        node = self.signed()
        while self.sign() in ("+", "−"):
            sign = self.take().text
            node = Node(sign, [node, self.product()])
        return node

    def signed(self) -> Node:
        if self.sign() == "−":
            self.take()
            return Node("neg", [self.product()])
        return self.product()

    def product(self) -> Node:
        """Factors with the signs between them; a sum takes all that is left of its product."""
        factors, signs = [self.factor()], []
        while self.sign() in ("·", "⊙"):
            signs.append(self.take().text)
            factors.append(self.factor())
        return Node("product", factors, signs) if signs else factors[0]

    def factor(self) -> Node:
        token = self.take()
        match token:
            case Num():
                return Node("num", [], token.value)
            case Tensor():
                indices = token.index and [Reader(part).index() for part in token.index]
                return Node("tensor", indices if token.index is not None else [], token)
            case Built(what="big"):
                body = self.product() if token.sign == "∑" else self.factor()
                under = [Reader(p).whole() for p in under_parts(token)]
                return Node("big", [body, *under], token.sign)
            case Built(what="cases"):
                cells = [[Reader(cell).whole() for cell in row] for row in token.parts]
                return Node("cases", [cell for row in cells for cell in row])
            case Built():
                return Node(token.what, [Reader(part).whole() for part in token.parts])
            case Name():
                return self.named(token)
            case Op():
                return self.enclosed(token.text)
        raise Refused(f"what is {token}?")

    def index(self) -> Node:
        if self.tokens == [Op(":")]:
            return Node("whole", [])
        return self.whole()

    def named(self, token: Name) -> Node:
        if token.text in FUNCTIONS:
            self.take("(")
            return Node("call", self.listed(")"), token.text)
        return Node("name", [], token.text)

    def enclosed(self, sign: str) -> Node:
        if sign == "∂":
            return Node("partial", [self.factor()])
        if sign == "(":
            node = self.sum()
            self.take(")")
            return node
        if sign == "[":
            node = self.relation()
            self.take("]")
            return Node("bracket", [node])
        if sign == "|":
            node = self.sum()
            self.take("|")
            return Node("call", [node], "abs")
        if sign == "{" and isinstance(self.ahead, Built):  # of cases: it closes nothing
            return self.factor()
        if sign == "{":
            return Node("set", self.listed("}"))
        raise Refused(f"a formula cannot begin with {sign}")

    def listed(self, close: str) -> list[Node]:
        items = [self.sum()]
        while self.sign() == ",":
            self.take()
            items.append(self.sum())
        self.take(close)
        return items


def under_parts(token: Built) -> list[Tokens]:
    """Letters and conditions below a sum, one by one."""
    return [part for line in token.parts for part in split(line, Op(","))]
