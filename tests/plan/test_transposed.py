"""A weight that is read transposed: the rows that an embedding looks up, compared with what comes
out at the end."""

import numpy as np
import pytest

from backstep.ask.check import check
from backstep.ask.explain import explain
from backstep.ask.part import part_of_sample
from backstep.change.edit import apply_edit
from backstep.errors import DescriptionError
from backstep.run.predict import predict
from backstep.run.state import initial_state
from backstep.run.tape import Tape
from tests.engine.test_printed_formulas import prove_all
from tests.networks import Raw, describe, make, start

TIED = {"kind": "linear", "share": "l1", "bias": False}


def tied(**changes: object) -> Raw:
    layers = [{"kind": "embedding", "rows": 4, "units": 2}, {"kind": "tanh"}, {**TIED, **changes}]
    target = np.eye(4)[[[1, 0, 3], [2, 2, 0]]]
    return describe(layers, [[0, 1, 3], [2, 2, 1]], target, loss="softmax_cross_entropy")


def wound() -> Tape:
    tape = start(tied())
    tape.run()
    return tape


def test_its_gradient_adds_up_from_where_it_is_looked_up_and_where_it_is_compared() -> None:
    tape = wound()
    assert tape.plan.tensors["l1.dW@l3"].shape == (4, 2)
    assert tape.plan.writer["l1.dW"].reads == {"p1": "l1.dW@l3", "p2": "l1.dW@l1"}
    y, dy = tape.value("l2.y").reshape(-1, 2), tape.value("l3.dy").reshape(-1, 4)
    np.testing.assert_allclose(tape.value("l1.dW@l3"), dy.T @ y, atol=1e-15)
    scores = tape.value("l2.y") @ tape.value("l1.W").T
    np.testing.assert_allclose(tape.value("l3.y"), scores, atol=1e-15)


def test_the_check_holds() -> None:
    network = make(tied())
    report = check(network, initial_state(network), 0, everything=True)
    assert report["ok"] and report["tensors"]["l1.dW@l3"]["checked"]


def test_whole_numbers_that_choose_rows_have_no_gradient_under_any_name() -> None:
    plan = wound().plan
    names = ("data.dx", "l1.dx", "data.dx@l1.x", "loss.dtarget")
    assert [plan.canonical(name) for name in names] == [None] * 4
    assert plan.canonical("l1.x") == "data.x" and plan.gradient_of("data.x") is None


def test_each_number_is_explained_by_cells_of_the_matrix_as_it_is() -> None:
    tape = wound()
    for address in ("l3.y", "l1.dW@l3", "l2.dy"):
        value = tape.value(address)
        for at in np.ndindex(value.shape):
            told = explain(tape, address, at)
            assert told["value"] == value[at]
            for cell in cells(told["expr"]):
                assert cell["value"] == float(tape.value(cell["address"])[tuple(cell["at"])])


def cells(tree: dict[str, object]) -> list[dict[str, object]]:
    args = tree.get("args", [])
    assert isinstance(args, list)
    return [tree] if tree["op"] == "cell" else [cell for arg in args for cell in cells(arg)]


def test_every_formula_computes_its_tensor() -> None:
    prove_all(wound())


def test_the_parts_of_all_samples_add_up() -> None:
    tape = wound()
    for address in ("l1.dW", "l1.dW@l3", "l1.dW@l1"):
        parts = sum(part_of_sample(tape, address, n) for n in range(2))
        np.testing.assert_allclose(parts, tape.value(address), atol=1e-15)


def test_prediction_reads_it_so_too() -> None:
    network, tape = make(tied()), wound()
    y = predict(network, initial_state(network), network.data.x)
    np.testing.assert_array_equal(y, tape.value("l3.y"))


@pytest.mark.parametrize("changes", [{"bias": True}, {"units": 3}], ids=str)
def test_a_bias_and_other_units_do_not_fit(changes: dict[str, object]) -> None:
    with pytest.raises(DescriptionError) as refused:
        make(tied(**changes))
    assert refused.value.flaws[0].code == "not_shareable"


def test_without_its_owner_it_starts_with_the_owners_numbers_transposed() -> None:
    network = make(tied())
    state = initial_state(network)
    layers = [{"from": "l1"}, {"from": "l2"}, {"from": "l3", "share": None}]
    edited = apply_edit(network, state, 0, {"description": {"network": {"layers": layers}}})
    np.testing.assert_array_equal(edited.state["l3.W"], state["l1.W"].T)
