"""Every data set keeps what its declaration says: shapes, classes, seeds, words, a thumbnail."""

import numpy as np
import pytest

from backstep.datasets import DATASETS
from backstep.datasets.dataset import Dataset
from backstep.datasets.thumbnail import thumbnail

ALL = pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)
SEEDED = [d for d in DATASETS.values() if "seed" in d.settings]
NAMES = "and_or blobs circles digits iris line moons sine spiral xor".split()


def test_all_ten_are_found() -> None:
    assert set(NAMES) <= set(DATASETS), "and whatever file was put beside them"


@ALL
def test_samples_come_first_and_are_finite(dataset: Dataset) -> None:
    x, target = dataset.make()
    assert len(x) == len(target) == dataset.defaults().get("samples", 150)
    assert x.ndim == 2 and x.dtype == target.dtype == np.float64
    assert np.isfinite(x).all() and np.isfinite(target).all()


@ALL
def test_targets_are_what_is_said(dataset: Dataset) -> None:
    _, target = dataset.make()
    count = len(dataset.class_names(dataset.defaults()))
    if dataset.target == "classes":
        assert target.ndim == 1
        assert set(target) == set(range(count)), "every class is there, and no other"
    else:
        assert target.ndim == 2 and count == 0


@ALL
def test_classes_are_about_equally_many(dataset: Dataset) -> None:
    if dataset.target == "numbers" or dataset.name == "and_or":
        return
    _, counts = np.unique(dataset.make()[1], return_counts=True)
    assert counts.max() - counts.min() <= 0.05 * counts.max() + 1


@ALL
def test_the_same_settings_make_the_same_bits(dataset: Dataset) -> None:
    for one, two in zip(dataset.make(), dataset.make(), strict=True):
        assert one.tobytes() == two.tobytes()


@pytest.mark.parametrize("dataset", SEEDED, ids=lambda d: d.name)
def test_another_seed_makes_other_samples(dataset: Dataset) -> None:
    noisy = {"noise": 0.1}
    one, two = (dataset.make({**noisy, "seed": seed}) for seed in (0, 1))
    assert not np.array_equal(one[0], two[0])


@ALL
@pytest.mark.parametrize("samples", [1, 2, 7, 1000])
def test_any_number_of_samples_can_be_asked_for(dataset: Dataset, samples: int) -> None:
    if "samples" in dataset.settings:
        x, target = dataset.make({"samples": samples})
        assert len(x) == len(target) == samples


@ALL
def test_a_thumbnail_is_small_and_has_something_of_every_class(dataset: Dataset) -> None:
    picture = thumbnail(dataset)
    if picture["kind"] == "images":
        assert picture["shape"] == [8, 8]
        assert all(len(row) == 64 for row in picture["images"])
        return
    points = picture["points"]
    assert 4 <= len(points) <= 150
    if picture["kind"] == "points":
        assert {point[2] for point in points} == set(
            range(len(dataset.class_names(dataset.defaults())))
        )


def test_blobs_and_spiral_have_as_many_classes_as_they_are_told() -> None:
    for name, setting in (("blobs", "heaps"), ("spiral", "arms")):
        for count in (2, 3, 4, 5):
            _, target = DATASETS[name].make({setting: count})
            assert len(DATASETS[name].class_names({setting: count})) == len(set(target)) == count


def test_without_noise_a_point_lies_where_its_formula_says() -> None:
    still = {"noise": 0.0}
    x, circle = DATASETS["circles"].make({**still, "inner": 0.3})
    assert np.allclose(np.hypot(*x.T), np.where(circle == 0, 1, 0.3))
    x, target = DATASETS["line"].make({**still, "slope": 2.0, "height": -1.0})
    assert np.allclose(target, 2 * x - 1)
    x, target = DATASETS["sine"].make(still)
    assert np.allclose(target, np.sin(np.pi * x))
    x, moon = DATASETS["moons"].make(still)
    assert np.allclose(np.hypot(*(x[moon == 0] + [0.5, 0.25]).T), 1)
    assert np.allclose(np.hypot(*(x[moon == 1] + [-0.5, -0.25]).T), 1)


def test_the_gates_have_their_truth_tables() -> None:
    for gate, truth in (("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1])):
        assert DATASETS["and_or"].make({"gate": gate})[1].tolist() == truth
    x, target = DATASETS["xor"].make()
    assert x.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert target.tolist() == [0, 1, 1, 0]


def test_iris_is_fishers() -> None:
    x, target = DATASETS["iris"].make()
    assert x.shape == (150, 4)
    assert x[0].tolist() == [5.1, 3.5, 1.4, 0.2] and x[149].tolist() == [5.9, 3.0, 5.1, 1.8]
    assert np.allclose(x.mean(axis=0), [5.843333, 3.057333, 3.758, 1.199333])
    assert x[34].tolist() == [4.9, 3.1, 1.5, 0.2], "one of the two that UCI's own copy has wrong"
    assert np.bincount(target.astype(int)).tolist() == [50, 50, 50]
    petal, _ = DATASETS["iris"].make({"measures": "petal"})
    assert np.array_equal(petal, x[:, 2:])
    names = DATASETS["iris"].feature_names({"measures": "petal"})
    assert [en for en, _ in names] == ["petal length", "petal width"]


def test_digits_are_ucis() -> None:
    x, target = DATASETS["digits"].make()
    assert x.shape == (1797, 64)
    assert (x.min(), x.max()) == (0, 1)
    assert (16 * x).sum() == 561718, "as in scikit-learn's load_digits"
    assert np.bincount(target.astype(int)).tolist() == [
        178,
        182,
        177,
        183,
        181,
        182,
        181,
        179,
        174,
        180,
    ]
    images, _ = DATASETS["digits"].make({"images": True, "samples": 10})
    assert images.shape == (10, 1, 8, 8)
    assert np.array_equal(images.reshape(10, 64), x[:10])
