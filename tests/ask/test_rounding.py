"""Another way of rounding moves each number to a neighbour, and what has none stays."""

import numpy as np

from backstep.ask.rounding import plain, rounded

LARGEST = np.finfo(float).max


def test_a_number_is_moved_to_its_neighbour_above_or_below() -> None:
    numbers = np.linspace(-3, 3, 101)
    numbers = numbers[numbers != 0]
    moved = np.asarray(plain(rounded(numbers, 7)))
    above = np.nextafter(numbers, np.inf)
    below = np.nextafter(numbers, -np.inf)
    assert ((moved == above) | (moved == below)).all()
    assert (moved == above).any() and (moved == below).any()


def test_zero_what_is_not_finite_and_the_largest_number_of_all_stay() -> None:
    numbers = np.array([0.0, np.inf, -np.inf, np.nan])
    for seed in range(20):
        assert np.array_equal(np.asarray(plain(rounded(numbers, seed))), numbers, equal_nan=True)
        largest = np.asarray(plain(rounded(np.array([LARGEST, -LARGEST]), seed)))
        assert np.isfinite(largest).all()
