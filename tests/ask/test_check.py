"""The gradient check: it never fails when it must not, and always when it must."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from backstep.ask.check import WORK, check, check_cells
from backstep.ask.nudge import Nudge
from backstep.describe.network import Network
from backstep.engine.kind import Array, Example, Kind
from backstep.run.iterate import advance
from backstep.run.program import Faults
from backstep.run.state import State, initial_state
from backstep.run.tape import Tape
from tests.networks import (
    Raw,
    around,
    course,
    dense,
    describe,
    every_kind,
    make,
    mazur,
    next_state,
    xor,
)  # fmt: skip

Report = dict[str, Any]


def trained(raw: Raw, iterations: int) -> tuple[Network, State]:
    network = make(raw)
    return network, advance(network, initial_state(network), 0, iterations)[0]


def wrong(report: Report) -> list[str]:
    return [address for address, tensor in report["tensors"].items() if tensor["ok"] is False]


def assert_sound(report: Report) -> None:
    """Nothing is wrong, and all of it was looked at."""
    assert report["ok"] and not wrong(report), {a: report["tensors"][a] for a in wrong(report)}
    assert report["max_relative_error"] <= report["tolerance"] == 1e-6
    for address, tensor in report["tensors"].items():
        assert tensor["checked"] == tensor["cells"], address


# Never when it must not.


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(("kind", "example"), every_kind())
def test_every_gradient_of_every_kind_is_right(kind: Kind, example: Example, dtype: str) -> None:
    network, state = next_state(around(kind, example, dtype=dtype))
    report = check(network, state, 1, everything=True)
    assert_sound(report)
    assert not any(tensor["at_kink"] for tensor in report["tensors"].values())


@pytest.mark.parametrize(("kind", "example"), every_kind("layer", "loss"))
def test_at_the_kinks_no_kind_is_called_wrong(kind: Kind, example: Example) -> None:
    raw = around(kind, example)
    network = make(raw)
    kinks = [0.0, *example.kinks]
    network.data.x.flat[::2] = np.resize(kinks, network.data.x[..., :].flat[::2].shape)
    assert check(network, initial_state(network), 0, everything=True)["ok"] is not False


def test_xor_that_has_converged_is_sound() -> None:
    network, state = trained(xor(), 3000)
    assert_sound(check(network, state, 3000, everything=True))


def test_a_loss_of_nearly_nothing_is_too_small_to_tell() -> None:
    network, state = trained(dense(2, 3, 1, samples=2), 5000)
    report = check(network, state, 0)
    assert_sound(report)
    assert all(tensor["too_small"] for tensor in report["tensors"].values())
    assert report["max_relative_error"] == 0
    assert report["tensors"]["l1.dW"]["worst_at"] is None


@pytest.mark.parametrize("scale", [1, 10, 100, 1000])
def test_deep_saturated_networks_are_sound(scale: float) -> None:
    raw = dense(3, *[4] * 6, samples=4, act="sigmoid", loss="mean_squared_error")
    network = make(raw)
    state = {a: v * scale for a, v in initial_state(network).items()}
    assert_sound(check(network, state, 0, everything=True))


def test_a_very_deep_network_is_sound() -> None:
    network = make(dense(2, *[2] * 32, act="tanh"))
    assert len(network.layers) == 63
    assert_sound(check(network, initial_state(network), 0))


@pytest.mark.parametrize("act", ["", "tanh", "relu"])
@pytest.mark.parametrize("size", [1e-3, 1e3, 1e5])
def test_data_that_nobody_standardised_is_sound(act: str, size: float) -> None:
    raw = dense(2, 3, 1, samples=5, act=act, optimizer={"kind": "sgd", "lr": 0})
    raw["data"] = {"x": size * raw["data"]["x"], "target": size * raw["data"]["target"] + size}
    network, state = make(raw), initial_state(make(raw))
    assert_sound(check(network, state, 0, everything=True))


def test_large_targets_that_are_nearly_met_are_sound() -> None:
    raw = dense(2, 1, samples=4)
    raw["data"]["target"] = np.full((4, 1), 3e5) + np.arange(4)[:, None]
    raw["parameters"] = {"l1.b": [3e5]}
    network = make(raw)
    assert_sound(check(network, initial_state(network), 0))


def test_confident_probabilities_are_sound() -> None:
    p = np.array([[1e-9, 1 - 1e-9], [1e-20, 1.0]])
    network = make(describe([], p, [0, 0], loss="cross_entropy"))
    assert_sound(check(network, {}, 0))


def test_a_mask_is_held_still() -> None:
    layers = [{"kind": "linear", "units": 3}, {"kind": "dropout", "rate": 0.5}]
    network, state = trained(describe(layers, np.ones((4, 2)), np.ones((4, 3))), 2)
    assert_sound(check(network, state, 2, everything=True))


DIVERGED: list[dict[str, Any]] = [
    {"l1.W": [[np.nan] * 3] * 2},
    {"l1.W": [[np.inf] * 3] * 2},
    {"l1.W": [[1e200] * 3] * 2, "l3.W": [[1e200]] * 3},
    {"l3.W": [[1e154]] * 3},
    {"l3.b": [1e160]},
    {"l1.b": [1e308, -1e308, 0]},
]


@pytest.mark.parametrize("act", ["tanh", "relu", "sigmoid", "batch_norm", "softmax"])
@pytest.mark.parametrize("parameters", DIVERGED)
def test_a_network_that_has_diverged_raises_no_alarm(act: str, parameters: dict[str, Any]) -> None:
    network = make(dense(2, 3, 1, act=act, parameters=parameters))
    report = check(network, initial_state(network), 0, everything=True)
    assert report["ok"] is not False, {a: report["tensors"][a] for a in wrong(report)}


def test_an_overflow_on_the_way_back_raises_no_alarm() -> None:
    one = {"kind": "linear", "units": 1}
    given = {"l2.W": [[1e200]], "l2.b": [-1e200], "l3.W": [[1e200]]}  # y₂ and y₃ are 0
    raw = describe([{"kind": "tanh"}, one, one], [[100.0]], [[1.0]], parameters=given,
                   loss="absolute_error")  # fmt: skip
    network = make(raw)
    report = check(network, initial_state(network), 0, everything=True)
    assert report["ok"] is not False, wrong(report)
    assert np.isnan(Tape(network, initial_state(network), 0).value("data.dx")).all()
    assert report["tensors"]["data.dx"]["checked"] == 0


def test_where_nothing_is_finite_nothing_is_said() -> None:
    network = make(dense(2, 1, parameters={"l1.b": [np.nan]}))
    report = check(network, initial_state(network), 0)
    assert (report["ok"], report["max_relative_error"]) == (None, None)
    tensor = report["tensors"]["l1.dW"]
    assert (tensor["ok"], tensor["checked"], tensor["worst_at"]) == (None, 0, None)
    assert (tensor["untold"], tensor["max_relative_error"]) == (tensor["cells"], None)


# Always when it must. Each fault replaces one rule of the network below.


def shaped() -> tuple[Network, State]:
    """Two square linear layers, so that even a transposed gradient has the right shape."""
    raw = dense(3, 3, 3, samples=4, act="tanh")
    return trained(raw, 2)


def scaled(factor: float) -> Callable[..., Any]:
    return lambda dy, x: factor * (x.T @ dy)


def half_the_gradient(x: Array, target: Array, half: bool, reduction: str) -> Array:  # noqa: ARG001
    return (x - target) / len(x)


def no_mean(x: Array, target: Array, half: bool, reduction: str) -> Array:  # noqa: ARG001
    return 2 * (x - target)


def straight_through(dy: Array, y: Array) -> Array:  # noqa: ARG001
    return dy


Fault = tuple[str, str, Callable[..., Any]]
FAULTS: list[Fault] = [
    ("a transpose", "l3.dW", lambda dy, x: (x.T @ dy).T),
    ("a missing factor", "l3.dy", half_the_gradient),
    ("a sum for a mean", "l3.dy", no_mean),
    ("a mean for a sum", "l3.db", lambda dy: dy.mean(axis=0)),
    ("a sign", "l1.dW", scaled(-1)),
    ("a forgotten derivative of the activation", "l1.dy", straight_through),
    ("a derivative of x where y belongs", "l1.dy", lambda dy, y: dy * (1 - np.tanh(y) ** 2)),
    ("a wrong tensor", "l2.dy", lambda dy, W: dy @ W),
    ("a scale that is off by one sample", "l3.dW", scaled(4 / 3)),
    ("a scale that is off by a hundredth of a percent", "l1.dW", scaled(1.0001)),
    ("a missing bias term", "l1.db", lambda dy: 0 * dy[0]),
    ("a wrong axis", "l1.db", lambda dy: dy[:3].sum(axis=1)),
    ("the first sample only", "l3.db", lambda dy: dy[0]),
    ("a forgotten sample", "l1.dW", lambda dy, x: x[1:].T @ dy[1:]),
    ("a single wrong cell", "l3.dW", lambda dy, x: (x.T @ dy) + np.eye(3)[2] * np.eye(3)[:, :1]),
    ("an update in place", "data.dx", lambda dy, W: dy @ (W - 0.1).T),
    ("nothing", "l3.dW", scaled(0)),
    ("no number", "l1.dW", scaled(np.nan)),
    ("infinity", "l1.db", lambda dy: dy.sum(axis=0) + np.inf),
]


@pytest.mark.parametrize(("what", "address", "fault"), FAULTS, ids=[what for what, *_ in FAULTS])
def test_a_fault_is_found_at_the_first_wrong_gradient(
    what: str, address: str, fault: Callable[..., Any]
) -> None:
    network, state = shaped()
    assert check(network, state, 2, everything=True)["ok"]
    report = check(network, state, 2, everything=True, faults={address: fault})
    assert not report["ok"]
    assert wrong(report)[0] == address, what
    assert report["max_relative_error"] > 1e-6


def test_a_small_gradient_that_is_missing_is_not_lost_in_rounding() -> None:
    network = make(describe([{"kind": "linear", "units": 1}], [[1e-8]], [[1.0]]))
    faults: Faults = {"l1.dW": scaled(0)}
    assert wrong(check(network, initial_state(network), 0, faults=faults)) == ["l1.dW"]


def test_a_fault_shows_in_the_parameters_behind_it() -> None:
    network, state = shaped()
    faults: Faults = {"l1.dy": straight_through}
    report = check(network, state, 2, faults=faults)
    assert list(report["tensors"]) == ["l3.dW", "l3.db", "l1.dW", "l1.db", "data.dx"]
    assert wrong(report) == ["l1.dW", "l1.db", "data.dx"]


def test_a_stale_mask_is_found() -> None:
    layers = [{"kind": "linear", "units": 3}, {"kind": "dropout", "rate": 0.5}]
    network, state = trained(describe(layers, np.ones((6, 2)), np.ones((6, 3))), 2)
    stale = np.random.default_rng(0).integers(0, 2, (6, 3)) * 2.0
    faults: Faults = {"l1.dy": lambda dy, mask: dy * stale + 0 * mask}
    assert wrong(check(network, state, 2, everything=True, faults=faults))[0] == "l1.dy"


def test_batch_norm_that_forgets_what_x_did_to_the_mean_is_found() -> None:
    raw = describe([{"kind": "batch_norm"}], np.random.default_rng(0).normal(size=(4, 3)),
                   np.ones((4, 3)))  # fmt: skip
    network, state = trained(raw, 1)
    faults: Faults = {"data.dx": lambda dz, z, var, eps: dz / np.sqrt(var + eps) + 0 * z}
    assert wrong(check(network, state, 1, everything=True, faults=faults)) == ["data.dx"]


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e4])
def test_a_sign_is_found_in_data_of_any_size(size: float) -> None:
    raw = dense(2, 3, 1, samples=4, optimizer={"kind": "sgd", "lr": 0})
    raw["data"] = {"x": size * raw["data"]["x"], "target": raw["data"]["target"]}
    network = make(raw)
    report = check(network, initial_state(network), 0, faults={"l1.dW": scaled(-1)})
    assert wrong(report) == ["l1.dW"]


# What it says.


def test_the_report_is_that_of_the_contract() -> None:
    network, state = trained(course(), 1)
    report = check(network, state, 1)
    assert list(report) == ["ok", "max_relative_error", "tolerance", "tensors"]
    tensor = report["tensors"]["l1.dW"]
    assert list(tensor) == [
        "ok", "max_relative_error", "worst_at", "analytic", "numeric", "cells", "checked",
        "too_small", "at_kink", "untold",
    ]  # fmt: skip
    assert (tensor["cells"], tensor["checked"]) == (6, 6)
    assert tensor["analytic"] == pytest.approx(tensor["numeric"], rel=1e-6)
    assert report["max_relative_error"] == max(
        each["max_relative_error"] for each in report["tensors"].values()
    )


def test_parameters_and_x_are_checked_or_with_all_every_gradient() -> None:
    network, state = trained(course(), 1)
    backward = ["l3.dy", "l3.dW", "l3.db", "l2.dy", "l2.dW", "l2.db", "l1.dy", "l1.dW", "l1.db"]
    everything = check(network, state, 1, everything=True)
    assert list(everything["tensors"]) == [*backward, "data.dx"]
    few = [address for address in backward if not address.endswith("dy")]
    assert list(check(network, state, 1)["tensors"]) == [*few, "data.dx"]


def test_the_numeric_gradient_is_a_central_difference_with_the_contracts_step() -> None:
    network, state = trained(mazur(), 1)
    told = check_cells(network, state, 1, "l3.dW")["tensors"]["l3.dW"]

    def loss(value: float) -> float:
        moved = {**state, "l3.W": state["l3.W"].copy()}
        moved["l3.W"][0, 1] = value
        return advance(network, moved, 1, 1)[1][0]

    p = state["l3.W"][0, 1]
    assert told["numeric_cells"][0, 1] == (loss(p + 1e-6) - loss(p - 1e-6)) / 2e-6
    assert told["verdicts"] == ["right"] * 4


def test_the_worst_cell_is_the_one_that_is_named() -> None:
    network, state = shaped()
    faults: Faults = {"l1.dW": lambda dy, x: x.T @ dy + 1e-3 * np.eye(3)[1] * np.eye(3)[:, 2:]}
    tensor = check(network, state, 2, faults=faults)["tensors"]["l1.dW"]
    assert tensor["worst_at"] == [2, 1]
    assert tensor["analytic"] - tensor["numeric"] == pytest.approx(1e-3, rel=1e-3)


def test_a_corner_is_said_to_be_one() -> None:
    network = make(describe([{"kind": "relu"}], [[0.0, 1.0, -1.0]], [[1.0, 1.5, 1.0]]))
    tensor = check(network, {}, 0)["tensors"]["data.dx"]
    assert (tensor["ok"], tensor["at_kink"], tensor["too_small"]) == (True, 1, 1)
    verdicts = check_cells(network, {}, 0, "data.dx")["tensors"]["data.dx"]["verdicts"]
    assert verdicts == ["at_kink", "right", "too_small"]


def test_where_corners_meet_no_slope_is_that_of_a_side() -> None:
    given = {"l1.W": [[1, -1]], "l3.W": [[1], [-3]]}
    layers: list[Raw] = [{"kind": "linear", "units": 2}, {"kind": "relu"}]
    layers.append({"kind": "linear", "units": 1})
    network = make(describe(layers, [[0.0]], [[1.0]], parameters=given))
    tensor = check(network, initial_state(network), 0)["tensors"]["data.dx"]
    assert (tensor["ok"], tensor["at_kink"]) == (True, 1)


@pytest.mark.parametrize("layer", [{"kind": "relu"}, {"kind": "leaky_relu", "slope": 0.5}])
@pytest.mark.parametrize("distance", [1e-7, 5e-7, -3e-7, -9e-8, -6e-8, 1e-8, -1e-8])
@pytest.mark.parametrize("size", [1.0, 1e-3])
def test_beside_a_corner_the_slope_is_that_of_its_own_side(
    layer: Raw, distance: float, size: float
) -> None:
    layers = [layer, {"kind": "multiply_constant", "value": size}]
    network = make(describe(layers, [[distance]], [[1.0]]))
    tensor = check(network, {}, 0)["tensors"]["data.dx"]
    assert tensor["ok"]
    assert not (tensor["at_kink"] and abs(distance) >= 1e-7)


@pytest.mark.parametrize("size", [7e-9, 4e-9, 1e-3, 1e6])
def test_a_corner_is_told_however_blunt_it_is(size: float) -> None:
    layers = [{"kind": "relu"}, {"kind": "multiply_constant", "value": size}]
    tensor = check(make(describe(layers, [[0.0]], [[1.0]])), {}, 0)["tensors"]["data.dx"]
    assert (tensor["ok"], tensor["at_kink"]) == (True, 1)


@pytest.mark.parametrize("seed", range(8))
def test_a_corner_is_told_where_the_error_curves_strongly_as_well(seed: int) -> None:
    steep = {"kind": "linear", "units": 4, "init": {"kind": "normal", "std": 30}}
    layers = [{"kind": "layer_norm"}, steep, {"kind": "elu", "alpha": 0.3}, steep]
    raw = describe(layers, np.ones((2, 4)), [0, 2], loss="softmax_cross_entropy", seed=seed)
    network = make(raw)
    report = check(network, initial_state(network), 0, everything=True)
    assert report["ok"], wrong(report)


def test_a_large_error_that_curves_strongly_is_sound() -> None:
    layers = [{"kind": "power", "exponent": 3}, {"kind": "multiply_constant", "value": 1e9}]
    assert_sound(check(make(describe(layers, [[0.0]], [[-1e3]])), {}, 0, everything=True))


def test_above_the_work_limit_a_sample_drawn_from_the_seed_is_checked_and_said() -> None:
    network, state = trained(dense(30, 40, 5, samples=8, act="tanh"), 1)
    report = check(network, state, 1, work=5e7)
    assert report == check(network, state, 1, work=5e7)
    assert report["ok"]
    for tensor in report["tensors"].values():
        assert 0 < tensor["checked"] <= tensor["cells"]
    assert report["tensors"]["l1.dW"]["checked"] < 1200
    other = make(dense(30, 40, 5, samples=8, act="tanh", seed=1))
    assert check(other, initial_state(other), 1, work=5e7)["ok"]


def test_a_large_network_is_checked_within_about_its_work(monkeypatch: pytest.MonkeyPatch) -> None:
    done, error_at = 0.0, Nudge.loss_at

    def counted(nudge: Nudge, at: Any, value: float) -> float:
        nonlocal done
        done += nudge.work / 2  # which is that of a difference, two errors
        return error_at(nudge, at, value)

    monkeypatch.setattr(Nudge, "loss_at", counted)
    network = make(dense(784, 128, 64, 10, samples=64, act="relu"))
    report = check(network, initial_state(network), 0, work=WORK / 10)
    assert report["ok"]
    assert done <= 3 * WORK / 10
    assert all(tensor["checked"] for tensor in report["tensors"].values())


def test_float32_networks_are_checked_in_float64() -> None:
    network, state = trained(dense(2, 3, 1, act="tanh", dtype="float32"), 2)
    report = check(network, state, 2)
    assert_sound(report)
    analytic = report["tensors"]["l1.dW"]["analytic"]
    assert analytic != float(np.float32(analytic))
