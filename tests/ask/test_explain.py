"""Explanations: exactly one step back, true at every node, and short."""

import math
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from backstep.ask.explain import explain
from backstep.engine.functions import erf_of, sigmoid_of
from backstep.engine.kind import Example, Kind
from backstep.errors import QueryError
from backstep.run.state import initial_state
from backstep.run.tape import Tape
from tests.networks import around, course, dense, describe, every_kind, make, start

Tree = dict[str, Any]
OPS: dict[str, Callable[..., Any]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "pow": np.power,
    "neg": np.negative, "sum": lambda *a: np.sum(a), "max": lambda *a: np.max(a),
    "min": lambda *a: np.min(a), "exp": np.exp, "log": np.log, "sqrt": np.sqrt, "abs": np.abs,
    "sign": np.sign, "sin": np.sin, "cos": np.cos, "tan": np.tan, "tanh": np.tanh,
    "sigmoid": sigmoid_of, "erf": erf_of, "if>0": lambda t, a, b: a if t > 0 else b,
}  # fmt: skip
LEAVES = ("cell", "const", "rest")
COUNT = {"if>0": 3, **dict.fromkeys(("+", "-", "*", "/", "pow"), 2)}


def nodes(tree: Tree) -> Iterator[Tree]:
    yield tree
    for arg in tree.get("args", ()):
        yield from nodes(arg)


def same(one: float, two: float) -> bool:
    return one == two or (math.isnan(one) and math.isnan(two))


def is_true(node: Tree, tolerance: float) -> bool:
    """Whether a node's value is its op on its args' values, within api.md's tolerance."""
    args = [np.float64(arg["value"]) for arg in node["args"]]
    with np.errstate(all="ignore"):
        expected = float(OPS[node["op"]](*args))
        if same(expected, node["value"]):
            return True
        ended = math.isfinite(expected) and math.isfinite(node["value"])
        if not ended and any(overflows(inner) for inner in nodes(node)):
            return True  # whether it overflows on the way depends on the order of adding
        size = max(1.0, abs(node["value"]), *map(abs, args))
        return abs(expected - node["value"]) <= tolerance * size


def overflows(node: Tree) -> bool:
    """Whether it adds up numbers that are too large together, in some order or another."""
    args = [arg["value"] for arg in node.get("args", [])]
    finite = [value for value in args if math.isfinite(value)]
    added = args if all_finite(node) else finite
    return node["op"] == "sum" and bool(np.isinf(np.sum(np.abs(added))))


def all_finite(node: Tree) -> bool:
    return all(math.isfinite(leaf["value"]) for leaf in nodes(node) if leaf["op"] in LEAVES)


def assert_holds(tape: Tape, address: str, at: tuple[int, ...], terms: int = 64) -> Tree:
    """All that api.md promises of one explanation."""
    told = explain(tape, address, at, terms)
    tree, step = told["expr"], tape.plan.writer[address]
    place = f"{address}{list(at)}"
    assert (told["address"], told["at"], told["step"]) == (address, list(at), step.index)
    value = float(tape.value(address)[at])
    assert same(told["value"], value) and same(tree["value"], value), place
    tolerance = 1e-4 if tape.network.dtype == "float32" else 1e-9
    for node in nodes(tree):
        if node["op"] in LEAVES:
            assert "args" not in node
        else:
            assert len(node["args"]) == COUNT.get(node["op"], len(node["args"])), place
            assert is_true(node, tolerance), (place, node)
        if node["op"] == "cell":
            assert node["address"] in step.reads.values(), place
            cell = tape.value(node["address"])[tuple(node["at"])]
            assert same(node["value"], float(cell)), place
    return told


def assert_all_hold(tape: Tape) -> None:
    for step in tape.plan.steps:
        for at in np.ndindex(tape.plan.tensors[step.writes].shape):
            assert_holds(tape, step.writes, at)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(("kind", "example"), every_kind())
def test_every_number_of_every_kind_is_explained(kind: Kind, example: Example, dtype: str) -> None:
    assert_all_hold(start(around(kind, example, dtype=dtype), iteration=1))


EXTREMES = [0.0, -0.0, 1.0, -1.0, 1e-30, -1000.0, 1000.0, 1e16, -1e16, 1e200, -1e308]
ENDLESS = [np.nan, np.inf, -np.inf]


@pytest.mark.parametrize("numbers", [EXTREMES, EXTREMES + ENDLESS], ids=["huge", "endless"])
@pytest.mark.parametrize(("kind", "example"), every_kind())
def test_extreme_numbers_are_explained_too(
    kind: Kind, example: Example, numbers: list[float]
) -> None:
    network = make(around(kind, example))
    rng = np.random.default_rng(3)
    whole = example.inputs == "indices"  # of rows: no other is let in
    for array in (network.data.target, *(() if whole else (network.data.x,))):
        array[...] = rng.choice(numbers, array.shape)
    assert_all_hold(Tape(network, initial_state(network), 0))


def test_a_weights_gradient_is_a_sum_of_products() -> None:
    told = assert_holds(start(course()), "l3.dW", (1, 0))
    first = told["expr"]["args"][0]
    assert told["expr"]["op"] == "sum" and len(told["expr"]["args"]) == 3
    assert first["op"] == "*"
    assert [(a["address"], a["at"]) for a in first["args"]] == [("l3.dy", [0, 0]), ("l2.y", [0, 1])]
    assert "∂" in told["formula"]["latex"] or "partial" in told["formula"]["latex"]


def test_a_setting_is_a_constant_with_its_name() -> None:
    told = assert_holds(start(course()), "l1.W:next", (0, 0))
    constants = [node for node in nodes(told["expr"]) if node["op"] == "const"]
    assert constants == [{"op": "const", "name": "lr", "value": 0.1}]


@pytest.mark.parametrize("address", ["data.x", "data.target", "l1.W", "l1.b"])
def test_a_number_that_no_step_wrote_is_its_own_explanation(address: str) -> None:
    tape = start(course())
    at = (0,) * tape.value(address).ndim
    value = float(tape.value(address)[at])
    told = explain(tape, address, at)
    assert told["expr"] == {"op": "cell", "address": address, "at": list(at), "value": value}
    assert (told["step"], told["formula"], told["value"]) == (None, None, value)


def test_a_drawn_number_is_a_constant() -> None:
    tape = start(describe([{"kind": "dropout", "rate": 0.5}], np.ones((2, 2)), np.ones((2, 2))))
    told = assert_holds(tape, "l1.mask", (1, 1))
    assert told["expr"] == {"op": "const", "name": "mask", "value": told["value"]}


WRONG_PLACES = [
    ("l1.W", (2, 0)), ("l1.W", (0, 3)), ("l1.W", (-1, 0)), ("l1.W", (0,)), ("l1.W", ()),
    ("l1.W", (0, 0, 0)), ("loss.E", (0,)), ("l1.b", (10**17,)),
]  # fmt: skip


@pytest.mark.parametrize(("address", "at"), WRONG_PLACES)
def test_a_cell_that_is_not_there_is_out_of_range(address: str, at: tuple[int, ...]) -> None:
    with pytest.raises(QueryError) as caught:
        explain(start(course()), address, at)
    (flaw,) = caught.value.flaws
    assert (flaw.code, flaw.pointer, flaw.found) == ("index_out_of_range", "/query/at", list(at))
    assert caught.value.status == 422


@pytest.mark.parametrize("terms", [1, 5, 64, 100])
@pytest.mark.parametrize("address", ["l1.y", "l1.dW", "l1.db", "loss.E"])
def test_a_long_sum_keeps_its_largest_terms_and_a_rest(address: str, terms: int) -> None:
    tape = start(dense(200, 3, samples=150))
    at = (0,) * tape.value(address).ndim
    told = assert_holds(tape, address, at, terms)
    (total,) = [n for n in nodes(told["expr"]) if n["op"] == "sum"]
    *shown, rest = total["args"]
    everything = assert_holds(tape, address, at, 10_000)
    (whole,) = [n for n in nodes(everything["expr"]) if n["op"] == "sum"]
    assert rest["op"] == "rest" and rest["count"] + len(shown) == len(whole["args"])
    leaves = sum(not n.get("args") for n in nodes(shown[0]))  # more than two count for more
    assert len(shown) == max(1, min(terms, 2 * terms // leaves))
    left = sorted((abs(term["value"]) for term in whole["args"]), reverse=True)[len(shown) :]
    assert min(abs(term["value"]) for term in shown) >= left[0]


@pytest.mark.parametrize(("kind", "example"), every_kind("layer", "loss"))
def test_a_tree_shows_no_more_terms_than_were_asked_for(kind: Kind, example: Example) -> None:
    tape = start(around(kind, example))
    for step in tape.plan.steps:
        at = (0,) * len(tape.plan.tensors[step.writes].shape)
        tree = assert_holds(tape, step.writes, at, terms=3)["expr"]
        sums = [n["args"] for n in nodes(tree) if n["op"] in ("sum", "max", "min")]
        cut = [args for args in sums if args[-1]["op"] == "rest"]
        assert sum(len(args) - 1 for args in cut) <= max(3, len(cut)), step.writes


WIDE_LOSSES = ["squared_error", "absolute_error", "huber", "binary_cross_entropy"]


@pytest.mark.parametrize("loss", WIDE_LOSSES)
def test_a_whole_tree_has_about_as_many_leaves_as_terms_were_asked_for(loss: str) -> None:
    x, target = np.linspace(-2, 2, 600).reshape(200, 3), np.full((200, 3), 0.25)
    layers = [{"kind": "sigmoid"}, {"kind": "batch_norm"}, {"kind": "sigmoid"}]
    tape = start(describe(layers, x, target, loss={"kind": loss}))
    for address in ("loss.E", "l2.var", "l2.mean", "l3.dy", "l1.dy"):
        tree = assert_holds(tape, address, (0,) * tape.value(address).ndim)["expr"]
        assert sum(not node.get("args") for node in nodes(tree)) <= 2 * 64 + 8, address


def test_one_number_of_a_wide_layer_is_explained_from_a_row_and_not_from_all_rows() -> None:
    wide = 1024
    tape = start(dense(wide, wide, samples=wide))
    tape.run()
    for address in ("l1.y", "l1.dW", "data.dx", "l1.db", "l1.W:next"):
        at = (7,) * tape.value(address).ndim
        explain(tape, address, at)
        tracemalloc.start()
        explain(tape, address, at)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 40 * 8 * wide, (
            address
        )  # bytes: whoever looks at all rows takes 25 times as much


@pytest.mark.parametrize("seed", range(20))
def test_sums_of_large_terms_that_cancel_stay_within_tolerance(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = rng.choice([1e10, 1e6, 3.0, -1e8], (2, 6)) * rng.normal(size=(2, 6))
    W = rng.normal(size=(6, 2))
    W[-1] = -(x[0, :-1] @ W[:-1]) / x[0, -1]
    given = {"l1.W": W, "l1.b": [1.0, 1e-3]}
    layers = [{"kind": "linear", "units": 2}, {"kind": "batch_norm"}]
    assert_all_hold(start(describe(layers, x, np.zeros((2, 2)), parameters=given)))
