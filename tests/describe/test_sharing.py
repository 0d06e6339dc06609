"""Shared parameters: one weight in several places, with the settings of the layer that has it."""

from typing import Any

import pytest

from backstep.describe.description import normalise
from backstep.errors import DescriptionError
from tests.networks import describe, make

LINEAR = {"kind": "linear", "units": 2}
X, TARGET = [[0.5, -1.0], [2.0, 0.3]], [[1.0, 0.0], [0.0, 1.0]]
SHARER = {"kind": "linear", "share": "l1"}


def twice(*more: Any, **fields: Any) -> Any:
    return describe([LINEAR, {"kind": "tanh"}, {**SHARER, **fields}, *more], X, TARGET)


def flaws(raw: Any) -> list[tuple[str, str]]:
    with pytest.raises(DescriptionError) as refused:
        make(raw)
    return [(flaw.code, flaw.pointer) for flaw in refused.value.flaws]


def test_a_sharer_has_its_owners_settings_and_no_parameters_of_its_own() -> None:
    network = make(twice())
    nodes = {node["id"]: node for node in network.nodes(2)}
    assert nodes["l3"]["share"] == "l1" and nodes["l1"]["share"] is None
    assert nodes["l3"]["settings"] == nodes["l1"]["settings"]
    assert nodes["l3"]["parameters"] == {} and network.parameter_count == 6


def test_settings_that_are_the_owners_are_left_out_and_giving_them_is_the_same() -> None:
    short = normalise(twice())["network"]["layers"][2]
    assert short == {"kind": "linear", "label": None, "share": "l1"}
    assert normalise(twice(units=2, bias=True))["network"]["layers"][2] == short


def test_null_shares_nothing() -> None:
    assert "share" not in normalise(twice(units=2, share=None))["network"]["layers"][2]


@pytest.mark.parametrize(
    ("changed", "code", "pointer"),
    [({"units": 3}, "not_shareable", "units"), ({"share": "l2"}, "not_shareable", "share"),
     ({"share": "l3"}, "unknown_node", "share"), ({"share": "data"}, "unknown_node", "share"),
     ({"share": 1}, "wrong_type", "share"), ({"kind": "relu"}, "not_shareable", "share"),
     ({"kind": "bias"}, "not_shareable", "share"), ({"kind": "tanh"}, "not_shareable", "share")],
)  # fmt: skip
def test_what_cannot_be_shared_says_why(changed: Any, code: str, pointer: str) -> None:
    assert flaws(twice(**changed)) == [(code, f"/network/layers/2/{pointer}")]


def test_a_sharer_has_nothing_to_share() -> None:
    raw = twice({"kind": "linear", "share": "l3"})
    assert flaws(raw) == [("not_shareable", "/network/layers/3/share")]


def test_parameters_must_have_the_shapes_that_are_needed() -> None:
    raw = describe([{**LINEAR, "units": 3}, SHARER], X, TARGET)
    assert flaws(raw) == [("not_shareable", "/network/layers/1/share")]


def test_dead_ends_come_before_what_cannot_be_shared() -> None:
    raw = twice({"kind": "tanh", "inputs": {"x": "l1"}}, units=3)
    assert flaws(raw) == [("dead_end", "/network/layers/2")]


@pytest.mark.parametrize("field", ["parameters", "optimizer_state"])
def test_only_the_owners_key_is_known(field: str) -> None:
    raw = {**twice(), field: {"l3.W": [[0, 1], [1, 0]]}}
    assert flaws(raw) == [("unknown_address", f"/{field}/l3.W")]


@pytest.mark.parametrize("name", ["l3", "l3.W"])
def test_who_freezes_a_sharer_is_told_the_owner(name: str) -> None:
    with pytest.raises(DescriptionError) as refused:
        make({**twice(), "frozen": [name]})
    (flaw,) = refused.value.flaws
    assert (flaw.code, flaw.pointer) == ("unknown_address", "/frozen/0")
    assert "l1" in flaw.detail
