"""Initializers draw with the spread that they announce, from the seed and from nothing else."""

from typing import Any

import numpy as np
import pytest

from backstep.engine.kind import Array, Kind, Shape, call
from backstep.engine.registry import INITIALIZERS
from tests.engine.harness import settings_of

DENSE: tuple[Shape, tuple[int, int]] = ((160, 240), (160, 240))
FILTERS: tuple[Shape, tuple[int, int]] = ((64, 24, 3, 3), (24 * 9, 64 * 9))
KINDS = [pytest.param(kind, id=kind.name) for kind in INITIALIZERS.values()]


def told(kind: Kind, shape: Shape, fans: tuple[int, int], seed: int = 0) -> dict[str, Any]:
    settings = settings_of(kind, kind.example.settings)
    return {**settings, "shape": shape, "fans": fans, "rng": np.random.default_rng(seed)}


def drawn(kind: Kind, shape: Shape, fans: tuple[int, int], seed: int = 0) -> Array:
    assert kind.drawing is not None
    values: Array = call(kind.drawing, told(kind, shape, fans, seed))
    return values


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("shape", "fans"), [DENSE, FILTERS], ids=["dense", "filters"])
def test_the_spread_is_as_announced(kind: Kind, shape: Shape, fans: tuple[int, int]) -> None:
    values = drawn(kind, shape, fans)
    assert values.shape == shape
    assert kind.spread is not None
    announced = call(kind.spread, told(kind, shape, fans))
    assert values.std() == pytest.approx(announced, rel=0.02, abs=1e-12)
    if announced:
        assert abs(values.mean()) < 0.02 * announced


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_draws_the_same_and_another_seed_others(kind: Kind) -> None:
    first, again, other = (drawn(kind, *DENSE, seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    random = kind.spread is not None and call(kind.spread, told(kind, *DENSE)) > 0
    assert (first == other).all() != random


@pytest.mark.parametrize(
    ("name", "limit"),
    [("uniform", 0.5), ("glorot_uniform", np.sqrt(6 / 400)), ("he_uniform", np.sqrt(6 / 160))],
)
def test_uniform_draws_fill_their_range_evenly(name: str, limit: float) -> None:
    values = drawn(INITIALIZERS[name], *DENSE)
    assert 0.999 * limit < values.max() <= limit and -limit <= values.min() < -0.999 * limit
    counts, _ = np.histogram(values, bins=10, range=(-limit, limit))
    assert counts == pytest.approx(values.size / 10, rel=0.06)


@pytest.mark.parametrize("name", ["normal", "glorot_normal", "he_normal", "lecun_normal"])
def test_normal_draws_are_a_bell_curve_to_its_tails(name: str) -> None:
    values = drawn(INITIALIZERS[name], *DENSE)
    share = [(np.abs(values) > k * values.std()).mean() for k in (1, 2, 3)]
    assert share == pytest.approx([0.3173, 0.0455, 0.0027], rel=0.2)


@pytest.mark.parametrize("shape", [(5, 5), (7, 3), (3, 7), (4, 2, 3, 3), (40, 2, 3, 3)])
def test_orthogonal_turns_without_stretching(shape: Shape) -> None:
    matrix = drawn(INITIALIZERS["orthogonal"], shape, (1, 1)).reshape(shape[0], -1)
    wide = matrix if len(matrix) <= matrix.shape[1] else matrix.T
    np.testing.assert_allclose(wide @ wide.T, np.eye(len(wide)), atol=1e-12)


def test_orthogonal_is_drawn_evenly_over_rotations_and_reflections() -> None:
    kind = INITIALIZERS["orthogonal"]
    corner = [drawn(kind, (2, 2), (2, 2), seed)[0, 0] for seed in range(400)]
    assert abs(np.mean(corner)) < 0.1
    turned = [np.linalg.det(drawn(kind, (2, 2), (2, 2), seed)) > 0 for seed in range(400)]
    assert np.mean(turned) == pytest.approx(0.5, abs=0.1)
