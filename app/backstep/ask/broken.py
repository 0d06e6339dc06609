"""Where a number breaks: the first tensor of an iteration that holds one which is not finite.

A rule may declare where it means −Infinity, such as where a mask hides a score: that is no number
that broke.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from backstep.engine.kind import Array, Index, call
from backstep.plan.plan import Plan
from backstep.plan.step import Step

Value: TypeAlias = Callable[[str], Any]  # the tensor at an address


class Broken(NamedTuple):
    """The tensor, the step that wrote it (none where it was given), and its first such cell."""

    address: str
    step: Step | None
    at: Index


def first_broken(plan: Plan, value: Value) -> Broken | None:
    """What broke first: something that was given, or else the first step's that wrote it."""
    for address in plan.tensors:
        if address not in plan.writer:
            if (at := first(~np.isfinite(value(address)))) is not None:
                return Broken(address, None, at)
    for step in plan.steps:
        if (at := first(wrong_cells(step, value))) is not None:
            return Broken(step.writes, step, at)
    return None


def wrong_cells(step: Step, value: Value) -> Array:
    """The cells of what a step wrote that are neither finite nor where −Infinity is meant."""
    array = np.asarray(value(step.writes))
    wrong = ~np.isfinite(array)
    if step.rule.meant is None or not wrong.any():
        return wrong
    return wrong & ~meant_cells(step, array, value)


def meant_cells(step: Step, array: Array, value: Value) -> Array:
    """The cells that are −Infinity because the rule means them to be."""
    assert step.rule.meant is not None
    return (array == -np.inf) & call(step.rule.meant, step.arguments(value))


def meant_in(plan: Plan, value: Value, address: str) -> Array | None:
    """The cells of a tensor that are −Infinity on purpose; None where there are none such."""
    step = plan.writer.get(address)
    if step is None or step.rule.meant is None:
        return None
    array = np.asarray(value(address))
    return None if np.isfinite(array).all() else meant_cells(step, array, value)


def first(cells: Array) -> Index | None:
    """The place of the first that is true, in row-major order."""
    if not cells.any():
        return None
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(cells)), cells.shape))
