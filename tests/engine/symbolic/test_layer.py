"""The layer in a network: its mistake is found at its place, its numbers are explained."""

from typing import Any

import numpy as np
import pytest

from backstep.ask.explain import explain
from backstep.describe.description import normalise
from backstep.describe.network import build
from backstep.engine.registry import LAYERS
from backstep.engine.texts import text_of
from backstep.errors import DescriptionError
from backstep.run.state import initial_state
from backstep.run.tape import Tape


def description(expression: Any, **more: Any) -> dict[str, Any]:
    layers = [{"kind": "linear", "units": 2}, {"kind": "function", "expression": expression}]
    return {
        "network": {"layers": layers, "loss": {"kind": "squared_error"}},
        "data": {"x": [[0.5, -1.0], [2.0, 0.25]], "target": [[0, 1], [1, 0]]},
        **more,
    }


def tape_of(expression: str, **more: Any) -> Tape:
    network = build(normalise(description(expression, **more)))
    tape = Tape(network, initial_state(network), 0)
    tape.run()
    return tape


@pytest.mark.parametrize(("expression", "column"), [("x *", 4), ("", 1), ("sen(x)", 1)])
def test_a_wrong_expression_is_one_flaw_at_its_place(expression: str, column: int) -> None:
    with pytest.raises(DescriptionError) as caught:
        normalise(description(expression))
    (flaw,) = caught.value.flaws
    assert (flaw.code, flaw.pointer) == ("bad_expression", "/network/layers/1/expression")
    assert caught.value.status == 422
    assert flaw.found["column"] == column and flaw.allowed["expected"]
    assert f"column {column}" in flaw.detail


@pytest.mark.parametrize("expression", [3, None, ["x"], True])
def test_what_is_no_text_is_the_wrong_type(expression: Any) -> None:
    with pytest.raises(DescriptionError) as caught:
        normalise(description(expression))
    assert caught.value.code == "wrong_type"


def test_the_expression_is_required_and_has_no_default() -> None:
    wrong = description("x")
    del wrong["network"]["layers"][1]["expression"]
    with pytest.raises(DescriptionError) as caught:
        normalise(wrong)
    assert caught.value.code == "missing_field"
    assert list(LAYERS["function"].rules) == ["y", "dx"]


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(
    "expression", ["x*sigmoid(x)", "max(0, x)", "2*pi*x", "x", "3", "log(x)", "floor(3*x)*x"]
)
def test_every_cell_is_explained_by_a_tree_that_ends_at_what_the_step_reads(
    expression: str, dtype: str
) -> None:
    tape = tape_of(expression, dtype=dtype)
    for address in ("l2.y", "l1.dy"):
        assert tape.value(address).dtype == dtype
        step = tape.plan.writer[address]
        for at in np.ndindex(2, 2):
            answer = explain(tape, address, at)
            np.testing.assert_equal(answer["value"], float(tape.value(address)[at]))
            assert cells(answer["expr"]) <= set(step.reads.values())


def cells(expr: dict[str, Any]) -> set[str]:
    own = {expr["address"]} if expr["op"] == "cell" else set()
    return own.union(*(cells(arg) for arg in expr.get("args", [])))


@pytest.mark.parametrize(
    ("expression", "same"),
    [
        ("x*sigmoid(x)", {"kind": "silu"}), ("relu(x)", {"kind": "relu"}),
        ("tanh(x)", {"kind": "tanh"}),
        ("max(0, x) + 0.2*min(0, x)", {"kind": "leaky_relu", "slope": 0.2}),
        ("x^3", {"kind": "power", "exponent": 3}), ("gelu(x)", {"kind": "gelu"}),
        ("leaky_relu(x, 0.2)", {"kind": "leaky_relu", "slope": 0.2}),
        ("softplus(x)", {"kind": "softplus"}), ("silu(x)", {"kind": "silu"}),
        ("elu(x, 2)", {"kind": "elu", "alpha": 2}), ("where(x > 0, x, 0)", {"kind": "relu"}),
    ],
)  # fmt: skip
def test_it_computes_what_the_layer_of_that_name_computes(
    expression: str, same: dict[str, Any]
) -> None:
    given = description(expression)
    given["network"]["layers"][1] = same
    network = build(normalise(given))
    named = Tape(network, initial_state(network), 0)
    named.run()
    derived = tape_of(expression)
    for address in ("l2.y", "l1.dy", "l1.dW", "data.dx"):
        np.testing.assert_allclose(derived.value(address), named.value(address), rtol=1e-14)


def test_a_formula_that_takes_many_operations_counts_as_more_work() -> None:
    work = LAYERS["function"].rules["y"].work
    assert work is not None
    assert work((10, 10), "sin(cos(exp(x)))") > work((10, 10), "x + 1") > 0


def test_a_corner_is_told_where_there_may_be_one() -> None:
    for expression, there in (("max(x, -x)", True), ("abs(x)", True), ("relu(x)^2", True),
                              ("x^2", False), ("max(2, 3)*x", False), ("x*step(x)", True),
                              ("step(x)", False)):  # fmt: skip
        rule = LAYERS["function"].rules["dx"]
        said = [text_of(words, {"expression": expression}) for words in rule.words]
        assert ["corner" in said[0], "quiebre" in said[1]] == [there, there], expression


@pytest.mark.parametrize(("expression", "flat"), [("step(x)", True), ("3", True), ("2x", False)])
def test_that_nothing_before_a_flat_function_learns_is_told(expression: str, flat: bool) -> None:
    said = [text_of(w, {"expression": expression}) for w in LAYERS["function"].rules["dx"].words]
    assert ["nothing before" in said[0], "no aprende" in said[1]] == [flat, flat]
