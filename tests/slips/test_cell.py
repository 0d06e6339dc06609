"""What a single number would be by each slip, from the tree of its explanation."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from backstep.presets import PRESETS
from backstep.slips.catalogue import outcomes
from backstep.slips.cell import Cell, Outcome, Tree, evaluate

TENSORS = {
    "data.x": [[2.0, 1.0], [-1.0, 4.0]],
    "l1.dy": [[0.5, 3.0], [0.25, 5.0]],
    "l1.dW": [[7.0, 1.0], [9.0, 10.0]],
    "l1.W": [[3.0, 8.0], [30.0, 6.0]],
    "l1.b": [0.5, 1.5],
}
SAMPLED = ("data.x", "l1.dy")


def number(value: float, name: str = "") -> Tree:
    return {"op": "const", "value": value} | ({"name": name} if name else {})


def at(address: str, *place: int) -> Tree:
    value = float(np.asarray(TENSORS[address])[place])
    return {"op": "cell", "address": address, "at": list(place), "value": value}


def node(op: str, *args: Tree) -> Tree:
    tree = {"op": op, "args": list(args), "value": 0.0}
    return tree | {"value": evaluate(tree)}


def found(tree: Tree, address: str = "l1.W", place: tuple[int, ...] = (0, 0)) -> dict[str, Any]:
    """All that comes out, by slip."""
    cell = Cell(
        tree,
        tree["value"],
        place,
        np.asarray(TENSORS[address]),
        2,
        lambda name: np.asarray(TENSORS[name]),
        lambda name: name in SAMPLED,
    )
    by_name: dict[str, list[Outcome]] = {}
    for slip, outcome in outcomes(cell):
        by_name.setdefault(slip.name, []).append(outcome)
    return by_name


def values(outcomes: list[Outcome]) -> list[float]:
    return [outcome.value for outcome in outcomes]


DW = node(
    "sum",
    node("*", at("data.x", 0, 0), at("l1.dy", 0, 1)),
    node("*", at("data.x", 1, 0), at("l1.dy", 1, 1)),
)
Y = node(
    "+",
    node(
        "sum",
        node("*", at("data.x", 0, 0), at("l1.W", 0, 0)),
        node("*", at("data.x", 0, 1), at("l1.W", 1, 0)),
    ),
    at("l1.b", 0),
)


@pytest.mark.parametrize(
    ("op", "args", "value"),
    [
        ("+", (2, 3), 5), ("-", (2, 3), -1), ("*", (2, 3), 6), ("/", (3, 2), 1.5),
        ("neg", (2,), -2), ("sum", (1, 2, 4), 7), ("max", (2, 5), 5), ("min", (2, 5), 2),
        ("pow", (3, 2), 9), ("sqrt", (9,), 3), ("abs", (-4,), 4), ("sign", (-4,), -1),
        ("if>0", (1, 7, 8), 7), ("if>0", (0, 7, 8), 8), ("sigmoid", (0,), 0.5),
        ("/", (1, 0), np.inf),
    ],
)  # fmt: skip
def test_a_tree_computes_itself(op: str, args: tuple[float, ...], value: float) -> None:
    assert evaluate(node(op, *map(number, args))) == value


def test_what_has_no_rule_keeps_its_value() -> None:
    tree = {"op": "unheard of", "args": [number(1)], "value": 99.0}
    assert evaluate(tree) == 99
    assert evaluate({"op": "rest", "count": 3, "value": 4.0}) == 4


def test_one_sample_alone_and_which_one() -> None:
    first, second = found(DW, "l1.dW", (0, 1))["one_sample"]
    assert (first.value, first.numbers) == (6, {"k": 0, "n": 2})
    assert (second.value, second.numbers["k"]) == (-5, 1)
    assert "term" not in found(DW, "l1.dW", (0, 1)), "the terms are the samples"


def test_sign_sum_mean_point_and_other_cells() -> None:
    by_name = found(DW, "l1.dW", (0, 1))
    assert values(by_name["sign"]) == [-1]
    assert values(by_name["sum"]) == [2] and values(by_name["mean"]) == [0.5]
    assert values(by_name["point"]) == [0.01, 0.1, 10, 100]
    assert values(by_name["transposed"]) == [9]
    assert values(by_name["other"]) == [7, 9, 10]


def test_a_matrix_that_is_turned_round_is_named() -> None:
    turned = {o.tensors["name"]: o.value for o in found(Y)["swapped"]}
    assert turned["l1.W"] == 2 * 3 + 1 * 8 + 0.5
    assert "l1.b" not in turned


def test_a_term_that_is_left_out_is_told() -> None:
    left = {o.trees["term"]["op"]: o.value for o in found(Y)["left"]}
    assert left["cell"] == 36, "without b"


def test_the_constants_that_are_forgotten_are_one_factor() -> None:
    error = node("/", node("*", number(2), node("-", number(1), number(4))), number(5))
    by_name = found(error)
    assert by_name["factor"][0].value == -3
    assert evaluate(by_name["factor"][0].trees["factor"]) == pytest.approx(2 / 5)
    assert values(by_name["minus"]) == [2]


def test_powers_and_other_cases() -> None:
    assert values(found(node("pow", number(3), number(2)))["power"]) == [3]
    assert values(found(node("if>0", number(-1), number(4), number(9)))["branch"]) == [4]


def test_at_the_edge_of_a_choice_the_other_branch_is_a_slip_too() -> None:
    for test, other in ((0.5, 8), (0, 3), (-1, 3)):
        assert values(found(node("if>0", number(test), number(3), number(8)))["branch"]) == [other]


def test_up_to_four_constants_are_one_factor() -> None:
    for count, told in ((4, 1), (5, 0)):
        tree = at("l1.b", 0)
        for _ in range(count):
            tree = node("*", number(2), tree)
        bare = [o for o in found(tree).get("factor", []) if o.value == pytest.approx(0.5)]
        assert len(bare) == told, "without any constant"


def test_of_several_terms_one_may_be_taken_alone() -> None:
    terms = node("sum", at("l1.W", 0, 0), at("l1.W", 1, 0), at("l1.W", 0, 1))
    assert values(found(terms)["term"]) == [3, 30, 8]


def test_a_cell_on_the_diagonal_has_no_other_across() -> None:
    assert "transposed" not in found(number(1), "l1.dW", (1, 1))
    assert values(found(number(1), "l1.dW", (1, 0))["transposed"]) == [1]


@pytest.mark.parametrize("name", PRESETS)
def test_every_explanation_of_a_preset_computes_itself(name: str, client: TestClient) -> None:
    made = client.post("/api/v1/checkpoints", json=PRESETS[name]["description"]).json()
    place = f"/api/v1/checkpoints/{made['id']}"
    trace = client.get(f"{place}/trace?inline=0&preview=0").json()
    for address, tensor in trace["tensors"].items():
        where = ",".join("0" for _ in tensor["shape"])
        told = client.get(f"{place}/explain/{address}?at={where}").json()
        assert evaluate(told["expr"]) == pytest.approx(float(told["value"]), rel=1e-5, abs=1e-12)


@pytest.fixture
def ask(client: TestClient) -> Callable[..., Any]:
    made = client.post("/api/v1/checkpoints", json=PRESETS["course"]["description"]).json()

    def get(address: str, query: str) -> Any:
        return client.get(f"/api/v1/checkpoints/{made['id']}/slips/{address}?{query}")

    return get


def test_only_the_slips_that_lead_to_a_guess_are_told(ask: Callable[..., Any]) -> None:
    whole = ask("l1.dW", "at=0,0").json()
    for slip in whole["slips"]:
        told = ask("l1.dW", f"at=0,0&guess={slip['value']}&within=1e-9").json()["slips"]
        assert 1 <= len(told) <= 2
        assert all(abs(other["value"] - slip["value"]) <= 1e-9 for other in told)
    assert ask("l1.dW", "at=0,0&guess=123.456").json()["slips"] == []
    assert ask("l1.dW", f"at=0,0&guess={whole['value']}").json()["slips"] == [], "it is right"


@pytest.mark.parametrize("query", ["at=0,0&guess=nan", "at=0,0&within=-1", "at=9,9", "at=0,0&no=1"])
def test_what_cannot_be_asked_is_refused(query: str, ask: Callable[..., Any]) -> None:
    assert ask("l1.dW", query).status_code == 422
