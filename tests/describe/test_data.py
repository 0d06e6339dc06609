"""Data: split from the seed, standardised by what is learnt from, never by the test part."""

import numpy as np
import pytest

from backstep.describe.data import Data
from backstep.errors import DescriptionError
from tests.networks import Raw, dense, describe, make


def data(samples: int = 10, seed: int = 0, **how: object) -> Data:
    raw: Raw = dense(2, 1, samples=samples, seed=seed)
    raw["data"] |= how
    return make(raw).data


def test_without_a_test_part_all_samples_are_learnt_from() -> None:
    assert (data().samples, len(data().test_x)) == (10, 0)


def test_the_parts_hold_every_sample_once_and_follow_from_the_seed() -> None:
    whole, parts = data(), data(test_fraction=0.3)
    assert (parts.samples, len(parts.test_x)) == (7, 3)
    both = np.concatenate([parts.x, parts.test_x])
    np.testing.assert_array_equal(np.sort(both, axis=0), np.sort(whole.x, axis=0))
    np.testing.assert_array_equal(parts.x, whole.x[parts.rows])
    np.testing.assert_array_equal(parts.target, whole.target[parts.rows])
    np.testing.assert_array_equal(parts.x, data(test_fraction=0.3).x)
    assert (parts.x != data(test_fraction=0.3, seed=1).x).any()


def test_at_least_one_sample_is_learnt_from() -> None:
    assert data(samples=1, test_fraction=0.9).samples == 1
    assert data(samples=2, test_fraction=0.99).samples == 1


def test_standardising_gives_the_training_part_mean_0_and_deviation_1() -> None:
    seen = data(test_fraction=0.3, standardize=True)
    np.testing.assert_allclose(seen.x.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(seen.x.std(axis=0), 1)
    raw = data(test_fraction=0.3)
    np.testing.assert_allclose(seen.test_x * seen.scale + seen.shift, raw.test_x)


def test_a_constant_feature_is_only_moved() -> None:
    x = np.column_stack([np.full(3, 0.1), [1, 2, 3]])  # the mean of three 0.1 is not 0.1
    seen = data(samples=3, x=x, standardize=True)
    np.testing.assert_allclose(seen.x[:, 0], 0, atol=1e-15)
    assert seen.scale[0] == 1


def test_what_is_not_finite_is_content() -> None:
    x = [["NaN", 1e308], ["Infinity", -1e308], [0, 1e308]]
    assert np.isnan(data(samples=3, x=x, standardize=True).x[0, 0])
    raw = dense(2, 1, dtype="float32")
    raw["data"]["x"] = [[1e300, 1], [2, 3], [4, 5]]
    assert np.isposinf(make(raw).data.x[0, 0])


SEQUENCES = np.arange(12.0).reshape(2, 3, 2) / 10


def sequences(target: object) -> Raw:
    """Two samples of three places, each of which gets scores for four classes."""
    layers: list[Raw] = [{"kind": "linear", "units": 4}]
    return describe(layers, SEQUENCES, target, "softmax_cross_entropy")


def test_a_sequence_may_name_a_class_for_each_of_its_places() -> None:
    target = make(sequences([[0, 1, 2], [3, 3, 0]])).data.target
    assert target.shape == (2, 3, 4) and target.flags["C_CONTIGUOUS"]
    np.testing.assert_array_equal(target.argmax(axis=2), [[0, 1, 2], [3, 3, 0]])
    np.testing.assert_array_equal(target.sum(axis=2), 1)


def test_a_wrong_class_is_told_at_its_place() -> None:
    with pytest.raises(DescriptionError) as refused:
        make(sequences([[0, 4, 2], [3, 1.5, 0]]))
    found = [(flaw.code, flaw.pointer, flaw.found) for flaw in refused.value.flaws]
    assert found == [
        ("class_out_of_range", "/data/target/0/1", 4.0),
        ("class_out_of_range", "/data/target/1/1", 1.5),
    ]


def test_the_classes_of_an_image_lie_along_its_channels() -> None:
    raw = describe([], np.ones((1, 3, 2, 2)), [[[0, 1], [2, 0]]], "softmax_cross_entropy")
    np.testing.assert_array_equal(make(raw).data.target.argmax(axis=1), [[[0, 1], [2, 0]]])
