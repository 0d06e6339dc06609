"""Expressions compute what numpy computes, and know where each number came from."""

import math

import numpy as np
import pytest

from backstep.engine.expr import (
    Cells,
    View,
    choose,
    const,
    consts,
    erf,
    erf_of,
    largest,
    smallest,
    total,
)
from backstep.engine.functions import CHUNK, FEW, written_out
from backstep.engine.tree import describe

X = np.arange(24.0).reshape(2, 3, 4)


def addresses(node: dict[str, object]) -> list[list[int]]:
    if node["op"] == "cell":
        return [node["at"]]  # type: ignore[list-item]
    return [at for arg in node.get("args", []) for at in addresses(arg)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "key", [(0, 1, 2), (0,), (slice(None), 1), (1, slice(None, None, -2), slice(1, 3)), (..., 3)]
)
def test_a_slice_knows_the_place_of_each_of_its_cells(key: tuple[int | slice, ...]) -> None:
    cells = View("l1.y", X)[key]
    for position, value in enumerate(np.ravel(X[key])):
        cell = cells.at(position)
        assert cell.value == value and X[tuple(cell.axes)] == value  # type: ignore[arg-type]
        assert cells.flat.at(position).axes == cell.axes


def test_repeated_cells_know_their_place_too() -> None:
    rows = View("loss.lse", np.array([5.0, 7.0])).spread(1, 3)
    np.testing.assert_array_equal(rows.value, [[5, 5, 5], [7, 7, 7]])
    assert [rows.at(i).axes for i in (0, 2, 3)] == [(0,), (0,), (1,)]


def test_terms_of_a_sum_keep_their_own_order_and_places() -> None:
    view = View("l1.y", X)
    tree = describe(total(view[0, 1] * view[1, 1]), terms=64)
    assert tree["value"] == float(X[0, 1] @ X[1, 1])
    assert addresses(tree) == [[n, 1, j] for j in range(4) for n in (0, 1)]


def test_a_long_sum_shows_what_weighs_most_and_the_rest() -> None:
    values = np.linspace(-1, 2, 1000)
    tree = describe(total(View("a", values)[:]), terms=10)
    *shown, rest = tree["args"]
    assert [arg["at"] for arg in shown] == [[i] for i in range(990, 1000)]
    assert rest["op"] == "rest" and rest["count"] == 990
    assert sum(arg["value"] for arg in tree["args"]) == pytest.approx(tree["value"], rel=1e-12)


def test_arrays_of_constants_become_single_ones() -> None:
    tree = describe(smallest(choose(View("y", X[0, 0])[:] - 1, 9, consts(np.arange(4)))), 64)
    assert tree["value"] == 0
    assert tree["args"][1]["args"][2] == {"op": "const", "value": 1.0}


def test_not_a_number_wins_among_the_largest_and_the_smallest() -> None:
    view = View("y", np.array([1.0, np.nan]))
    for of in (largest, smallest):
        assert math.isnan(of(view[:]).value) and math.isnan(of(view[0], view[1]).value)


def test_single_precision_stays_single() -> None:
    view = View("y", np.ones(3, "float32"))
    for tree in (view[0] * 0.1 + const(2), erf(view[0]), total(2 * view[:] ** 2), view[0] / 3):
        assert tree.value.dtype == np.float32


def test_the_error_function_to_the_last_digits() -> None:
    x = np.concatenate([np.linspace(-7, 7, 2001), np.logspace(-300, 1, 400), [0.46875, 4.0, 6.0]])
    expected = np.array([math.erf(v) for v in x])
    np.testing.assert_allclose(erf_of(x), expected, rtol=1e-15)
    np.testing.assert_array_equal(erf_of(np.array([0, np.inf, -np.inf])), [0, 1, -1])
    assert math.isnan(erf_of(np.float64("nan")))


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("count", [1, FEW, FEW + 1, 2 * CHUNK + 5])
def test_the_error_function_of_an_array_gives_the_bits_of_what_is_written(
    dtype: str, count: int
) -> None:
    rng = np.random.default_rng(1)
    x = (rng.normal(size=count) * rng.choice([1e-30, 1e-5, 0.4, 1, 3, 20], count)).astype(dtype)
    x[::7] = rng.choice([0, -0.0, np.inf, -np.inf, np.nan, 0.46875, 6.0], len(x[::7]))
    found = erf_of(x)
    assert found.dtype == dtype and found.tobytes() == written_out(x).tobytes()
    table = np.stack([x, -x]).T  # not contiguous
    np.testing.assert_array_equal(erf_of(table), np.stack([found, -found]).T)


def test_cells_of_a_large_slice_are_one_node() -> None:
    wide = View("l1.W", np.zeros((2048, 2048)))
    column = wide[:, 7]
    assert isinstance(column, Cells) and column.value.shape == (2048,)
    assert column.at(2047).axes == (2047, 7)
