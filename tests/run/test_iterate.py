"""Gradient descent over many iterations, held against published numbers."""

import numpy as np
import pytest

from backstep.engine.kind import Example, Kind
from backstep.run.iterate import advance
from backstep.run.state import State, initial_state
from backstep.run.tape import Tape
from tests.networks import Raw, around, dense, describe, every_kind, make, mazur


def run(raw: Raw, count: int) -> tuple[State, list[float]]:
    network = make(raw)
    return advance(network, initial_state(network), 0, count)


def test_mazurs_example_gives_its_published_numbers() -> None:
    state, losses = run(mazur(), 1)
    assert losses == pytest.approx([0.2983711087600027], abs=1e-12)
    W1 = [[0.149780716, 0.24975114], [0.19956143, 0.29950229]]
    W2 = [[0.35891648, 0.51130127], [0.408666186, 0.561370121]]
    np.testing.assert_allclose(state["l1.W"], W1, atol=5e-9)
    np.testing.assert_allclose(state["l3.W"], W2, atol=5e-9)


def test_mazurs_loss_after_one_update() -> None:
    assert run(mazur(), 2)[1][1] == pytest.approx(0.29102777369359933, abs=1e-12)


@pytest.mark.long
def test_mazurs_loss_at_the_10000th_iteration() -> None:
    _, losses = run(mazur(), 10_000)
    assert losses[9_999] == pytest.approx(3.510854812251261e-05, abs=1e-12)


def test_adam_gives_the_numbers_of_the_contract() -> None:
    one = {"kind": "linear", "units": 1, "bias": False}
    raw = describe([one], [[1]], [[1]], optimizer="adam", parameters={"l1.W": [[0.5]]})
    found = [run(raw, count)[0]["l1.W"].item() for count in (1, 2, 3)]
    expected = [0.599999999, 0.6988125783408332, 0.7951287474397004]
    np.testing.assert_allclose(found, expected, rtol=1e-14)


@pytest.mark.parametrize(("kind", "example"), every_kind())
def test_iterating_is_running_tape_after_tape_bit_for_bit(kind: Kind, example: Example) -> None:
    size = max(1, example.shape[0] // 2 + 1)  # so that the last batch is smaller
    network = make(around(kind, example, batch={"size": size, "shuffle": True}))
    state, losses = initial_state(network), []
    for iteration in range(3, 7):
        tape = Tape(network, state, iteration)
        losses.append(tape.loss)
        state = tape.next_state()
    found, found_losses = advance(network, initial_state(network), 3, 4)
    assert np.array(found_losses).tobytes() == np.array(losses).tobytes()
    assert list(found) == list(state)
    for address, array in state.items():
        assert found[address].tobytes() == array.tobytes(), address


def test_no_iterations_change_nothing() -> None:
    network = make(mazur())
    state = initial_state(network)
    assert advance(network, state, 5, 0) == (state, [])


def test_iterating_leaves_the_state_that_it_started_from_as_it_was() -> None:
    network = make(dense(2, 3, 1, optimizer="adam"))
    state = initial_state(network)
    before = {address: array.tobytes() for address, array in state.items()}
    advance(network, state, 0, 3)
    assert {address: array.tobytes() for address, array in state.items()} == before


def test_what_is_drawn_depends_on_seed_and_address_alone() -> None:
    def drawn(units: list[int], seed: int = 0) -> State:
        return initial_state(make(dense(2, *units, seed=seed)))

    one, deeper, other = drawn([3, 2]), drawn([3, 2, 5]), drawn([3, 2], seed=1)
    np.testing.assert_array_equal(one["l1.W"], deeper["l1.W"])
    np.testing.assert_array_equal(one["l2.W"], deeper["l2.W"])
    assert (one["l1.W"] != other["l1.W"]).all()
    assert not set(one["l1.W"].flat) & set(drawn([2, 3])["l2.W"].flat)


def test_a_float32_network_draws_the_same_numbers_rounded() -> None:
    exact, rounded = (initial_state(make(dense(2, 3, dtype=d))) for d in ("float64", "float32"))
    np.testing.assert_array_equal(rounded["l1.W"], exact["l1.W"].astype("float32"))
