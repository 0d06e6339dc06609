"""Where a number comes from: exactly one step back, as a tree whose leaves are cells."""

from typing import Any

import numpy as np

from backstep.ask.settle import settle
from backstep.describe.shapes import check_cell
from backstep.engine.expr import Expr, View, const
from backstep.engine.kind import Code, Index, call
from backstep.engine.tree import describe
from backstep.plan.step import Step
from backstep.run.tape import Tape


def explain(tape: Tape, address: str, at: Index, terms: int = 64) -> dict[str, Any]:
    """api.md's answer for one cell of the tensor at a canonical address.

    Raises QueryError (index_out_of_range) where `at` is not a cell of the tensor.
    """
    check_cell(address, tape.plan.tensors[address].shape, at, "/query/at")
    value = float(tape.value(address)[at])
    step = tape.plan.writer.get(address)
    answer = {"address": address, "at": list(at), "value": value}
    if step is None:
        itself = {"op": "cell", "address": address, "at": list(at), "value": value}
        return {**answer, "step": None, "formula": None, "expr": itself}
    formula = step.formula["cell"] or step.formula["all"]
    return {
        **answer,
        "step": step.index,
        "formula": formula and formula.to_dict(),
        "expr": settle(tree_of(tape, step, at, terms), value),
        **({"code": code_of(tape, step, step.kind.code)} if step.kind.code else {}),
    }


def code_of(tape: Tape, step: Step, code: Code) -> dict[str, Any]:
    """Where a number is computed that has no tree: the file and line, and what is read there."""
    reads = [
        {"name": name, "address": read, "shape": list(tape.plan.tensors[read].shape)}
        for name, read in step.reads.items()
    ]
    return {
        "file": code.file,
        "line": code.lines[step.rule_name],
        "function": code.name or step.rule_name,
        "written": step.rule_name not in code.derived,
        "reads": reads,
    }


def tree_of(tape: Tape, step: Step, at: Index, terms: int) -> dict[str, Any]:
    """How a rule computes one number. A drawn number has no other cause than its draw."""
    if step.rule.drawn:
        return {"op": "const", "name": step.rule_name, "value": float(tape.value(step.writes)[at])}
    if step.kind.code:
        return {"op": "code", "name": step.rule_name, "value": float(tape.value(step.writes)[at])}
    return describe(twin_of(tape, step, at), terms)


def twin_of(tape: Tape, step: Step, at: Index) -> Expr:
    """The rule for one number, with the expression that it builds while it computes."""
    rule = step.rule
    assert rule.twin is not None, f"{step.writes} has no cell twin"
    arguments = step.arguments(lambda read: View(read, tape.value(read)))
    for name, value in arguments.items():
        if isinstance(value, float):  # a number keeps its name; switches and counts stay plain
            arguments[name] = const(value, name)
    with np.errstate(all="ignore"):
        own = at[::-1] if rule.name in step.turned else at
        tree: Expr = call(rule.twin, {**arguments, "at": own})
    return tree
