"""A parameter that several layers use: a part from each use, one sum, one update."""

import numpy as np
import pytest

from backstep.ask.check import check
from backstep.run.state import initial_state
from tests.describe.test_sharing import twice
from tests.networks import make, start

ADAM = {"kind": "adam", "lr": 0.1}


def test_each_use_writes_its_part_and_the_owner_adds_them_at_once() -> None:
    plan = start(twice()).plan
    backward = [step.writes for step in plan.steps if step.phase == "backward"]
    assert backward == [
        "l3.dy", "l1.dW@l3", "l1.db@l3", "l2.dy", "l1.dy", "l1.dW@l1", "l1.dW", "l1.db@l1",
        "l1.db", "data.dx",
    ]  # fmt: skip
    added = plan.writer["l1.dW"]
    assert added.rule_name == "sum" and added.node == "l1"
    assert added.reads == {"p1": "l1.dW@l3", "p2": "l1.dW@l1"}


def test_there_is_one_update_and_one_state() -> None:
    raw = twice()
    raw["network"]["optimizer"] = ADAM
    plan = start(raw).plan
    assert [s.writes for s in plan.steps if s.rule_name == "next"] == ["l1.W:next", "l1.b:next"]
    assert plan.writer["l1.W:m:next"].reads["dp"] == "l1.dW"


@pytest.mark.parametrize(
    ("alias", "address"),
    [("l3.W", "l1.W"), ("l3.dW", "l1.dW@l3"), ("l3.W:m", "l1.W:m"), ("l3.W:next", "l1.W:next"),
     ("l3.W:m:next", "l1.W:m:next"), ("l1.dW", "l1.dW"), ("l3.W:q", None), ("l2.W", None)],
)  # fmt: skip
def test_a_sharers_names_are_its_owners(alias: str, address: str | None) -> None:
    raw = twice()
    raw["network"]["optimizer"] = ADAM
    assert start(raw).plan.canonical(alias) == address


def test_a_part_is_written_with_the_layer_that_uses_the_weight() -> None:
    formula = start(twice()).plan.writer["l1.dW"].formula["all"]
    assert formula is not None
    uses = [rf"\frac{{\partial E}}{{\partial {{W_{{1}}}}^{{({k})}}}}" for k in (3, 1)]
    assert formula.latex == rf"\frac{{\partial E}}{{\partial W_{{1}}}} = {uses[0]} + {uses[1]}"


def test_the_sum_moves_the_weight_and_the_check_holds_for_each_part() -> None:
    network = make(twice())
    state = initial_state(network)
    report = check(network, state, 0, everything=True)
    assert report["ok"] and report["tensors"]["l1.dW@l3"]["ok"]
    tape = start(twice())
    tape.run()
    parts = tape.value("l1.dW@l3"), tape.value("l1.dW@l1")
    np.testing.assert_array_equal(tape.value("l1.dW"), parts[0] + parts[1])
    moved = tape.value("l1.W") - 0.1 * tape.value("l1.dW")
    np.testing.assert_array_equal(tape.value("l1.W:next"), moved)
