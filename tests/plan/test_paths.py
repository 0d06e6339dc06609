"""The chain of what is used several times: a path for each way, counted without walking."""

from itertools import pairwise
from typing import Any

from backstep.plan.chain import chain
from tests.networks import describe, start
from tests.plan.test_parts import residual

ADD = {"kind": "add"}


def doubling(times: int) -> Any:
    """Each layer adds what it reads to itself: two ways through each."""
    layers = [{**ADD, "inputs": {"other": "data" if k == 0 else f"l{k}"}} for k in range(times)]
    return describe(layers, [[1.0]], [[0.0]])


def ways(address: str, raw: Any) -> list[list[str]]:
    found = chain(start(raw).plan, address)
    assert found is not None and found["links"] == found["paths"][0]
    return [[link["node"] for link in path] for path in found["paths"]]


def test_a_residual_connection_has_a_short_path_and_a_long_one_the_short_one_first() -> None:
    assert ways("l1.W", residual()) == [
        ["loss", "l5", "l4", "l1"],
        ["loss", "l5", "l4", "l3", "l2", "l1"],
    ]


def test_each_path_is_a_chain_from_the_error_to_the_tensor() -> None:
    found = chain(start(residual()).plan, "data.x")
    assert found is not None
    for path in found["paths"]:
        assert path[0]["numerator"] == "loss.E" and path[-1]["denominator"] == "data.x"
        assert all(one["denominator"] == two["numerator"] for one, two in pairwise(path))
    assert found["in_the_middle"] == ["l4", "l5", "loss"]
    assert found["paths"][0][2] == {
        "numerator": "l4.y", "denominator": "l1.y", "node": "l4", "input": "other",
    }  # fmt: skip


def test_a_part_has_the_paths_through_its_reader() -> None:
    assert ways("l1.dy@l4.other", residual()) == [["loss", "l5", "l4"]]
    assert ways("l1.dy@l2.x", residual()) == [["loss", "l5", "l4", "l3", "l2"]]


def test_inputs_of_one_layer_are_paths_of_their_own_in_their_order() -> None:
    found = chain(start(doubling(2)).plan, "data.x")
    assert found is not None and found["path_count"] == 4
    assert [[link["input"] for link in path] for path in found["paths"]] == [
        ["x", "x", "x"], ["x", "other", "x"], ["x", "x", "other"], ["x", "other", "other"],
    ]  # fmt: skip


def test_a_hundred_doublings_are_counted_and_not_walked() -> None:
    found = chain(start(doubling(60)).plan, "data.x")
    assert found is not None
    assert found["path_count"] == 2.0**60 and len(found["paths"]) == 16
    assert found["latex"].count("+") == 4 and found["latex"].endswith(r"\cdots")


def test_an_exact_count_is_a_whole_number() -> None:
    found = chain(start(doubling(53)).plan, "data.x")
    assert found is not None and found["path_count"] == 2**53
    assert isinstance(found["path_count"], int)


def test_the_block_in_the_middle_is_the_next_on_the_first_path() -> None:
    sentence = start(residual()).plan.writer["l1.dW"].sentence["en"]
    assert "Layer 4 is in the middle" in sentence
