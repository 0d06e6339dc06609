"""A function of x that a user typed, with the derivative that was derived from it."""

from dataclasses import dataclass
from functools import lru_cache

from backstep.engine.symbolic.derivative import Derivation, TooLarge
from backstep.engine.symbolic.mends import mends
from backstep.engine.symbolic.mistake import BadExpression
from backstep.engine.symbolic.parser import parse
from backstep.engine.symbolic.present import present
from backstep.engine.symbolic.program import Program, compile_tree
from backstep.engine.symbolic.simplify import simplify
from backstep.engine.symbolic.tree import Node

MAX_NODES = 400  # of the derivative, as it is written
MAX_DEPTH = 40
CORNERED = {"abs", "max", "min", "relu", "if>", "sign", "floor"}
KEPT = 256  # functions in memory


@dataclass(frozen=True, slots=True)
class Function:
    """y = f(x) as it was typed, and its slope dy/dx; each as a tree and as a program."""

    value: Node
    slope: Node
    compute_value: Program
    compute_slope: Program

    @property
    def corners(self) -> bool:
        """Whether there may be places where it has two slopes."""
        return has_corner(self.value)


def read(expression: str) -> Function:
    """Raises BadExpression, with the column, what was expected there, and what was meant."""
    try:
        return understood(expression)
    except BadExpression as error:
        formulas = mends(expression, reads)
        if formulas:
            error.allowed["formulas"] = formulas
        raise


def reads(expression: str) -> bool:
    try:
        understood(expression)
    except BadExpression:
        return False
    return True


@lru_cache(maxsize=KEPT)
def understood(expression: str) -> Function:
    value = parse(expression)
    slope = present(derivative(simplify(value)))
    if slope.size > MAX_NODES or slope.depth > MAX_DEPTH:
        raise too_large()
    return Function(value, slope, compile_tree(value), compile_tree(slope))


def has_corner(tree: Node) -> bool:
    return tree.has_x and (tree.op in CORNERED or any(map(has_corner, tree.args)))


def derivative(tree: Node) -> Node:
    try:
        return Derivation(MAX_NODES).of(tree)
    except TooLarge:
        raise too_large() from None


def too_large() -> BadExpression:
    message = f"its derivative would have more than {MAX_NODES} parts, or nest more than "
    simpler = f"{MAX_DEPTH} deep: a simpler expression was expected"
    return BadExpression(1, message + simpler, max=MAX_NODES)


def check(expression: str) -> None:
    """For a setting: nothing if the expression is good, else BadExpression."""
    read(expression)
