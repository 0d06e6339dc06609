"""A rule writes the shape that was declared, in the precision of its input, for any batch."""

import numpy as np
import pytest

from backstep.describe.shapes import block_shapes, output_shape
from backstep.engine.kind import Example, Kind, Misfit
from backstep.engine.registry import LAYERS, LOSSES
from tests.engine.harness import RULED, cases_of, prepare, settings_of, title

PAIRS = cases_of(RULED)


@pytest.mark.parametrize("pair", PAIRS, ids=title)
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_every_tensor_has_its_declared_shape_and_its_inputs_precision(
    pair: tuple[Kind, Example], dtype: str
) -> None:
    case = prepare(*pair, dtype=dtype)
    given = {name: value.copy() for name, value in case.tensors.items()}
    case.run()
    for rule in case.rules:
        value = np.asarray(case.tensors[rule.name])
        fixed = case.kind.states.get(rule.name.removesuffix(":next"))
        assert value.shape == case.declared[rule.name], rule.name
        assert value.dtype == (fixed.dtype if fixed and fixed.dtype else dtype), rule.name
    for name, value in given.items():
        np.testing.assert_array_equal(case.tensors[name], value, f"{name} was written to")


@pytest.mark.parametrize("pair", PAIRS, ids=title)
def test_a_batch_of_one_works_too(pair: tuple[Kind, Example]) -> None:
    kind, example = pair
    case = prepare(kind, example.of(1))
    case.run()
    for rule in case.rules:
        assert np.asarray(case.tensors[rule.name]).shape == case.declared[rule.name]


@pytest.mark.parametrize("pair", PAIRS, ids=title)
def test_arrays_that_are_not_contiguous_give_the_same(pair: tuple[Kind, Example]) -> None:
    plain, turned = prepare(*pair), prepare(*pair)
    for name, value in turned.tensors.items():
        turned.tensors[name] = np.asarray(value, order="F")
    plain.run()
    turned.run()
    for rule in plain.rules:
        got, expected = turned.tensors[rule.name], plain.tensors[rule.name]
        np.testing.assert_allclose(got, expected, rtol=1e-12, atol=1e-14)


IMAGES = (2, 3, 5, 6)
MISFITS = [
    ("linear", {"units": 2}, IMAGES, "flatten"),
    ("linear", {"units": 2}, (4,), "rank 1"),
    ("conv2d", {"filters": 2, "size": 3}, (4, 3), "rank 2"),
    ("conv2d", {"filters": 2, "size": 6}, IMAGES, "at most 5"),
    ("conv2d", {"filters": 2, "size": 8, "padding": 1}, IMAGES, "at most 7"),
    ("max_pool", {"size": 2}, (4, 3), "rank 2"),
    ("max_pool", {"size": 6}, IMAGES, "at most 5"),
    ("avg_pool", {"size": 2}, (4, 3, 2), "rank 3"),
    ("avg_pool", {"size": 7, "stride": 1}, IMAGES, "at most 5"),
    ("batch_norm", {}, (4,), "rank 1"),
    ("layer_norm", {}, (4,), "rank 1"),
    ("bias", {}, (4,), "rank 1"),
    ("softmax", {}, (4,), "rank 1"),
    ("softmax", {"axis": 2}, (4, 3), "rank 2"),
    ("cross_entropy", {}, (4,), "rank 1"),
    ("softmax_cross_entropy", {}, (4,), "rank 1"),
]


@pytest.mark.parametrize(("name", "given", "x", "words"), MISFITS)
def test_what_does_not_fit_is_refused_with_what_would(
    name: str, given: dict[str, object], x: tuple[int, ...], words: str
) -> None:
    kind = {**LAYERS, **LOSSES}[name]
    with pytest.raises(Misfit, match=words) as refused:
        output_shape(kind, settings_of(kind, given), {"x": x})
    assert refused.value.allowed
    assert refused.value.setting in ("", *kind.settings)


RANKS = range(1, 6)


def ranks_told(kind: Kind, rank: int) -> set[int] | None:
    """Which ranks a kind says that it takes, where it does not take this one; else None."""
    x = (2, 3, 4, 5, 6)[:rank]
    try:
        output_shape(kind, settings_of(kind, kind.example.settings), dict.fromkeys(kind.inputs, x))
    except Misfit as misfit:
        told = misfit.allowed or {}
        assert told.get("insert", "flatten") in LAYERS
        if "min_rank" in told:
            return set(RANKS[told["min_rank"] - 1 :])
        return {*np.atleast_1d(told["rank"]).tolist()} if "rank" in told else None
    return None


@pytest.mark.parametrize("kind", [*LAYERS.values(), *LOSSES.values()], ids=lambda kind: kind.name)
def test_who_refuses_a_rank_names_just_those_that_it_takes(kind: Kind) -> None:
    told = {rank: ranks_told(kind, rank) for rank in RANKS}
    taken = {rank for rank in RANKS if told[rank] is None}
    assert all(ranks in (None, taken) for ranks in told.values()), told


@pytest.mark.parametrize(
    ("size", "stride", "padding", "rows", "columns"),
    [(3, 1, 0, 3, 4), (3, 2, 1, 3, 3), (5, 7, 0, 1, 1), (1, 1, 2, 9, 10), (2, 3, 0, 2, 2)],
)
def test_a_convolution_is_as_large_as_the_windows_that_fit(
    size: int, stride: int, padding: int, rows: int, columns: int
) -> None:
    given = {"filters": 4, "size": size, "stride": stride, "padding": padding}
    kind = LAYERS["conv2d"]
    assert output_shape(kind, settings_of(kind, given), {"x": IMAGES}) == (2, 4, rows, columns)


def test_a_layer_that_only_moves_numbers_keeps_none_in_memory() -> None:
    assert LAYERS["flatten"].rules["dx"].tensors == ("dy",)
    assert LAYERS["avg_pool"].rules["dx"].tensors == ("dy",)
    assert LAYERS["max_pool"].rules["dx"].tensors == ("dy", "winner")
    assert LAYERS["conv2d"].rules["dx"].tensors == ("dy", "W")


def test_a_gradient_of_nothing_is_named() -> None:
    """Who writes a layer's file sees which rule, and not an error of a table."""
    kind = Kind("slip", "layer", "y = x", ("", ""), ("", ""))

    def du(dy: np.ndarray) -> np.ndarray:
        return dy

    kind.backward("", "")(du)
    with pytest.raises(TypeError, match="du is the gradient of u, which no rule computes"):
        block_shapes(kind, {}, {"x": (2, 3)}, (2, 3))
