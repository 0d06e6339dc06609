"""What is not a number is not hidden by a comparison: it shows in whatever was computed from it."""

from collections.abc import Iterator

import numpy as np
import pytest

from backstep.engine.kind import Array, Example, Kind
from backstep.engine.registry import LAYERS, LOSSES, OPTIMIZERS
from tests.engine.harness import Case, cases_of, prepare, title


def spoilt(pair: tuple[Kind, Example], name: str) -> Iterator[tuple[Case, tuple[int, ...]]]:
    """The case once for each cell of a given tensor, that cell being NaN."""
    for at in np.ndindex(prepare(*pair).tensors[name].shape):
        case = prepare(*pair)
        case.tensors[name] = case.tensors[name].copy()
        case.tensors[name][at] = np.nan
        yield case, at


def has_nan(array: Array) -> bool:
    return bool(np.isnan(array).any())


# Numbers of rows are whole: others are refused before anything is computed.
MEASURED = [pair for pair in cases_of([*LAYERS.values()]) if pair[1].inputs != "indices"]


@pytest.mark.parametrize("pair", MEASURED, ids=title)
def test_a_layer_lets_nan_through_forward_and_back(pair: tuple[Kind, Example]) -> None:
    for name in pair[0].inputs:
        lets_nan_through(pair, name)


def lets_nan_through(pair: tuple[Kind, Example], name: str) -> None:
    rules = prepare(*pair).rules
    forward = [rule for rule in rules if rule.phase == "forward"]
    for case, at in spoilt(pair, name):
        case.run(forward)
        y = case.tensors["y"]
        case.tensors["dy"] = np.where(np.isnan(y), np.nan, case.tensors["dy"])
        case.run([rule for rule in rules if rule.phase == "backward"])
        # A window may pass over a pixel, a slice leaves the others; and x⁰ is 1, whatever x is.
        flat = pair[0].name == "power" and case.settings["exponent"] == 0
        unseen = {"size", "index"} & case.settings.keys() and not has_nan(y)
        assert has_nan(y) or flat or unseen, at
        assert np.isnan(case.tensors[f"d{name}"][at]) or flat or unseen, at


@pytest.mark.parametrize("pair", cases_of(list(LOSSES.values())), ids=title)
@pytest.mark.parametrize("name", ["x", "target"])
def test_a_loss_of_nan_is_nan_and_so_is_its_gradient(pair: tuple[Kind, Example], name: str) -> None:
    for case, at in spoilt(pair, name):
        case.run()
        assert np.isnan(case.tensors["E"]), at
        assert np.isnan(case.tensors["dx"][at]), at


@pytest.mark.parametrize("pair", cases_of(list(LOSSES.values())), ids=title)
def test_where_nothing_is_called_true_nan_shows_too(pair: tuple[Kind, Example]) -> None:
    for case, at in spoilt(pair, "x"):
        case.tensors["target"] = np.zeros_like(case.tensors["target"])
        case.run()
        assert np.isnan(case.tensors["E"]), at
        assert np.isnan(case.tensors["dx"][at]), at


@pytest.mark.parametrize("pair", cases_of(list(OPTIMIZERS.values())), ids=title)
@pytest.mark.parametrize("name", ["p", "dp"])
def test_an_update_from_nan_is_nan(pair: tuple[Kind, Example], name: str) -> None:
    for case, at in spoilt(pair, name):
        case.run()
        assert np.isnan(case.tensors["next"][at]), at


@pytest.mark.parametrize("pair", cases_of(list(LOSSES.values())), ids=title)
def test_a_loss_that_is_0_is_not_minus_0(pair: tuple[Kind, Example]) -> None:
    case = prepare(*pair)
    case.tensors["x"] = case.tensors["target"] = np.round(case.tensors["target"])
    case.run()
    for name in ("E", "dx"):
        array = np.asarray(case.tensors[name])
        assert not np.signbit(array[array == 0]).any(), name


def pooled(window: list[float]) -> Case:
    x = np.array(window).reshape(1, 1, 2, 2)
    case = prepare(LAYERS["max_pool"], Example(shape=x.shape, settings={"size": 2}))
    case.tensors["x"] = x
    case.run()
    return case


def test_the_winner_of_a_window_is_what_is_not_a_number() -> None:
    nan = np.nan
    for window, winner in (([1, nan, 5, 6], 1), ([nan, 9, 9, 9], 0), ([1, nan, nan, 6], 2)):
        case = pooled(window)
        assert case.tensors["winner"].item() == winner, window
        given = np.zeros(4)
        given[winner] = case.tensors["dy"].item()
        np.testing.assert_array_equal(case.tensors["dx"].reshape(-1), given)


def test_the_log_of_a_sum_of_exponentials_holds_out_to_infinity() -> None:
    case = prepare(LOSSES["softmax_cross_entropy"], Example(shape=(3, 3)))
    inf = np.inf
    case.tensors["x"] = np.array([[inf, 0, 0], [-inf, -inf, -inf], [-inf, 0, 0]])
    case.run()
    np.testing.assert_allclose(case.tensors["lse"], [inf, -inf, np.log(2)])
