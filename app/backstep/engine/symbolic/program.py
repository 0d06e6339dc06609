"""A tree as a short list of numpy calls in which what occurs twice is computed once.

The same list runs on arrays and on the Exprs of a cell twin, so both compute the same.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from backstep.engine import expr
from backstep.engine.expr import Expr
from backstep.engine.functions import erf_of, sigmoid_of
from backstep.engine.symbolic.text import text
from backstep.engine.symbolic.tree import ONE, ZERO, Node, as_float
from backstep.work.deadline import look

Operations = Mapping[str, Callable[..., Any]]
BLOCK = 16_384  # cells computed at a time: what lies between two calls stays in the cache
X_SLOT = 0
CONSTANTS = {"pi": np.pi, "e": np.e}
LETTERS = {"pi": "π"}


def power(base: Any, exponent: Any) -> Any:
    """np.power, without its cost for the two powers that are typed most."""
    if not np.ndim(exponent) and exponent == 2:
        return base * base
    return base * base * base if not np.ndim(exponent) and exponent == 3 else base**exponent


def whole_part(x: Expr) -> Expr:
    """floor(x), told as x less what is left of it, so that a tree holds no other operations."""
    whole = np.floor(x.value)
    rest = x.value - whole if np.isfinite(x.value) else 0
    return Expr("-", whole, (x, expr.const(rest, "mod 1")))


def softplus(x: Any) -> Any:
    """log(1 + exp(x)) without overflow: exp only sees numbers that are not positive."""
    if isinstance(x, Expr):
        return expr.largest(x, 0) + expr.log(1 + expr.exp(-expr.absolute(x)))
    return np.logaddexp(x.dtype.type(0), x)


def select(test: Any, then: Any, otherwise: Any) -> Any:
    """By the sign of the test; where that is not a number, neither is the result."""
    return np.where(test > 0, then, np.where(test <= 0, otherwise, test))


ARRAYS: Operations = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "neg": np.negative,
    "pow": power, "exp": np.exp, "log": np.log, "sqrt": np.sqrt, "sin": np.sin, "cos": np.cos,
    "tan": np.tan, "tanh": np.tanh, "sigmoid": sigmoid_of, "abs": np.abs, "sign": np.sign,
    "max": np.maximum, "min": np.minimum, "if>0": select, "floor": np.floor, "erf": erf_of,
    "softplus": softplus,
}  # fmt: skip
EXPRS: Operations = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "neg": operator.neg, "pow": operator.pow, "exp": expr.exp, "log": expr.log, "sqrt": expr.sqrt,
    "sin": expr.sin, "cos": expr.cos, "tan": expr.tan, "tanh": expr.tanh, "sigmoid": expr.sigmoid,
    "abs": expr.absolute, "sign": expr.sign, "max": expr.largest, "min": expr.smallest,
    "if>0": lambda t, a, b: t if np.isnan(t.value) else expr.choose(t, a, b),
    "floor": whole_part, "erf": expr.erf, "softplus": softplus,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Program:
    """Instructions: an operation and the slots of its arguments.

    Slot 0 is x, the next ones are results; constants are slots −1, −2 …
    """

    constants: tuple[tuple[float, str], ...]
    instructions: tuple[tuple[str, tuple[int, ...]], ...]
    result: int

    def on_array(self, x: np.ndarray) -> np.ndarray:
        """The function of every cell, in x's dtype."""
        computed = np.empty(x.shape, x.dtype)
        given, taken = x.reshape(-1), computed.reshape(-1)
        constants = [x.dtype.type(value) for value, _ in self.constants]
        for start in range(0, x.size, BLOCK):
            look()
            cells = slice(start, start + BLOCK)
            taken[cells] = self.run(given[cells], constants, ARRAYS)
        return computed

    def on_expr(self, x: Expr) -> Expr:
        """The function of one cell, as the expression that it is."""
        return self.run(x, [expr.const(*constant) for constant in self.constants], EXPRS)

    def run(self, x: Any, constants: list[Any], operations: Operations) -> Any:
        values = [x]

        def value(slot: int) -> Any:
            return values[slot] if slot >= X_SLOT else constants[~slot]

        for operation, slots in self.instructions:
            values.append(operations[operation](*map(value, slots)))
        return value(self.result)


def compile_tree(tree: Node) -> Program:
    """The program of a tree as it was typed, or as `present` shows it."""
    compiler = Compiler()
    result = compiler.place(tree)
    return Program(tuple(compiler.constants), tuple(compiler.instructions), result)


class Compiler:
    """Gives every part of a tree a slot; equal parts get the same one."""

    def __init__(self) -> None:
        self.constants: list[tuple[float, str]] = []
        self.instructions: list[tuple[str, tuple[int, ...]]] = []
        self.slots: dict[object, int] = {}

    def place(self, tree: Node) -> int:
        if tree not in self.slots:
            self.slots[tree] = self.placed(tree)
        return self.slots[tree]

    def placed(self, tree: Node) -> int:
        match tree.op:
            case "x":
                return X_SLOT
            case "num":
                return self.constant(as_float(tree.value))
            case "pi" | "e":
                return self.constant(CONSTANTS[tree.op], LETTERS.get(tree.op, tree.op))
        slot = self.emitted(tree)
        # What holds no x is one constant, under the name that it has in the formula.
        return slot if tree.has_x else self.constant(self.constants[~slot][0], named(tree))

    def emitted(self, tree: Node) -> int:
        match tree.op:
            case "+":
                return self.chain(tree, "+", "-", "neg")
            case "*":
                return self.chain(tree, "*", "/", "inv")
            case "max" | "min":
                return self.chain(tree, tree.op, "", "")
            case "inv":
                return self.emit("/", self.place(ONE), self.place(tree.args[0]))
            case "relu":
                return self.emit("max", self.place(tree.args[0]), self.place(ZERO))
            case "if>":
                return self.comparison(*tree.args)
        return self.emit("pow" if tree.op == "^" else tree.op, *map(self.place, tree.args))

    def chain(self, tree: Node, operation: str, undo: str, undone: str) -> int:
        """Two at a time, from the left, as it is typed; a difference stays a difference."""
        before = tuple(arg for arg in tree.args if not arg.has_x)
        args = tree.args
        if 1 < len(before) < len(args) and args[: len(before)] == before:
            args = (Node(tree.op, before), *args[len(before) :])
        slot = self.place(args[0])
        for arg in args[1:]:
            if arg.op == undone:
                slot = self.emit(undo, slot, self.place(arg.args[0]))
            else:
                slot = self.emit(operation, slot, self.place(arg))
        return slot

    def comparison(self, a: Node, b: Node, then: Node, otherwise: Node) -> int:
        test = self.place(a) if b == ZERO else self.emit("-", self.place(a), self.place(b))
        return self.emit("if>0", test, self.place(then), self.place(otherwise))

    def emit(self, operation: str, *slots: int) -> int:
        """The slot of a result: of constants at once, of anything else by an instruction."""
        instruction = (operation, slots)
        if instruction not in self.slots:
            if all(slot < X_SLOT for slot in slots):
                values = [np.float64(self.constants[~slot][0]) for slot in slots]
                with np.errstate(all="ignore"):
                    self.slots[instruction] = self.constant(float(ARRAYS[operation](*values)))
            else:
                self.instructions.append(instruction)
                self.slots[instruction] = len(self.instructions)
        return self.slots[instruction]

    def constant(self, value: float, name: str = "") -> int:
        self.constants.append((value, name))
        return ~(len(self.constants) - 1)


def named(tree: Node) -> str:
    """How a constant is written; a number, negative or not, is just its value."""
    if tree.op == "neg" and tree.args[0].op == "num":
        return ""
    return text(tree).replace("pi", LETTERS["pi"]).replace("-", "−")
