"""Data that choose rows: each a whole number of one, looked for in all samples, wherever sent."""

from typing import Any

import pytest

from backstep.api.endpoints.predicting import check_samples
from backstep.change.cells import set_cells
from backstep.describe.limits import Limits
from backstep.errors import BackstepError
from backstep.plan.plan import plan
from backstep.run.state import initial_state
from tests.networks import Raw, describe, make


def words(x: Any, rows: int = 3, **data: Any) -> Raw:
    layers: list[Raw] = [
        {"kind": "embedding", "rows": rows, "units": 2}, {"kind": "linear", "units": rows},
    ]  # fmt: skip
    raw = describe(layers, x, [[0, 1], [2, 0]], "softmax_cross_entropy")
    return {**raw, "data": {**raw["data"], **data}}


GOOD = [[0, 1], [2, 2]]


def flaws(error: BackstepError) -> list[tuple[str, str, Any]]:
    return [(flaw.code, flaw.pointer, flaw.found) for flaw in error.flaws]


@pytest.mark.parametrize("wrong", [3, -1, 0.5])
@pytest.mark.parametrize("fraction", [0.0, 0.5])
def test_a_number_that_is_no_row_is_told_at_its_place(wrong: float, fraction: float) -> None:
    with pytest.raises(BackstepError) as refused:
        make(words([[0, wrong], [2, 1]], test_fraction=fraction))
    assert flaws(refused.value) == [("index_out_of_range", "/data/x/0/1", wrong)]
    assert refused.value.flaws[0].allowed == {"min": 0, "max": 2}


@pytest.mark.parametrize("wrong", ["NaN", "Infinity"])
def test_nor_is_what_is_no_number(wrong: str) -> None:
    with pytest.raises(BackstepError) as refused:
        make(words([[0, 1], [wrong, 1]]))
    assert [flaw[:2] for flaw in flaws(refused.value)] == [("index_out_of_range", "/data/x/1/0")]


def test_a_data_set_that_holds_no_rows_is_named() -> None:
    raw = words(GOOD)
    raw["data"] = {"dataset": "moons"}
    with pytest.raises(BackstepError) as refused:
        make(raw)
    assert [flaw[:2] for flaw in flaws(refused.value)] == [("index_out_of_range", "/data/dataset")]


def test_numbers_of_rows_cannot_be_standardised() -> None:
    with pytest.raises(BackstepError) as refused:
        make(words(GOOD, standardize=True))
    assert flaws(refused.value) == [("out_of_range", "/data/standardize", True)]


def test_an_edit_sets_no_other_number() -> None:
    network = make(words(GOOD))
    state = initial_state(network)
    change = {"address": "data.x", "at": [1, 0], "value": 1}
    edited, _ = set_cells(network, state, 0, [change], None)
    assert edited.data.x[1, 0] == 1
    with pytest.raises(BackstepError) as refused:
        set_cells(network, state, 0, [change, {**change, "value": 3}], None)
    assert flaws(refused.value) == [("index_out_of_range", "/set/1/value", 3.0)]


def test_nor_is_anything_predicted_from_one() -> None:
    network = make(words(GOOD))
    samples = network.data.x.copy()
    check_samples(network, samples, None, "/x", Limits())
    samples[1, 1] = 7
    for pointer, place in (("/x", "/x/1/1"), ("/grid", "/grid")):
        with pytest.raises(BackstepError) as refused:
            check_samples(network, samples, None, pointer, Limits())
        assert flaws(refused.value) == [("index_out_of_range", place, 7.0)]


def test_what_chooses_has_no_gradient() -> None:
    made = plan(make(words(GOOD)), 2)
    assert "data.dx" not in made.tensors
    assert made.gradient_of("data.x") is None
    assert made.steps[-1].writes == "l2.b:next"


def test_only_the_data_can_choose() -> None:
    raw = words(GOOD)
    raw["network"]["layers"].insert(0, {"kind": "tanh"})
    with pytest.raises(BackstepError) as refused:
        make(raw)
    assert flaws(refused.value) == [("unknown_node", "/network/layers/1/inputs/x", "l1")]
    assert refused.value.flaws[0].allowed == {"choices": ["data"]}
