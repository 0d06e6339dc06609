"""Stations are dense at first, then sparser, but never further apart than the work limit."""

from itertools import pairwise

import pytest

from backstep.store.decimate import decimate, spread
from backstep.store.thinning import Thinning

SMALL = Thinning.for_run(state_bytes=200, iterations_within_work=100_000)


def test_the_first_iterations_are_all_stations_and_later_ones_about_sixteen_per_doubling() -> None:
    assert list(SMALL.between(0, 32)) == list(range(1, 33))
    assert len(list(SMALL.between(1024, 2048))) == 16
    assert len(list(SMALL.between(0, 1_000_000))) < 300


def test_a_large_state_has_fewer_stations() -> None:
    large = Thinning.for_run(state_bytes=64 * 2**20, iterations_within_work=100_000)
    assert list(large.between(0, 100)) == [8, 16, 32, 64]
    medium = Thinning.for_run(state_bytes=3 * 2**20, iterations_within_work=100_000)
    assert list(medium.between(0, 100)) == [1, 2, 4, 8, 16, 32, 64]


@pytest.mark.parametrize("stride", [1, 3, 64, 1000])
def test_no_gap_is_longer_than_the_work_limit_allows(stride: int) -> None:
    ages = [0, *Thinning.for_run(2**30, stride).between(0, 5000)]
    assert max(b - a for a, b in pairwise(ages)) <= stride


@pytest.mark.parametrize("rule", [SMALL, Thinning(1, 2**20), Thinning(4, 64), Thinning(1, 64, 8)])
def test_listing_the_stations_and_asking_one_by_one_agree(rule: Thinning) -> None:
    assert list(rule.between(5, 3000)) == [age for age in range(6, 3001) if rule.lasts(age)]


def test_a_decimated_curve_keeps_its_ends_its_peaks_and_its_dips() -> None:
    losses = [1.0] * 100_000
    losses[31_000], losses[77_777] = 50.0, -50.0
    curve = decimate(range(7, 100_007), losses, 1000)
    assert len(curve) <= 1000
    assert curve == sorted(curve)
    assert {(31_007, 50.0), (77_784, -50.0), (7, 1.0), (100_006, 1.0)} <= set(curve)


def test_a_short_curve_is_left_whole() -> None:
    assert decimate(range(3), [3.0, 2.0, 1.0], 1000) == [(0, 3.0), (1, 2.0), (2, 1.0)]
    assert spread(3, 10) == [0, 1, 2]
    assert spread(1000, 3) == [0, 500, 999]
