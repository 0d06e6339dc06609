"""Edits: all that can stay is kept, and what cannot is drawn or starts anew."""

from typing import Any

import numpy as np
import pytest

from backstep.change.edit import Edited, apply_edit
from backstep.describe.limits import Limits
from backstep.describe.network import Network
from backstep.errors import BackstepError, Flaw, LimitError
from backstep.run.iterate import advance
from backstep.run.predict import predict
from backstep.run.state import State, initial_state
from backstep.run.tape import Tape
from tests.networks import Raw, course, dense, describe, make, mazur

AT = 3  # the iteration at which the edits are made


def reached(raw: Raw, iteration: int = AT) -> tuple[Network, State]:
    network = make(raw)
    return network, advance(network, initial_state(network), 0, iteration)[0]


def edit(raw: Raw, **parts: Any) -> tuple[State, Edited]:
    """The state before an edit at iteration 3, and what the edit leads to."""
    network, state = reached(raw)
    return state, apply_edit(network, state, AT, parts)


def refused(raw: Raw, limits: Limits | None = None, **parts: Any) -> tuple[Flaw, BackstepError]:
    network, state = reached(raw)
    with pytest.raises(BackstepError) as caught:
        apply_edit(network, state, AT, parts, limits)
    return caught.value.flaws[0], caught.value


def layers(*listed: Raw) -> dict[str, Any]:
    return {"network": {"layers": list(listed)}}


def kept(before: State, edited: Edited, **moved: str) -> set[str]:
    """The addresses (old ones, by `moved` from new layer to old) that hold the bits of before."""
    found = set()
    for address, array in edited.state.items():
        layer, _, name = address.partition(".")
        source = f"{moved.get(layer, layer)}.{name}"
        if source in before and before[source].tobytes() == array.tobytes():
            found.add(source)
    return found


def test_an_edit_of_one_number_changes_that_and_nothing_else() -> None:
    before, edited = edit(course(), set=[{"address": "l1.W", "at": [0, 1], "value": 0.5}])
    assert edited.state["l1.W"][0, 1] == 0.5
    assert kept(before, edited) == set(before) - {"l1.W"}
    assert (edited.state["l1.W"] != before["l1.W"]).sum() == 1


def test_an_edit_leaves_what_it_started_from_as_it_was() -> None:
    network, state = reached(dense(2, 3, 1, optimizer="adam"))
    bits = {address: array.tobytes() for address, array in state.items()}
    x = network.data.x.tobytes(), network.description["data"]["x"].tobytes()
    changes = [{"address": a, "at": [0, 0], "value": 9} for a in ("l1.W", "data.x", "l2.W:m")]
    apply_edit(network, state, AT, {"set": changes, "redraw": ["l2"]})
    assert {address: array.tobytes() for address, array in state.items()} == bits
    assert (network.data.x.tobytes(), network.description["data"]["x"].tobytes()) == x


def test_what_was_given_at_the_start_does_not_come_back() -> None:
    for parts in (
        {"set": [{"address": "l3.W", "at": [0, 0], "value": 7}]},
        {"description": {"network": {"optimizer": {"lr": 0.1}}}},
    ):
        before, edited = edit(mazur(), **parts)
        assert {"l1.W", "l1.b", "l3.b"} <= kept(before, edited)
        assert edited.description["parameters"] == {}


def test_a_setting_of_the_optimizer_changes_and_its_state_stays() -> None:
    raw = dense(2, 3, 1, optimizer="adam")
    before, edited = edit(raw, description={"network": {"optimizer": {"lr": 0.5}}})
    assert edited.description["network"]["optimizer"]["lr"] == 0.5
    assert edited.description["network"]["optimizer"]["beta1"] == 0.9
    assert kept(before, edited) == set(before)


def test_another_kind_of_optimizer_starts_from_zero() -> None:
    patch = {"network": {"optimizer": {"kind": "momentum", "lr": 0.5}}}
    before, edited = edit(dense(2, 3, 1, optimizer="adam"), description=patch)
    assert kept(before, edited) == {"l1.W", "l1.b", "l2.W", "l2.b"}
    assert all(not edited.state[f"l{k}.{p}:v"].any() for k in (1, 2) for p in "Wb")
    assert "l1.W:m" not in edited.state


def test_a_layer_that_is_inserted_moves_the_others() -> None:
    raw = dense(2, 3, 1, optimizer="adam", frozen=["l2.b", "l1"])
    listed = ({"from": "l1"}, {"kind": "tanh"}, {"from": "l2"})
    before, edited = edit(raw, description=layers(*listed))
    assert kept(before, edited, l3="l2") == set(before)
    assert edited.description["frozen"] == ["l1", "l3.b"]
    assert [block.kind.name for block in edited.network.layers] == ["linear", "tanh", "linear"]
    assert [sorted(b.frozen) for b in edited.network.layers] == [["W", "b"], [], ["b"]]


def test_a_layer_that_does_not_say_where_it_is_from_is_new() -> None:
    raw = dense(2, 3, 1)
    listed = ({"kind": "linear", "units": 3}, {"from": "l2"})
    before, edited = edit(raw, description=layers(*listed))
    assert kept(before, edited) == {"l2.W", "l2.b"}
    np.testing.assert_array_equal(edited.state["l1.W"], initial_state(make(raw))["l1.W"])
    _, edited = edit({**raw, "frozen": ["l1", "l2.b"]}, description=layers(*listed))
    assert edited.description["frozen"] == ["l2.b"]


def test_a_layer_whose_shape_changes_keeps_what_still_fits() -> None:
    raw = dense(2, 3, 1, optimizer="adam")
    before, edited = edit(raw, description=layers({"from": "l1", "units": 5}, {"from": "l2"}))
    assert kept(before, edited) == {"l2.b", *(f"l2.b:{name}" for name in "mvt")}
    assert edited.state["l1.W"].shape == (2, 5)
    assert edited.state["l1.W:t"] == 0  # the count of updates belongs to the weights that are gone


def test_a_layer_of_another_kind_keeps_nothing() -> None:
    raw = dense(2, 3, 1, frozen=["l1.W"])
    raw["network"]["layers"][0]["units"] = 2
    listed = ({"from": "l1", "kind": "tanh"}, {"from": "l2"})
    before, edited = edit(raw, description=layers(*listed))
    assert kept(before, edited) == {"l2.W", "l2.b"}
    assert edited.description["frozen"] == []
    assert "units" not in edited.description["network"]["layers"][0]


def test_parameters_of_the_same_name_do_not_move_between_kinds() -> None:
    raw = describe([{"kind": "batch_norm"}], np.eye(3), np.eye(3))
    before, edited = edit(raw, description=layers({"from": "l1", "kind": "layer_norm"}))
    assert before["l1.gamma"].shape == edited.state["l1.gamma"].shape
    assert edited.state["l1.gamma"].tolist() == [1, 1, 1] != before["l1.gamma"].tolist()


def test_a_frozen_mark_goes_with_its_parameter() -> None:
    raw = dense(2, 3, 1, frozen=["l1.b", "l1.W"])
    listed = ({"from": "l1", "bias": False}, {"from": "l2"})
    _, edited = edit(raw, description=layers(*listed))
    assert edited.description["frozen"] == ["l1.W"]


def test_frozen_names_replace_the_old_ones() -> None:
    _, edited = edit(dense(2, 3, 1, frozen=["l1"]), description={"frozen": ["l2.b"]})
    assert [sorted(block.frozen) for block in edited.network.layers] == [[], ["b"]]


def test_a_layer_may_go_on_twice() -> None:
    raw = dense(2, 2, 1)
    listed = ({"from": "l1"}, {"from": "l1"}, {"from": "l2"})
    before, edited = edit(raw, description=layers(*listed))
    np.testing.assert_array_equal(edited.state["l2.W"], before["l1.W"])
    np.testing.assert_array_equal(edited.state["l1.W"], before["l1.W"])


def test_settings_merge_and_an_initializer_of_another_kind_replaces() -> None:
    raw = dense(2, 3)
    raw["network"]["layers"][0]["init"] = {"kind": "normal", "std": 2.0}
    merged = layers({"from": "l1", "label": "RL1"})
    _, edited = edit(raw, description=merged)
    layer = edited.description["network"]["layers"][0]
    assert layer["init"] == {"kind": "normal", "std": 2.0}
    assert (layer["label"], layer["units"]) == ("RL1", 3)
    _, edited = edit(raw, description=layers({"from": "l1", "init": {"kind": "zeros"}}))
    assert edited.description["network"]["layers"][0]["init"] == {"kind": "zeros"}


def test_a_precision_changes_the_same_numbers() -> None:
    before, edited = edit(dense(2, 3, optimizer="adam"), description={"dtype": "float32"})
    assert edited.state["l1.W"].dtype == np.float32
    np.testing.assert_array_equal(edited.state["l1.W"], before["l1.W"].astype(np.float32))
    assert edited.state["l1.W:t"].dtype == np.float64


def test_given_tensors_in_a_patch_are_taken() -> None:
    given = {"parameters": {"l1.b": [1, 2, 3]}, "optimizer_state": {"l1.W:m": np.ones((2, 3))}}
    before, edited = edit(dense(2, 3, optimizer="adam"), description=given)
    assert edited.state["l1.b"].tolist() == [1, 2, 3]
    assert edited.state["l1.W:m"].all()
    assert kept(before, edited) == set(before) - {"l1.b", "l1.W:m"}


def test_layer_state_stays_with_its_layer() -> None:
    raw = describe([{"kind": "batch_norm"}, {"kind": "batch_norm"}], np.eye(3), np.eye(3))
    before, edited = edit(raw, description=layers({"kind": "tanh"}, {"from": "l2"}))
    np.testing.assert_array_equal(edited.state["l2.running_var"], before["l2.running_var"])
    assert "l1.running_var" not in edited.state


def test_redraw_draws_from_the_seed_and_forgets_what_the_optimizer_remembered() -> None:
    raw = dense(2, 3, 1, optimizer="adam")
    fresh = initial_state(make(raw))
    before, one = edit(raw, redraw=["l2"])
    assert kept(before, one) == {address for address in before if address.startswith("l1.")}
    assert kept(fresh, one) >= {address for address in before if address.startswith("l2.")}
    _, everything = edit(raw, redraw=True)
    assert kept(fresh, everything) == set(fresh)
    _, nothing = edit(raw, redraw=False)
    assert kept(before, nothing) == set(before)


def test_redraw_draws_even_what_was_given_and_with_a_new_seed_otherwise() -> None:
    fresh = initial_state(make(dense(2, 3, seed=5)))
    raw = dense(2, 3, parameters={"l1.W": np.zeros((2, 3))})
    _, edited = edit(raw, redraw=True, description={"seed": 5})
    np.testing.assert_array_equal(edited.state["l1.W"], fresh["l1.W"])


def row(address: str, n: int, k: int, value: float) -> dict[str, Any]:
    return {"address": address, "at": [n, k], "value": value}


def test_rows_of_the_data_are_those_of_the_batch_shown() -> None:
    raw = dense(2, 1, samples=7, batch={"size": 3, "shuffle": True})
    raw["data"] |= {"test_fraction": 0.3}
    network, state = reached(raw)
    tape = Tape(network, state, AT)
    edited = apply_edit(
        network, state, AT, {"set": [row("data.x", 1, 0, 42), row("l1.x", 0, 1, 43)]}
    )
    changed = Tape(edited.network, edited.state, AT)
    expected = tape.value("data.x").copy()
    expected[1, 0], expected[0, 1] = 42, 43
    np.testing.assert_array_equal(changed.value("data.x"), expected)
    np.testing.assert_array_equal(changed.batch.indices, tape.batch.indices)
    given, now = (n.description["data"]["x"] for n in (network, edited.network))
    assert (given != now).sum() == 2


def test_a_standardised_number_is_set_as_it_is_shown() -> None:
    raw = dense(2, 1, samples=50)
    raw["data"] |= {"standardize": True, "x": 1000 + 7 * raw["data"]["x"]}
    network, state = reached(raw)
    edited = apply_edit(network, state, AT, {"set": [row("data.x", 4, 1, 0.25)]})
    given = edited.description["data"]["x"][4, 1]
    assert given == pytest.approx(0.25 * network.data.scale[1] + network.data.shift[1])


def test_a_target_given_as_classes_becomes_rows_when_a_cell_is_set() -> None:
    raw = dense(2, 3, loss="softmax_cross_entropy")
    raw["data"]["target"] = [2, 0, 1]
    _, edited = edit(raw, set=[row("data.target", 0, 1, 0.5)])
    expected = [[0, 0.5, 1], [1, 0, 0], [0, 1, 0]]
    np.testing.assert_array_equal(edited.network.data.target, expected)


def test_a_cell_of_a_data_set_makes_its_samples_ones_own() -> None:
    raw = dense(2, 2, loss="softmax_cross_entropy")
    raw["data"] = {"dataset": "moons", "samples": 6, "test_fraction": 0.5}
    _, edited = edit(raw, set=[row("data.x", 0, 0, 42)])
    data = edited.description["data"]
    assert "dataset" not in data
    assert data["test_fraction"] == 0.5
    assert (data["x"] == 42).sum() == 1
    assert data["target"].shape == (6, 2)


def test_many_cells_are_set_in_their_order() -> None:
    changes = [{"address": "l1.b", "at": [0], "value": v} for v in (1, 2, "-Infinity")]
    _, edited = edit(dense(2, 3), set=changes)
    assert edited.state["l1.b"][0] == -np.inf


def test_description_then_redraw_then_cells() -> None:
    _, edited = edit(
        dense(2, 3),
        description=layers({"from": "l1", "units": 4}, {"kind": "linear", "units": 3}),
        redraw=["l2"],
        set=[{"address": "l2.W", "at": [3, 1], "value": 8}],
    )
    assert edited.state["l2.W"][3, 1] == 8


def test_data_in_a_patch_replaces_and_its_settings_merge() -> None:
    raw = dense(2, 1, samples=4)
    _, edited = edit(raw, description={"data": {"test_fraction": 0.5}})
    assert edited.network.data.samples == 2
    _, edited = edit(raw, description={"data": {"dataset": "line"}})
    assert set(edited.description["data"]) & {"x", "target"} == set()


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"set": [{"address": "l9.W", "at": [], "value": 1}]}, "unknown_address", "/set/0/address"),
    ({"set": [{"address": "l1.y", "at": [], "value": 1}]}, "unknown_address", "/set/0/address"),
    ({"set": [row("l1.W", 0, 3, 1)]}, "index_out_of_range", "/set/0/at"),
    ({"set": [row("l1.b", 0, 0, 1)]}, "index_out_of_range", "/set/0/at"),
    ({"set": [row("l1.W", -1, 0, 1)]}, "index_out_of_range", "/set/0/at"),
    ({"set": [row("data.x", 3, 0, 1)]}, "index_out_of_range", "/set/0/at"),
    ({"set": [row("l1.W", 0, 0, 1), row("l1.W", 0, 0, 10**400)]}, "out_of_range", "/set/1/value"),
    ({"redraw": ["l1", "l7"]}, "unknown_address", "/redraw/1"),
    ({"description": layers({"from": "l7"})}, "unknown_address",
     "/description/network/layers/0/from"),
    ({"description": layers({"from": "l1", "units": 0})}, "out_of_range",
     "/description/network/layers/0/units"),
    ({"description": layers({"from": "l1", "unitz": 0})}, "unknown_field",
     "/description/network/layers/0/unitz"),
    ({"description": layers({"kind": "linear", "units": 7})}, "shape_mismatch",
     "/description/data/target"),
    ({"description": {"frozen": ["l9"]}}, "unknown_address", "/description/frozen/0"),
    ({"description": {"colour": 1}}, "unknown_field", "/description/colour"),
    ({"description": {"parameters": {"l1.W": [[1]]}}}, "shape_mismatch",
     "/description/parameters/l1.W"),
    ({"description": {"network": 3}}, "wrong_type", "/description/network"),
    ({"description": 3}, "wrong_type", "/description"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "code", "pointer"), REFUSED)
def test_what_cannot_be_done_points_into_the_edit(
    parts: dict[str, Any], code: str, pointer: str
) -> None:
    flaw, _ = refused(dense(2, 3, 1), **parts)
    assert (flaw.code, flaw.pointer) == (code, pointer)


def test_an_edit_keeps_to_the_limits() -> None:
    wide = layers({"from": "l1", "units": 100}, {"from": "l2"})
    flaw, error = refused(dense(2, 3, 1), Limits(max_parameters=50), description=wide)
    assert isinstance(error, LimitError)
    assert (flaw.code, flaw.pointer) == ("too_much_work", "/description/network/layers/0")


def test_an_edited_network_learns_on() -> None:
    network, state = reached(dense(2, 3, 1))
    edited = apply_edit(network, state, AT, {"description": {"batch": {"size": 2}}})
    after, losses = advance(edited.network, edited.state, AT, 5)
    assert np.isfinite(losses).all()
    assert predict(edited.network, after, np.ones((1, 2))).shape == (1, 1)
