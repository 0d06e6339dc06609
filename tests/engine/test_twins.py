"""Every cell twin says what its rule computes, for ordinary numbers and for extreme ones, and the
tree that it shows adds up at every node."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from backstep.engine.expr import Expr
from backstep.engine.kind import Example, Kind, Rule
from backstep.engine.tree import describe
from tests.engine.harness import RULED, Case, cases_of, prepare, title

PAIRS = cases_of(RULED)
TOLERANCE = {"float64": 1e-9, "float32": 1e-4}
EXTREMES = {
    "zero": [0.0],
    "large": [0.0, 1000.0, -1000.0],
    "infinite": [0.0, np.inf, -np.inf, 1000.0],
    "not a number": [0.0, np.nan, np.inf, -1000.0],
}
OPERATIONS: dict[str, Callable[..., Any]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "pow": np.power,
    "neg": np.negative, "abs": np.abs, "sign": np.sign, "sqrt": np.sqrt, "exp": np.exp,
    "log": np.log, "sin": np.sin, "cos": np.cos, "tan": np.tan, "tanh": np.tanh,
    "sum": lambda *terms: np.sum(terms), "max": lambda *terms: np.max(terms),
    "min": lambda *terms: np.min(terms), "erf": lambda x: math.erf(x),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)), "if>0": lambda t, a, b: a if t > 0 else b,
}  # fmt: skip


def computed(case: Case) -> Iterator[tuple[Rule, tuple[int, ...], Expr, float]]:
    """Every cell that a rule with a twin writes: the rule, the place, its tree, its value."""
    for rule in case.rules:
        if rule.drawn:
            continue
        array = np.asarray(case.tensors[rule.name])
        with np.errstate(all="ignore"):
            for at in np.ndindex(array.shape):
                yield rule, at, case.twin(rule, at), float(array[at])


def agrees(value: float, other: float, tolerance: float) -> bool:
    if math.isnan(value) or math.isnan(other):
        return math.isnan(value) and math.isnan(other)
    return value == other or abs(value - other) <= tolerance


def check_node(node: dict[str, Any], case: Case, rule: Rule) -> None:
    """api.md: a node's value is its op on its args' values; its cells are tensors that it reads."""
    if node["op"] == "cell":
        assert node["address"] in {case.source(name, rule) for name in rule.tensors}
        held = np.asarray(case.tensors[node["address"]])[tuple(node["at"])]
        assert agrees(node["value"], float(held), 0)
    if "args" not in node:
        assert node["op"] in ("cell", "const", "rest")
        return
    values = [np.float64(arg["value"]) for arg in node["args"]]
    expected = float(OPERATIONS[node["op"]](*values))
    finite = [abs(v) for v in (*values, node["value"]) if math.isfinite(v)]
    assert agrees(node["value"], expected, TOLERANCE[case.dtype] * max(1.0, *finite, 0)), node
    for arg in node["args"]:
        check_node(arg, case, rule)


def fill(case: Case, values: list[float], rng: np.random.Generator) -> None:
    """Half of all given numbers become extreme. A count stays a count, the number of a row such a
    number; and parameters stay small in float32, where products of a million that cancel leave
    nothing to compare."""
    spared = {"t", *(case.kind.parameters if case.dtype == "float32" else ())}
    spared |= {"x"} if case.example.inputs == "indices" else set()
    for name, array in case.tensors.items():
        if name not in spared:
            extreme = rng.choice(values, size=array.shape).astype(array.dtype)
            case.tensors[name] = np.where(rng.random(array.shape) < 0.5, extreme, array)


@pytest.mark.parametrize("pair", PAIRS, ids=title)
def test_a_twin_gives_the_array_for_every_cell(pair: tuple[Kind, Example]) -> None:
    case = prepare(*pair)
    case.run()
    for rule, at, tree, value in computed(case):
        assert agrees(float(tree.value), value, 1e-12 * max(1.0, abs(value))), (rule.name, at)


@pytest.mark.parametrize("pair", PAIRS, ids=title)
@pytest.mark.parametrize("values", EXTREMES.values(), ids=EXTREMES)
@pytest.mark.parametrize("dtype", TOLERANCE)
def test_the_tree_adds_up_at_every_node_for_extreme_numbers_too(
    pair: tuple[Kind, Example], values: list[float], dtype: str
) -> None:
    case = prepare(*pair, dtype=dtype)
    fill(case, values, np.random.default_rng(3))
    case.run()
    for rule, _, tree, value in computed(case):
        shown = {**describe(tree, terms=1000), "value": value}  # as an explanation shows it
        with np.errstate(all="ignore"):
            check_node(shown, case, rule)


@pytest.mark.parametrize("pair", PAIRS, ids=title)
def test_a_twin_in_float32_stays_near_the_array(pair: tuple[Kind, Example]) -> None:
    case = prepare(*pair, dtype="float32")
    case.run()
    for rule, at, tree, value in computed(case):
        assert agrees(float(tree.value), value, 1e-4 * max(1.0, abs(value))), (rule.name, at)


@pytest.mark.parametrize("kind", RULED, ids=lambda kind: kind.name)
def test_every_rule_that_does_not_draw_has_a_twin(kind: Kind) -> None:
    missing = [r.name for r in kind.rules.values() if r.twin is None and not r.drawn]
    assert not missing
