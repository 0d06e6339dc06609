"""Parts and sums: what is read several times receives a gradient from each reader."""

import json
from typing import Any

import numpy as np
import pytest

from backstep.api.wire import encode
from backstep.ask.explain import explain
from tests.networks import describe, start

LINEAR = {"kind": "linear", "units": 3}


def residual(**more: Any) -> Any:
    """2 → 3, linear, tanh, linear, add the input of the block, linear."""
    layers = [
        LINEAR, {"kind": "tanh"}, LINEAR, {"kind": "add", "inputs": {"other": "l1"}},
        {"kind": "linear", "units": 1},
    ]  # fmt: skip
    return describe(layers, [[0.5, -1.0], [2.0, 0.3]], [[1.0], [0.0]], **more)


def test_each_reader_writes_a_part_and_they_are_added_where_the_tensor_came_from() -> None:
    plan = start(residual()).plan
    backward = [step for step in plan.steps if step.phase == "backward"]
    assert [step.writes for step in backward] == [
        "l5.dy", "l5.dW", "l5.db", "l4.dy", "l3.dy", "l1.dy@l4.other", "l3.dW", "l3.db", "l2.dy",
        "l1.dy@l2.x", "l1.dy", "l1.dW", "l1.db", "data.dx",
    ]  # fmt: skip
    added = plan.told(backward[10])
    assert added["rule"] == "sum" and added["node"] == "l1" and added["phase"] == "backward"
    assert added["reads"] == {"p1": "l1.dy@l4.other", "p2": "l1.dy@l2.x"}
    assert added["settings"] == {}


def test_a_sum_is_its_parts_to_the_bit_and_its_gradient_moves_on() -> None:
    tape = start(residual())
    tape.run()
    p1, p2 = tape.value("l1.dy@l4.other"), tape.value("l1.dy@l2.x")
    np.testing.assert_array_equal(tape.value("l1.dy"), p1 + p2)
    np.testing.assert_array_equal(tape.value("l1.dW"), tape.value("data.x").T @ (p1 + p2))
    assert tape.plan.tensors["l1.dy@l2.x"].role == "gradient"


@pytest.mark.parametrize(
    ("alias", "address"),
    [("l4.other", "l1.y"), ("l4.dother", "l1.dy@l4.other"), ("l4.x", "l3.y"), ("l4.dx", "l3.dy"),
     ("l2.x", "l1.y"), ("l2.dx", "l1.dy@l2.x"), ("l3.dy@l4.x", "l3.dy"), ("l1.x", "data.x"),
     ("l1.dy@l4", None), ("l1.dy@l5.x", None), ("l3.dother", None)],
)  # fmt: skip
def test_aliases_name_what_a_layer_means(alias: str, address: str | None) -> None:
    assert start(residual()).plan.canonical(alias) == address


def test_memory_names_the_parts_that_read_and_sums_read_nothing_that_is_stored() -> None:
    memory = start(residual()).plan.memory
    assert memory["l2.y"] == ["l3.dW", "l1.dy@l2.x"]
    assert "l1.y" not in memory


def test_what_reads_one_tensor_twice_has_two_parts_in_the_order_of_its_rules() -> None:
    raw = describe([{"kind": "add", "inputs": {"other": "data"}}], [[1.0, 2.0]], [[0.0, 0.0]])
    steps = start(raw).plan.steps
    added = next(step for step in steps if step.rule_name == "sum")
    assert added.reads == {"p1": "data.dx@l1.x", "p2": "data.dx@l1.other"}
    assert added.node == "data" and added.index == max(
        step.index for step in steps if step.phase == "backward"
    )
    assert "Layer 1 (twice)" in added.sentence["en"]


def test_a_sum_is_written_as_its_readers_write_it() -> None:
    made = start(residual()).plan
    formula = made.writer["l1.dy"].formula["all"]
    assert formula is not None
    parts = [
        rf"\frac{{\partial E}}{{\partial {x}}}" for x in ("y_{1}", r"\mathrm{other}_{4}", "x_{2}")
    ]
    assert formula.latex == f"{parts[0]} = {parts[1]} + {parts[2]}"


@pytest.mark.parametrize("count", [64, 126])
def test_a_sum_of_very_many_parts_is_explained_whole_by_a_tree_that_can_be_sent(count: int) -> None:
    adds = [{"kind": "add", "inputs": {"other": "l1"}} for _ in range(count)]
    tape = start(describe([{"kind": "tanh"}, *adds], [[1.0, 2.0]], [[0.0, 0.0]]))
    told = explain(tape, "l1.dy", (0, 1), terms=1)
    assert count_cells(told["expr"]) == count + 1
    assert told["value"] == told["expr"]["value"] == float(tape.value("l1.dy")[0, 1])
    assert json.loads(encode(told)) == told


def count_cells(tree: Any) -> int:
    return 1 if tree["op"] == "cell" else sum(map(count_cells, tree["args"]))


def test_each_inputs_gradient_has_the_general_line_of_an_input_and_a_sum_its_own() -> None:
    made = start(residual()).plan
    names = ("l1.dy@l4.other", "l3.dy", "l1.dy")
    told = {name: made.told(made.writer[name]) for name in names}
    lines = {name: step["formula"]["general"]["latex"] for name, step in told.items()}
    assert "other" in lines["l1.dy@l4.other"] and "x" in lines["l3.dy"]
    assert r"\sum_{r}" in lines["l1.dy"]
    assert "r" in [letter["symbol"] for letter in told["l1.dy"]["legend"]]
