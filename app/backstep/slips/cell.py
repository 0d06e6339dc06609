"""One number, and what is needed to compute it wrongly: its tree, and the tensors around it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

Tree: TypeAlias = dict[str, Any]  # api.md's Expr
RULES: dict[str, Callable[..., Any]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "pow": np.power,
    "neg": np.negative, "sum": lambda *all: np.sum(all), "max": lambda *all: np.max(all),
    "min": lambda *all: np.min(all), "exp": np.exp, "log": np.log, "sqrt": np.sqrt,
    "abs": np.abs, "sign": np.sign, "sin": np.sin, "cos": np.cos, "tan": np.tan,
    "tanh": np.tanh, "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "if>0": lambda test, yes, no: yes if test > 0 else no,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Cell:
    """A number: how it was computed, the tensor that it stands in, and how many samples there are.

    `tensor` gives any tensor by its address, `sampled` says whether it has a row for each sample.
    """

    tree: Tree
    value: float
    at: tuple[int, ...]
    whole: np.ndarray
    samples: int
    tensor: Callable[[str], np.ndarray]
    sampled: Callable[[str], bool]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What comes out by a slip; the slots of its sentence are numbers, trees, or addresses."""

    value: float
    numbers: dict[str, int] = field(default_factory=dict)
    trees: dict[str, Tree] = field(default_factory=dict)
    tensors: dict[str, str] = field(default_factory=dict)


OfCell: TypeAlias = Callable[[Cell], Iterator[Outcome]]


def evaluate(tree: Tree) -> float:
    """Computes a tree anew; what has no rule here keeps the value that it came with."""
    rule = RULES.get(tree["op"])
    if rule is None or "args" not in tree:
        return float(tree["value"])
    with np.errstate(all="ignore"):
        return float(rule(*(np.float64(evaluate(arg)) for arg in tree["args"])))


def cells(tree: Tree) -> list[Tree]:
    """The cells under a node, from left to right."""
    if tree["op"] == "cell":
        return [tree]
    return [cell for arg in tree.get("args", ()) for cell in cells(arg)]


def is_sum(tree: Tree) -> bool:
    return tree["op"] in ("sum", "+")


def changed(tree: Tree, own: Callable[[Tree], Iterator[Tree]]) -> Iterator[Tree]:
    """The same tree with one node changed, in all the ways."""
    yield from own(tree)
    for k, arg in enumerate(tree.get("args", ())):
        for other in changed(arg, own):
            yield with_arg(tree, k, other)


def with_arg(tree: Tree, place: int, arg: Tree) -> Tree:
    args: Sequence[Tree] = tree["args"]
    return {**tree, "args": [*args[:place], arg, *args[place + 1 :]]}


def sums(tree: Tree) -> Iterator[tuple[Tree, Callable[[Tree], Tree]]]:
    """Every sum of a tree, with what puts another node in its place."""
    if is_sum(tree) and len(tree.get("args", ())) > 1:
        yield tree, lambda other: other
    for k, arg in enumerate(tree.get("args", ())):
        for found, put in sums(arg):
            yield found, lambda other, k=k, put=put: with_arg(tree, k, put(other))  # type: ignore[misc]
