"""A data set named in a description: settings, targets, the test part, and what an edit does."""

from typing import Any

import numpy as np
import pytest

from backstep.change.edit import apply_edit
from backstep.datasets import DATASETS
from backstep.describe.classes import classes_of
from backstep.describe.description import normalise
from backstep.describe.network import Network, build
from backstep.errors import BackstepError, Flaw
from backstep.run.state import initial_state

Json = dict[str, Any]


def described(name: str, units: int, loss: str = "squared_error", **more: Any) -> Json:
    layers = [{"kind": "linear", "units": units}]
    network = {"layers": layers, "loss": {"kind": loss}, "optimizer": {"kind": "sgd", "lr": 0.1}}
    return {"network": network, "data": {"dataset": name, **more}}


def built(name: str, units: int, loss: str = "squared_error", **more: Any) -> Network:
    return build(normalise(described(name, units, loss, **more)))


def flaws(name: str, units: int, loss: str = "squared_error", **more: Any) -> list[Flaw]:
    with pytest.raises(BackstepError) as caught:
        built(name, units, loss, **more)
    return list(caught.value.flaws)


def edited(network: Network, **edit: Any) -> Network:
    return apply_edit(network, initial_state(network), 0, edit).network


def test_defaults_are_filled_in() -> None:
    assert built("moons", 1).description["data"] == {
        "dataset": "moons", "samples": 200, "noise": 0.1, "seed": 0,
        "test_fraction": 0.0, "standardize": False,
    }  # fmt: skip


@pytest.mark.parametrize("name", DATASETS)
def test_every_data_set_fits_a_network_with_an_output_for_each_class(name: str) -> None:
    dataset = DATASETS[name]
    classes = len(dataset.class_names(dataset.defaults()))
    network = built(name, classes or 1)
    x, target = dataset.make()
    assert np.array_equal(network.data.x, x)
    if classes:
        assert np.array_equal(network.data.target, np.eye(classes)[target.astype(int)])
        again = built(name, classes, "softmax_cross_entropy")
        assert np.array_equal(again.data.target, network.data.target)
    else:
        assert np.array_equal(network.data.target, target)


def test_two_classes_are_also_a_column_of_0_and_1() -> None:
    network = built("xor", 1)
    assert network.data.target.tolist() == [[0], [1], [1], [0]]


@pytest.mark.parametrize(
    ("name", "units", "loss"),
    [
        ("moons", 3, "squared_error"),
        ("iris", 1, "squared_error"),
        ("moons", 1, "softmax_cross_entropy"),
        ("line", 2, "squared_error"),
    ],
)
def test_a_network_of_another_width_is_told_what_is_needed(
    name: str, units: int, loss: str
) -> None:
    (flaw,) = flaws(name, units, loss)
    assert (flaw.code, flaw.pointer) == ("shape_mismatch", "/data/dataset")
    assert name in flaw.detail and "output" in flaw.detail


def test_what_is_unknown_or_out_of_bounds_is_refused() -> None:
    assert flaws("mnist", 1)[0].code == "unknown_dataset"
    assert flaws("mnist", 1)[0].allowed == {"choices": list(DATASETS)}
    (flaw,) = flaws("moons", 1, arms=3)
    assert (flaw.code, flaw.pointer) == ("unknown_field", "/data/arms")
    (flaw,) = flaws("moons", 1, noise=-1)
    assert (flaw.code, flaw.pointer) == ("out_of_range", "/data/noise")
    (flaw,) = flaws("moons", 1, samples="many")
    assert (flaw.code, flaw.pointer) == ("wrong_type", "/data/samples")
    (flaw,) = flaws("iris", 3, measures="stalk")
    assert flaw.allowed == {"choices": ["all", "sepal", "petal"]}
    with pytest.raises(BackstepError) as caught:
        normalise(described("moons", 1) | {"data": {"dataset": 5}})
    assert caught.value.flaws[0].pointer == "/data/dataset"


def test_a_part_is_held_back_and_the_rest_standardised() -> None:
    network = built("iris", 3, test_fraction=0.2, standardize=True)
    data = network.data
    assert (len(data.x), len(data.test_x)) == (120, 30)
    assert np.allclose(data.x.mean(axis=0), 0) and np.allclose(data.x.std(axis=0), 1)
    assert not np.allclose(data.test_x.mean(axis=0), 0), "by the training samples' measures"
    x, _ = DATASETS["iris"].make()
    assert np.allclose(data.x * data.scale + data.shift, x[data.rows])


def test_classes_are_seen_in_the_targets() -> None:
    assert classes_of(built("moons", 1).data).count == 2  # type: ignore[union-attr]
    assert classes_of(built("spiral", 5, arms=5).data).count == 5  # type: ignore[union-attr]
    assert classes_of(built("sine", 1).data) is None


def test_a_changed_sample_makes_the_data_ones_own() -> None:
    network = built("spiral", 3, "softmax_cross_entropy", samples=9, test_fraction=0.3)
    change = {"address": "data.x", "at": [1, 0], "value": 5.0}
    changed = edited(network, set=[change])
    given = changed.description["data"]
    assert given.keys() == {"x", "target", "test_fraction", "standardize"}
    assert given["x"].shape == (9, 2) and given["target"].shape == (9, 3)
    expected = network.data.x.copy()
    expected[1, 0] = 5
    assert np.array_equal(changed.data.x, expected)
    assert np.array_equal(changed.data.target, network.data.target)
    assert np.array_equal(changed.data.test_x, network.data.test_x)
    assert network.description["data"]["dataset"] == "spiral", "the old one stays as it was"


def test_a_changed_weight_leaves_the_data_set() -> None:
    change = {"address": "l1.W", "at": [0, 0], "value": 5.0}
    changed = edited(built("moons", 1), set=[change])
    assert changed.description["data"]["dataset"] == "moons"


def test_an_edit_merges_settings_and_replaces_by_other_data() -> None:
    network = built("moons", 1, noise=0.3, test_fraction=0.25)

    def after(**data: Any) -> Json:
        return edited(network, description={"data": data}).description["data"]

    merged = after(samples=30)
    assert (merged["samples"], merged["noise"], merged["test_fraction"]) == (30, 0.3, 0.25)
    assert after(test_fraction=0.5)["noise"] == 0.3
    assert after(dataset="moons", seed=4)["noise"] == 0.3
    other = after(dataset="circles")
    assert (other["noise"], other["test_fraction"]) == (0.08, 0)
    own = after(x=[[1, 2]], target=[[1]])
    assert "dataset" not in own and own["x"].tolist() == [[1, 2]]
    given = build(normalise(described("moons", 1) | {"data": {"x": [[1, 2]], "target": [1]}}))
    back = edited(given, description={"data": {"dataset": "xor"}})
    assert back.description["data"]["dataset"] == "xor"
