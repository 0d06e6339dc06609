"""What travels: every bit of every number, and no more of a large tensor than was asked for."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from backstep.api import wire
from backstep.ask import summary

ANY_FLOAT = st.floats(allow_nan=True, allow_infinity=True)


def read(cell: float | str) -> float:
    return float(cell.replace("Infinity", "inf")) if isinstance(cell, str) else float(cell)


@given(arrays(np.float64, array_shapes(min_dims=0, max_dims=4, max_side=4), elements=ANY_FLOAT))
def test_every_cell_comes_back_bit_for_bit(array: np.ndarray) -> None:
    sent = json.loads(wire.encode(wire.whole(array)))
    assert sent["shape"] == list(array.shape)
    back = np.array([read(cell) for cell in sent["data"]]).reshape(array.shape)
    assert np.array_equal(back, array, equal_nan=True)
    assert np.array_equal(np.signbit(back), np.signbit(array)) or np.isnan(array).any()


def test_json_never_holds_nan_as_a_null_or_a_bare_word() -> None:
    value = {"a": math.nan, "b": [math.inf, {"c": -math.inf}], "d": np.array([math.nan, 1.0])}
    assert wire.encode(value) == (
        b'{"a":"NaN","b":["Infinity",{"c":"-Infinity"}],"d":{"shape":[2],"data":["NaN",1.0]}}'
    )


def test_a_float32_is_sent_as_the_float64_that_it_is() -> None:
    array = np.array([0.1, 1e-30], np.float32)
    assert json.loads(wire.encode(wire.whole(array)))["data"] == array.astype(float).tolist()
    assert json.loads(wire.encode(np.float32(0.1))) == float(np.float32(0.1))


def test_transposed_and_sliced_arrays_are_sent_row_major() -> None:
    array = np.arange(12.0).reshape(3, 4)
    sent = json.loads(wire.encode(wire.whole(array.T[1:, ::2])))
    assert sent == {"shape": [3, 2], "data": [1.0, 9.0, 2.0, 10.0, 3.0, 11.0]}


@pytest.mark.parametrize("digits", [1, 3, 17])
def test_digits_are_significant_ones(digits: int) -> None:
    values = [math.pi, -1e-300 / 3, 12345.678, 0.0, 2 / 3 * 1e300]
    for special in ([], [math.nan, math.inf]):
        sent = json.loads(wire.encode(wire.whole(np.array(values + special), digits)))["data"]
        assert sent[:5] == [float(f"{v:.{digits}g}") for v in values]
        assert sent[5:] == (["NaN", "Infinity"] if special else [])


def test_a_tensor_above_inline_is_a_preview_and_nothing_without_one() -> None:
    array = np.arange(100.0).reshape(10, 10)
    assert "preview" not in wire.tensor(array, wire.Detail(inline=100))
    large = json.loads(wire.encode(wire.tensor(array, wire.Detail(inline=99, preview=2))))
    assert large["data"] is None
    assert large["shape"] == [10, 10]
    assert large["preview"] == {"shape": [2, 2], "data": [44, 49, 94, 99], "reduced": "absmax"}
    assert wire.tensor(array, wire.Detail(inline=0, preview=0)) == {"shape": [10, 10], "data": None}


@given(
    arrays(np.float64, array_shapes(min_dims=0, max_dims=4, max_side=9), elements=ANY_FLOAT),
    st.integers(1, 5),
)
def test_each_preview_cell_is_its_blocks_largest_magnitude_with_its_sign(
    array: np.ndarray, side: int
) -> None:
    shown = summary.preview(array, side)
    matrix = array.reshape(len(array) if array.ndim > 1 else 1, -1)
    height, width = matrix.shape
    rows, columns = min(height, side), min(width, side)
    assert shown.shape == (rows, columns)
    for i in range(rows):
        for j in range(columns):
            top, bottom = i * height // rows, (i + 1) * height // rows
            left, right = j * width // columns, (j + 1) * width // columns
            block = matrix[top:bottom, left:right].ravel()
            if np.isnan(block).any():
                assert np.isnan(shown[i, j])
            else:
                assert abs(shown[i, j]) == np.abs(block).max()
                assert shown[i, j] in block


@given(arrays(np.float64, st.integers(0, 40), elements=ANY_FLOAT))
def test_statistics_are_those_of_the_finite_cells(array: np.ndarray) -> None:
    found = summary.stats(array)
    finite = array[np.isfinite(array)]
    assert found["nonfinite"] == array.size - finite.size
    assert found["zeros"] == np.count_nonzero(finite == 0)
    assert "sampled" not in found
    if finite.size == 0:
        assert [found[k] for k in ("min", "max", "mean", "std", "norm", "histogram")] == [None] * 6
        return
    assert (found["min"], found["max"]) == (finite.min(), finite.max())
    histogram = found["histogram"]
    assert isinstance(histogram, dict)
    assert len(histogram["counts"]) == 25
    assert sum(histogram["counts"]) == finite.size
    assert (histogram["min"], histogram["max"]) == (finite.min(), finite.max())


def test_moments_and_bins_agree_with_numpy() -> None:
    array = np.random.default_rng(0).normal(size=1000)
    found = summary.stats(array)
    assert found["mean"] == pytest.approx(array.mean(), rel=1e-12)
    assert found["std"] == pytest.approx(array.std(), rel=1e-12)
    assert found["norm"] == pytest.approx(np.linalg.norm(array), rel=1e-12)
    assert found["histogram"]["counts"] == np.histogram(array, 25)[0].tolist()  # type: ignore[index]


def test_huge_and_tiny_cells_have_finite_statistics() -> None:
    for scale in (1e300, 1e-300):
        found = summary.stats(np.array([3.0, -4.0]) * scale)
        assert found["norm"] == pytest.approx(5 * scale)
        assert found["std"] == pytest.approx(3.5 * scale)


def test_of_very_many_cells_an_even_sample_is_looked_at() -> None:
    array = np.arange(200_000.0)
    found = summary.stats(array)
    assert found["sampled"] is True
    assert found["max"] > 199_990  # type: ignore[operator]
    assert 50_000 <= sum(found["histogram"]["counts"]) <= 65_536  # type: ignore[index]
