"""An edit of a network that branches: who reads whom, and who shares with whom, in the new list."""

from typing import Any

import numpy as np
import pytest

from backstep.change.edit import Edited, apply_edit
from backstep.errors import DescriptionError
from tests.describe.test_sharing import SHARER, twice
from tests.networks import describe, next_state
from tests.plan.test_parts import residual

ADAM = {"kind": "adam", "lr": 0.1}
TANH = {"kind": "tanh"}
ADD = {"kind": "add", "inputs": {"other": "l1"}}
ALL = ("l1", "l2", "l3", "l4", "l5")
Layers = list[dict[str, Any]]


def of(*names: str) -> Layers:
    return [{"from": name} for name in names]


def edited(raw: Any, layers: Layers, **more: Any) -> Edited:
    network, state = next_state(raw)
    edit = {"description": {"network": {"layers": layers}, **more.pop("fields", {})}, **more}
    return apply_edit(network, state, 1, edit)


def inputs(found: Edited) -> list[dict[str, str]]:
    return [block.inputs for block in found.network.layers]


def shares(found: Edited) -> list[str | None]:
    return [block.share for block in found.network.layers]


def flaws(raw: Any, layers: Layers) -> list[tuple[str, str]]:
    with pytest.raises(DescriptionError) as refused:
        edited(raw, layers)
    return [(flaw.code, flaw.pointer) for flaw in refused.value.flaws]


def test_a_layer_inserted_before_a_block_is_read_and_what_is_read_from_afar_is_renumbered() -> None:
    layers = [TANH, *of(*ALL)]
    assert inputs(edited(residual(), layers)) == [
        {"x": "data"}, {"x": "l1"}, {"x": "l2"}, {"x": "l3"}, {"x": "l4", "other": "l2"},
        {"x": "l5"},
    ]  # fmt: skip


def test_a_layer_inserted_within_a_block_is_read_by_the_one_behind_it() -> None:
    layers = [*of("l1", "l2", "l3"), TANH, *of("l4", "l5")]
    assert inputs(edited(residual(), layers))[4] == {"x": "l4", "other": "l1"}


def test_any_input_that_read_the_layer_before_goes_on_doing_so() -> None:
    crossed = {"kind": "add", "inputs": {"x": "l1", "other": "l2"}}
    raw = describe([TANH, TANH, crossed], [[0.5, 1.0]], [[0.0, 0.0]])
    layers = [*of("l1", "l2"), {"kind": "relu"}, *of("l3")]
    assert inputs(edited(raw, layers))[3] == {"x": "l1", "other": "l3"}


def test_a_layer_that_is_read_and_is_gone_is_named_where_it_is_read() -> None:
    place = "/description/network/layers/2/inputs/other"
    assert flaws(residual(), of("l2", "l3", "l4", "l5")) == [("unknown_node", place)]


def test_a_layer_that_was_before_its_reader_and_is_behind_it_now_is_gone_for_it() -> None:
    place = "/description/network/layers/0/inputs/other"
    assert flaws(residual(), of("l4", "l1", "l2", "l3", "l5")) == [("unknown_node", place)]


def test_inputs_that_are_given_merge_name_by_name_and_speak_of_the_new_list() -> None:
    layers = of("l2", "l3", "l4", "l5")
    layers[2]["inputs"] = {"other": "l1"}
    layers[0]["inputs"] = {}
    raw = residual()
    raw["network"]["layers"][0] = {"kind": "tanh"}
    raw["network"]["layers"][2]["units"] = 2
    assert inputs(edited(raw, layers))[2] == {"x": "l2", "other": "l1"}


def test_null_is_the_layer_before() -> None:
    layers = of(*ALL)
    layers[4]["inputs"] = {"x": None}
    layers[2]["inputs"] = None
    assert inputs(edited(residual(), layers)) == inputs(edited(residual(), of(*ALL)))


def test_a_reader_removed_leaves_a_dead_end_and_that_is_told() -> None:
    layers = [TANH, {"kind": "relu", "inputs": {"x": "data"}}, ADD]
    raw = describe(layers, [[0.5, 1.0]], [[0.0, 0.0]])
    assert flaws(raw, of("l1", "l2")) == [("dead_end", "/description/network/layers/0")]


def test_readers_of_what_is_continued_twice_follow_the_nearest_copy_before_them() -> None:
    raw = describe([TANH, {"kind": "relu"}, ADD], [[0.5, 1.0]], [[0.0, 0.0]])
    found = inputs(edited(raw, of("l1", "l1", "l2", "l3", "l2", "l3")))
    assert found[3] == {"x": "l3", "other": "l2"}
    assert found[5] == {"x": "l5", "other": "l2"}
    again = of("l1", "l2", "l3", "l1", "l2", "l3")
    assert inputs(edited(raw, again))[5] == {"x": "l5", "other": "l4"}


def test_another_kind_keeps_what_was_read_the_first_input_first_the_others_by_name() -> None:
    layers = of(*ALL)
    layers[1] = {"from": "l2", "kind": "relu"}
    found = edited(residual(), layers)
    assert found.network.layers[1].kind.name == "relu" and inputs(found)[3]["other"] == "l1"
    to_one = of(*ALL)
    to_one[3] = {"from": "l4", "kind": "tanh"}
    assert inputs(edited(residual(), to_one))[3] == {"x": "l3"}


def test_a_sharer_follows_its_owner_to_its_new_place() -> None:
    found = edited(twice(), [TANH, *of("l1", "l2", "l3")])
    assert shares(found) == [None, None, None, "l2"]
    found = edited(twice(), of("l1", "l2", "l3", "l3"))
    assert shares(found) == [None, None, "l1", "l1"]


def test_a_setting_that_changes_at_the_owner_changes_at_the_sharer() -> None:
    raw = describe([{"kind": "linear", "units": 2}, SHARER], [[0.5, -1.0]], [[1.0, 0.0]])
    found = edited(raw, [{"from": "l1", "bias": False}, {"from": "l2"}])
    assert found.network.layers[1].settings["bias"] is False


def with_adam(*more: Any) -> Any:
    raw = twice(*more)
    raw["network"]["optimizer"] = ADAM
    return raw


@pytest.mark.parametrize(
    ("layers", "address"),
    [(of("l2", "l3"), "l2"), ([*of("l1", "l2"), {"from": "l3", "share": None}], "l3"),
     ([{"from": "l1", "kind": "tanh"}, *of("l2", "l3")], "l3")],
    ids=["owner gone", "null", "owner of another kind"],
)  # fmt: skip
def test_a_sharer_without_its_owner_starts_with_the_owners_numbers_and_state(
    layers: Layers, address: str
) -> None:
    _, state = next_state(with_adam())
    found = edited(with_adam(), layers)
    assert not any(shares(found))
    assert found.network.layers[-1].settings["units"] == 2
    for name in ("W", "b", "W:m", "W:v", "W:t", "b:m"):
        np.testing.assert_array_equal(found.state[f"{address}.{name}"], state[f"l1.{name}"])


def test_of_several_orphans_the_first_owns_for_the_rest() -> None:
    found = edited(twice(TANH, SHARER), of("l2", "l3", "l4", "l5"))
    assert shares(found) == [None, None, None, "l2"]


def test_another_kind_shares_no_more() -> None:
    found = edited(twice(), [*of("l1", "l2"), {"from": "l3", "kind": "tanh"}])
    assert shares(found) == [None, None, None] and found.network.parameter_count == 6


def test_a_layer_that_begins_to_share_takes_its_owners_settings() -> None:
    layers: Layers = [{"kind": "linear", "units": 2}, TANH, {"kind": "linear", "units": 2}]
    raw = describe(layers, [[0.5, -1.0]], [[1.0, 0.0]], frozen=["l3"])
    found = edited(raw, [*of("l1", "l2"), {"from": "l3", "share": "l1"}])
    assert shares(found) == [None, None, "l1"] and found.network.description["frozen"] == []
    assert found.network.description["network"]["layers"][2] == {
        "kind": "linear", "label": None, "share": "l1",
    }  # fmt: skip


def test_a_frozen_weight_stays_frozen_where_its_owner_is_gone() -> None:
    raw = {**twice(), "frozen": ["l1.W"]}
    assert edited(raw, of("l2", "l3")).network.description["frozen"] == ["l2.W"]


def test_redrawing_a_sharer_draws_its_owners() -> None:
    network, state = next_state(twice())
    found = apply_edit(network, state, 1, {"redraw": ["l3"]})
    assert (found.state["l1.W"] != state["l1.W"]).all()


def test_a_cell_may_be_set_by_the_sharers_name() -> None:
    network, state = next_state(twice())
    change = {"address": "l3.W", "at": [0, 1], "value": 9.0}
    assert apply_edit(network, state, 1, {"set": [change]}).state["l1.W"][0, 1] == 9.0


def test_a_group_is_kept_and_is_no_cause() -> None:
    layers = of(*ALL)
    for layer in layers[1:3]:
        layer["group"] = "Block"
    found = edited(residual(), layers)
    assert [block.group for block in found.network.layers] == [None, "Block", "Block", None, None]
