"""What broke first: what was given goes before what was computed, and step before step."""

from typing import Any

import numpy as np

from backstep.ask.broken import first_broken, meant_cells, wrong_cells
from backstep.engine.registry import LAYERS
from tests.networks import around, dense, start


def broken_with(**values: Any) -> tuple[str, str | None, tuple[int, ...]] | None:
    """The tensor that broke, by which step, and where, if some hold other numbers."""
    tape = start(dense(2, 3, 1))
    other = {name.replace("_", "."): np.array(value) for name, value in values.items()}
    found = first_broken(tape.plan, lambda address: other.get(address, tape.value(address)))
    if found is None:
        return None
    return found.address, found.step and found.step.writes, found.at


def test_nothing_is_broken_where_all_is_finite() -> None:
    assert broken_with() is None


def test_what_was_given_goes_before_what_was_computed() -> None:
    weights = [[1.0, 2.0, 3.0], [4.0, np.nan, np.inf]]
    assert broken_with(l1_W=weights, l1_y=[[np.nan] * 3] * 3) == ("l1.W", None, (1, 1))


def test_of_what_was_computed_the_first_step_goes_first() -> None:
    found = broken_with(l2_y=[[np.nan]] * 3, l1_y=[[0.0] * 3, [0, np.inf, 0], [0.0] * 3])
    assert found == ("l1.y", "l1.y", (1, 1))


def test_minus_infinity_is_no_number_that_broke_where_a_rule_means_it() -> None:
    seen = 0
    for kind in LAYERS.values():
        for example in kind.examples():
            tape = start(around(kind, example))
            for step in tape.plan.steps:
                if step.rule.meant is None:
                    continue
                array = np.array(tape.value(step.writes))
                meant = meant_cells(step, array, tape.value)
                assert not wrong_cells(step, tape.value)[meant].any()
                broken = np.where(meant, array, np.nan)
                changed = {step.writes: broken}
                found = wrong_cells(step, lambda a: changed.get(a, tape.value(a)))  # noqa: B023
                assert (found == ~meant).all()
                seen += meant.any()
    assert seen, "some rule means −Infinity"
