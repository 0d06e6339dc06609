"""The tape: forward, back and to any step, and every number comes back bit for bit."""

import random
from typing import Any

import numpy as np
import pytest

from backstep.engine.kind import Example, Kind
from backstep.run.tape import Tape
from tests.networks import around, course, dense, describe, every_kind, make, mazur, start
from tests.networks import next_state as after_one

STEPS = len(start(course()).plan.steps)


def bits(tape: Tape) -> dict[str, bytes]:
    """Every number that is known at the tape's place."""
    known = [address for address in tape.plan.tensors if tape.known(address)]
    return {address: tape.value(address).tobytes() for address in known}


def test_before_the_first_step_only_what_is_given_is_known() -> None:
    tape = start(course())
    assert tape.cursor == 0
    assert set(bits(tape)) == {
        "data.x", "data.target", "l1.W", "l1.b", "l2.W", "l2.b", "l3.W", "l3.b",
    }  # fmt: skip


def test_a_step_makes_one_tensor_known_and_going_back_forgets_it() -> None:
    tape = start(course())
    for position, step in enumerate(tape.plan.steps):
        before = bits(tape)
        tape.goto(position + 1)
        assert set(bits(tape)) - set(before) == {step.writes}
        tape.goto(position)
        assert bits(tape) == before
        tape.goto(position + 1)


@pytest.mark.parametrize(("kind", "example"), every_kind())
def test_any_walk_over_the_steps_gives_the_same_bits(kind: Kind, example: Example) -> None:
    straight, wandering = start(around(kind, example)), start(around(kind, example))
    straight.run()
    places = random.Random(3).choices(range(len(straight.plan.steps) + 1), k=12)
    for place in places:
        wandering.goto(place)
    wandering.run()
    assert bits(wandering) == bits(straight)


def test_a_value_runs_the_tape_as_far_as_needed_and_no_further() -> None:
    tape = start(course())
    tape.value("l2.y")
    assert tape.cursor == 2
    tape.value("data.x")
    tape.value("l1.y")
    assert tape.cursor == 2


@pytest.mark.parametrize("address", ["data.x", "l1.W", "l1.y", "l1.dW", "l1.W:next", "loss.E"])
def test_a_tensor_that_leaves_the_tape_is_read_only(address: str) -> None:
    tape = start(course())
    tape.run()
    with pytest.raises(ValueError, match="read-only"):
        tape.value(address)[...] = 0


def test_the_numbers_are_those_of_the_formulas() -> None:
    tape = start(dense(2, 3, 1))
    x, t, W1, b1 = map(tape.value, ("data.x", "data.target", "l1.W", "l1.b"))
    W2, b2 = tape.value("l2.W"), tape.value("l2.b")
    y1 = x @ W1 + b1
    dy2 = 2 / 3 * (y1 @ W2 + b2 - t)
    expected = {"l1.y": y1, "l2.dy": dy2, "l2.dW": y1.T @ dy2, "l2.db": dy2.sum(axis=0)}
    expected |= {"l1.dy": dy2 @ W2.T, "l1.dW": x.T @ dy2 @ W2.T, "data.dx": dy2 @ W2.T @ W1.T}
    expected |= {"l2.W:next": W2 - 0.1 * y1.T @ dy2}
    for address, value in expected.items():
        np.testing.assert_allclose(tape.value(address), value, rtol=1e-13, err_msg=address)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(("kind", "example"), every_kind())
def test_every_tensor_has_the_networks_precision(kind: Kind, example: Example, dtype: str) -> None:
    tape = start(around(kind, example, dtype=dtype))
    tape.run()
    fixed = {a for a in tape.plan.tensors if a.endswith((":t", ":t:next"))}
    for address in set(tape.plan.tensors) - fixed:
        assert tape.value(address).dtype == dtype, address


def test_what_is_frozen_goes_on_unchanged() -> None:
    tape = start(mazur())
    after = tape.next_state()
    assert after["l1.b"].tolist() == [0.35, 0.35]
    assert (after["l1.W"] != tape.value("l1.W")).all()


def test_the_next_state_is_what_the_update_wrote() -> None:
    tape = start(describe([{"kind": "batch_norm"}], np.eye(3), np.eye(3), optimizer="adam"))
    state = tape.next_state()
    assert set(state) == {a for a, i in tape.plan.tensors.items() if i.role in KEPT}
    for address, array in state.items():
        assert array.tobytes() == tape.value(f"{address}:next").tobytes()


KEPT = ("parameter", "state")


def test_a_mask_is_drawn_from_seed_iteration_and_layer() -> None:
    layers = [{"kind": "dropout", "rate": 0.5}, {"kind": "dropout", "rate": 0.5}]
    raw: Any = describe(layers, np.ones((8, 8)), np.ones((8, 8)))

    def masks(seed: int, iteration: int) -> list[bytes]:
        tape = start({**raw, "seed": seed}, iteration)
        return [tape.value(f"l{k}.mask").tobytes() for k in (1, 2)]

    assert masks(0, 0) == masks(0, 0)
    assert len({*masks(0, 0), *masks(0, 1), *masks(1, 0)}) == 6
    mask = start(raw).value("l1.mask")
    assert set(np.unique(mask)) == {0, 2}


def test_a_diverged_network_runs_and_shows_what_is_not_finite() -> None:
    raw = dense(2, 3, 1, act="sigmoid", parameters={"l3.W": [[1e308], [1e308], [1e308]]})
    tape = start(raw)
    tape.run()
    assert tape.loss == np.inf
    assert not np.isfinite(tape.value("data.dx")).any()


def test_a_network_of_64_layers_runs() -> None:
    tape = start(dense(2, *[2] * 64))
    tape.run()
    assert np.isfinite(tape.value("data.dx")).all()


def test_data_of_rank_3_runs() -> None:
    x = np.random.default_rng(0).normal(size=(2, 3, 4))
    raw = describe([{"kind": "tanh"}, {"kind": "softmax", "axis": 2}, {"kind": "flatten"}], x,
                   np.zeros((2, 12)))  # fmt: skip
    tape = start(raw)
    tape.run()
    assert tape.value("data.dx").shape == (2, 3, 4)


def test_its_memory_is_that_of_all_its_tensors() -> None:
    tape = start(dense(2, 3, samples=4))
    tape.run()
    assert tape.nbytes == sum(tape.value(a).nbytes for a in tape.plan.tensors)


def test_two_tapes_of_one_network_do_not_disturb_each_other() -> None:
    network, state = after_one(course())
    one, other = Tape(network, state, 1), Tape(network, state, 1)
    one.run()
    assert not other.known("l1.y")
    assert make(course()).description.keys() == network.description.keys()
