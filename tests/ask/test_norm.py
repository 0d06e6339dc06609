"""The norm of a tensor: one number, the same wherever it is asked for."""

import numpy as np
import pytest

from backstep.ask.norm import norm


@pytest.mark.parametrize("scale", [1.0, 1e-200, 1e200])
def test_it_is_the_euclidean_length_at_any_scale(scale: float) -> None:
    assert norm(np.array([[3.0, 0.0], [0.0, -4.0]]) * scale) == pytest.approx(5 * scale, rel=1e-15)


def test_the_layout_in_memory_does_not_change_a_bit() -> None:
    array = np.random.default_rng(0).normal(size=(37, 53))
    assert norm(np.asfortranarray(array)) == norm(array) == norm(array.copy()[:, :])


def test_nothing_has_no_length_and_what_is_not_finite_shows() -> None:
    assert norm(np.zeros((0, 3))) == norm(np.zeros(4)) == 0.0
    assert norm(np.array([1.0, np.inf])) == np.inf
    assert np.isnan(norm(np.array([1.0, np.nan])))
