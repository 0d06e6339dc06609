"""The chain rule: one link for each block between a tensor and the error, nearest block first."""

from typing import Any

import numpy as np
import pytest

from backstep.describe.address import denominator
from backstep.plan.chain import chain
from backstep.plan.plan import Plan
from tests.networks import course, describe, start


def course_plan() -> Plan:
    return start(course()).plan


def links(address: str, plan: Plan | None = None) -> list[tuple[str, str, str]]:
    found = chain(plan or course_plan(), address)
    assert found is not None
    return [(link["numerator"], link["denominator"], link["node"]) for link in found["links"]]


def test_the_chain_of_the_first_layers_weights_is_the_contracts() -> None:
    found = chain(course_plan(), "l1.dW")
    assert found is not None
    assert found["address"] == "l1.dW"
    assert found["links"] == [
        {"numerator": "loss.E", "denominator": "l3.y", "node": "loss", "input": "x"},
        {"numerator": "l3.y", "denominator": "l2.y", "node": "l3", "input": "x"},
        {"numerator": "l2.y", "denominator": "l1.y", "node": "l2", "input": "x"},
        {"numerator": "l1.y", "denominator": "l1.W", "node": "l1", "input": None},
    ]
    assert found["in_the_middle"] == ["l2", "l3", "loss"]


MIDDLES: list[tuple[str, list[str]]] = [
    ("l3.dy", []),
    ("l3.dW", ["loss"]),
    ("l3.db", ["loss"]),
    ("l2.dy", ["loss"]),
    ("l2.db", ["l3", "loss"]),
    ("data.dx", ["l2", "l3", "loss"]),
]


@pytest.mark.parametrize(("address", "blocks"), MIDDLES)
def test_the_nearest_block_in_the_middle_comes_first(address: str, blocks: list[str]) -> None:
    found = chain(course_plan(), address)
    assert found is not None and found["in_the_middle"] == blocks


@pytest.mark.parametrize(
    ("asked", "gradient"),
    [("l2.W", "l2.dW"), ("l2.y", "l2.dy"), ("data.x", "data.dx"), ("l3.x", "l2.dy"),
     ("l1.dx", "data.dx"), ("loss.dx", "l3.dy"), ("l2.dW", "l2.dW")],
)  # fmt: skip
def test_what_has_a_gradient_answers_as_it(asked: str, gradient: str) -> None:
    found = chain(course_plan(), asked)
    assert found is not None and found["address"] == gradient


@pytest.mark.parametrize("asked", ["loss.E", "data.target", "l1.W:next", "l9.W", "", "l1", "nodot"])
def test_what_has_no_gradient_has_no_chain(asked: str) -> None:
    assert chain(course_plan(), asked) is None


@pytest.mark.parametrize("gone", ["data.dx", "l2.dW", "l3.dy"])
def test_where_a_gradient_is_not_computed_there_is_no_chain_to_it(gone: str) -> None:
    plan = course_plan()
    del plan.tensors[gone]
    names = [gone, denominator(gone), *(a for a, of in plan.edges.aliases.items() if of == gone)]
    assert [chain(plan, name) for name in names] == [None] * len(names)


def test_links_cancel_like_fractions() -> None:
    for address in course_plan().tensors:
        found = chain(course_plan(), address)
        if found:
            pairs = zip(found["links"], found["links"][1:], strict=False)
            assert all(one["denominator"] == two["numerator"] for one, two in pairs)
            assert found["links"][-1]["denominator"] == denominator(found["address"])


def test_without_layers_the_error_is_all_there_is() -> None:
    plan = start(describe([], [[1.0]], [[2.0]])).plan
    assert links("data.x", plan) == [("loss.E", "data.x", "loss")]


def test_an_activation_and_an_inner_tensor_have_their_place() -> None:
    layers: list[Any] = [{"kind": "batch_norm"}, {"kind": "tanh"}]
    plan = start(describe(layers, np.eye(3), np.eye(3))).plan
    assert links("l1.dz", plan)[1:] == [("l2.y", "l1.y", "l2"), ("l1.y", "l1.z", "l1")]
    assert chain(plan, "l1.z") is None


def test_the_formula_writes_every_fraction_with_its_addresses() -> None:
    found = chain(course_plan(), "l1.dW")
    assert found is not None
    for symbol in ("loss.E", "l3.y", "l2.y", "l1.y", "l1.W"):
        assert f'data-address="{symbol}"' in found["mathml"]
    assert found["latex"].count(r"\frac") == 5
