"""A formula's MathML as a flat list of tokens, as an eye sees it: rows that only group are gone."""

from dataclasses import dataclass
from typing import Any, TypeAlias
from xml.etree import ElementTree

Token: TypeAlias = Any  # one of the records below
Tokens: TypeAlias = list[Token]

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Refused(Exception):
    """The formula does not say what would have to be computed."""


@dataclass(frozen=True)
class Op:
    """A sign: + · ( ] ∑ and the like."""

    text: str


@dataclass(frozen=True)
class Num:
    value: float


@dataclass(frozen=True)
class Name:
    """A name that is no tensor's: an index, a setting, a function."""

    text: str


@dataclass
class Tensor:
    """A name that carries an address, with what stands between its brackets, if they are there."""

    address: str
    written: str
    transposed: bool
    index: list[Tokens] | None


@dataclass
class Built:
    """Something of several parts: frac, sup, sqrt, big (sign and lines below it), cases."""

    what: str
    parts: list[Any]
    sign: str = ""


def read(mathml: str) -> Tokens:
    """The tokens of one formula."""
    return tokens(ElementTree.fromstring(mathml))


def tokens(element: ElementTree.Element) -> Tokens:
    tag, inner = element.tag.rpartition("}")[2], list(element)
    if element.get("data-address"):
        return [tensor(element)]
    match tag:
        case "math" | "mrow" | "mtd" | "mstyle":
            return [token for child in inner for token in tokens(child)]
        case "mn":
            return [Num(float(element.text or ""))]
        case "mi":
            return [Name(element.text or "")]
        case "mo":
            return [Op(element.text or "")]
        case "mspace":
            return [Op("space")]
        case "mfrac":
            if text(inner[0]) == "∂E":
                return [Name(f"∂E/{text(inner[1])}")]
            return [Built("frac", [tokens(child) for child in inner])]
        case "msup" if text(inner[1]) == "′":
            return [Name(text(element))]
        case "msup":
            return [Built("sup", [tokens(child) for child in inner])]
        case "msub":
            return [Name(text(inner[0]) + text(inner[1]).translate(SUBSCRIPTS))]
        case "msqrt":
            return [Built("sqrt", [[t for child in inner for t in tokens(child)]])]
        case "munder":
            lines = [tokens(row) for row in rows(inner[1])]
            return [Built("big", lines, sign=text(inner[0]))]
        case "mtable":
            return [Built("cases", [[tokens(cell) for cell in row] for row in inner])]
    raise Refused(f"no notation of ours: {tag} {text(element)}")


def rows(under: ElementTree.Element) -> list[ElementTree.Element]:
    if under.tag.endswith("mtable"):
        return [row[0] for row in under]
    return [under]


def tensor(element: ElementTree.Element) -> Tensor:
    """The symbol of a tensor; brackets may stand behind it, or inside of ∂E/∂…."""
    flat = [node for node in element.iter() if len(node) == 0]
    opening = [k for k, node in enumerate(flat) if node.text == "["]
    name = "".join(node.text or "" for node in (flat[: opening[0]] if opening else flat))
    index = None
    if opening:
        holder = next(node for node in element.iter() if "[" in [child.text for child in node])
        inside = list(holder)
        first = next(k for k, child in enumerate(inside) if child.text == "[")
        index = split([t for child in inside[first + 1 : -1] for t in tokens(child)], Op(","))
    transposed = element.get("data-transposed") == "true"
    return Tensor(element.get("data-address") or "", name, transposed, index)


def text(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def split(given: Tokens, at: Token) -> list[Tokens]:
    """The parts between the separators that are in no parentheses."""
    parts: list[Tokens] = [[]]
    depth = 0
    for token in given:
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(
            token.text if isinstance(token, Op) else "", 0
        )
        depth -= isinstance(token, Built) and token.what == "cases"  # whose brace is never closed
        if token == at and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts
