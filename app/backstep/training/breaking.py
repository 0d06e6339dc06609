"""Why a number is not finite: it grew too large, or what it was asked for is not defined.

The cell twin of the rule that wrote it says so: the first operation in it that makes something that
is not finite from numbers that are.
"""

from typing import Any, Literal, TypeAlias

import numpy as np

from backstep.ask.explain import twin_of
from backstep.engine.expr import Expr
from backstep.engine.kind import Array, Index
from backstep.plan.step import Step
from backstep.run.tape import Tape

Why: TypeAlias = Literal[
    "given", "overflow", "log_zero", "log_negative", "root", "zero_by_zero", "by_zero", "power",
    "undefined",
]  # fmt: skip


def why(tape: Tape, step: Step, at: Index) -> Why:
    """Why a step wrote a number that is not finite, where all that it read was."""
    if step.rule.twin is None:
        return "overflow"
    op, values = broken(twin_of(tape, step, at))
    return reason(op, values)


def first_broken(array: Array) -> int:
    return int(np.argmax(~np.isfinite(array)))


def broken(tree: Expr) -> tuple[str, list[float]]:
    """The operation that first made what is not finite, and the numbers that it made it from."""
    while True:
        further = next(filter(None, map(not_finite, relevant(tree))), None)
        if further is None:
            return tree.op, [float(arg.value) for arg in tree.args if not np.ndim(arg.value)]
        tree = further


def relevant(tree: Expr) -> tuple[Expr, ...]:
    """The arguments that a value depends on: of two branches, the one that was taken."""
    if tree.op != "if>0":
        return tree.args
    test, then, otherwise = tree.args
    return test, then if float(test.value) > 0 else otherwise


def not_finite(tree: Expr) -> Expr | None:
    """A tree of one number that is not finite, if there is one among these."""
    values: Any = np.asarray(tree.value)
    return None if np.isfinite(values).all() else tree.flat.at(first_broken(values))


def reason(op: str, values: list[float]) -> Why:
    match op, values:
        case "log", [0.0]:
            return "log_zero"
        case "log", [x] if x < 0:
            return "log_negative"
        case "sqrt", [x] if x < 0:
            return "root"
        case "/", [x, 0.0]:
            return "by_zero" if x else "zero_by_zero"
        case "pow", [0.0, exponent] if exponent < 0:
            return "by_zero"
        case "pow", [base, exponent] if base < 0 and not float(exponent).is_integer():
            return "power"
        case "log" | "sqrt", _:
            return "undefined"
    return "overflow"
