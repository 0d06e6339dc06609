"""A picture in few bytes shows what the numbers say: colours to a level, numbers to the bit."""

import json
from base64 import b64decode
from typing import Any

import numpy as np
import pytest

from backstep.presets import PRESETS
from backstep.training import packed
from backstep.training.notes import SPARING
from tests.training.conftest import Site
from tests.training.networks import Json

SPIRAL = PRESETS["spiral"]["description"]
MOST_BYTES = 150_000  # a second
PLANE = {"x": [-1, 1, 4], "y": [-1, 1, 4]}
LETTERS = packed.ALPHABET.decode()


def floats(text: str) -> np.ndarray:
    return np.frombuffer(b64decode(text), "<f8")


def values(cells: str, low: Any, high: Any) -> np.ndarray:
    """What the characters mean: NaN, or a number from low to high."""
    level = np.array([LETTERS.index(letter) for letter in cells], float)
    level[level == 0] = np.nan
    return low + (level - 1) / (packed.LEVELS - 1) * (np.asarray(high) - low)


def test_few_cells_are_told_to_the_bit() -> None:
    array = np.array([[0.1, -np.inf], [np.nan, 1e300]])
    told = packed.tensor(array, 4, spread=True)
    assert set(told) == {"shape", "float64"}
    assert floats(told["float64"]).tobytes() == array.tobytes()


def test_many_are_told_as_colours_one_character_a_cell() -> None:
    array = np.random.default_rng(0).normal(size=(32, 16))
    array[3, 4] = np.nan
    told = packed.tensor(array, 64, spread=False)["levels"]
    assert len(told["cells"]) == array.size and "shape" not in told
    found = values(told["cells"], -told["scale"], told["scale"]).reshape(array.shape)
    assert np.isnan(found[3, 4]) and np.isnan(found).sum() == 1
    assert np.nanmax(np.abs(found - array)) <= told["scale"] / (packed.LEVELS - 1) * 1.001
    assert packed.tensor(np.zeros((9, 9)), 64, spread=False)["levels"]["cells"] == "g" * 81


def test_infinities_are_as_far_as_it_goes_and_do_not_stretch_the_scale() -> None:
    array = np.array([-np.inf, -2.0, 0.0, 2.0, np.inf])
    told = packed.tensor(array, 0, spread=False)["levels"]
    assert (told["scale"], told["cells"]) == (2.0, "BBg//")


def test_a_large_one_is_a_picture_of_its_blocks() -> None:
    array = np.zeros((100, 3, 40))
    array[99, 2, 39] = -7.0
    told = packed.tensor(array, 64, spread=True)
    assert told["shape"] == [100, 3, 40]
    assert told["levels"]["shape"] == [packed.SIDE, packed.SIDE]
    assert (told["levels"]["cells"][-1], told["levels"]["scale"]) == ("B", 7.0)
    assert sum(told["spread"]["counts"]) == array.size


@pytest.mark.parametrize("count", [2, 3, 10, 63])
def test_a_point_of_the_plane_is_in_the_class_of_its_largest_output(count: int) -> None:
    scores = np.random.default_rng(count).normal(size=(200, count)) * 3
    scores[7, 0] = np.nan
    told = packed.prediction(scores, grid=True, classes=True)["classes"]
    places = [LETTERS.index(letter) for letter in told["cells"]]
    assert places[7] == 0
    found = [(place - 1) // told["each"] for place in places]
    true = scores.argmax(axis=1)
    assert all(found[n] == true[n] for n in range(200) if n != 7)
    assert len(places) == len(scores), "one character a point, however many classes"


def test_the_surer_it_is_the_higher_the_level() -> None:
    lead = np.linspace(0, 6, 50)
    told = packed.prediction(np.stack([lead, 0 * lead], 1), grid=True, classes=True)["classes"]
    levels = [LETTERS.index(letter) for letter in told["cells"]]
    assert levels == sorted(levels) and levels[0] == 1 and levels[-1] == told["each"]
    sure = packed.prediction(np.array([[1.0, 0.0]]), grid=True, classes=True)["classes"]
    assert LETTERS.index(sure["cells"]) == sure["each"], "probabilities are taken as they are"


def test_each_unit_has_a_scale_of_its_own() -> None:
    y = np.random.default_rng(0).normal(size=(50, 4)) * [1, 10, 100, 0] + [0, 0, 5, 2]
    y[:, 3] = 2.0
    told = packed.prediction(y, grid=True, classes=False)["columns"]
    found = values(told["cells"].strip(), np.zeros(200), np.ones(200)).reshape(50, 4)
    low, high = np.array(told["low"]), np.array(told["high"])
    back = low + found * (high - low)
    assert (np.abs(back - y) <= (high - low) / (packed.LEVELS - 1) * 0.51 + 1e-12).all()


def test_where_nothing_differs_it_is_the_middle() -> None:
    same = packed.prediction(np.full((4, 1), 3.0), grid=True, classes=False)["columns"]
    assert same == {"low": [3.0], "high": [3.0], "cells": "gggg"}


def test_a_column_without_a_number_is_no_reason_to_fail() -> None:
    y = np.full((3, 2), np.nan)
    assert packed.prediction(y, grid=True, classes=False)["columns"]["cells"] == "A" * 6
    assert packed.prediction(y, grid=True, classes=True)["classes"]["cells"] == "A" * 3


def test_of_other_samples_numbers_are_told() -> None:
    y = np.random.default_rng(0).normal(size=(5, 1))
    assert np.array_equal(
        floats(packed.prediction(y, grid=False, classes=False)["float64"]), y[:, 0]
    )


def everything(site: Site, id: str) -> Json:
    """All that a trace shows, in few bytes, with the plane and what is drawn beside it."""
    trace = site.get(f"/checkpoints/{id}/trace", tensors="none")
    shown = [step["writes"] for step in trace["steps"] if step["phase"] != "update"]
    parameters = [f"{n['id']}.{p}" for n in trace["nodes"] for p in n.get("parameters", {})]
    return {
        "encoding": "packed",
        "norms": True,
        "metrics": True,
        "tensors": [*parameters, *shown],
        "cells": [{"address": "l2.y", "at": [20, 3]}, {"address": "l1.W", "at": [0, 0]}],
        "predict": {"grid": {"x": [-1, 1, 64], "y": [-1, 1, 64]}},
    }


def test_a_second_of_the_spiral_with_all_of_it_watched_fits(site: Site) -> None:
    id = site.create(SPIRAL)
    told = site.train(id, iterations=3000, keep=0, watch=everything(site, id))
    progress = [data for name, data in told if name == "progress"]
    sizes = [len(json.dumps(data, separators=(",", ":"))) for data in progress]
    a_second = round(1 / SPARING)
    assert a_second >= 10, "pictures"
    sums = [sum(sizes[k : k + a_second]) for k in range(max(1, len(sizes) - a_second))]
    assert max(sums) <= MOST_BYTES, sums


def test_it_is_what_the_checkpoint_shows(site: Site) -> None:
    id = site.create(SPIRAL)
    told = site.train(id, iterations=200, watch=everything(site, id))
    seen = [data for name, data in told if name == "progress"][-1]
    there = f"/checkpoints/{id.replace('.0', '.200')}"
    assert seen["iteration"] == 200
    for address, tensor in seen["tensors"].items():
        tile = site.get(f"{there}/tensors/{address}")
        true = np.array(tile["data"], float)
        assert tensor["shape"] == tile["shape"]
        if "float64" in tensor:
            assert floats(tensor["float64"]).tolist() == true.tolist(), address
        else:
            scale = tensor["levels"]["scale"]
            found = values(tensor["levels"]["cells"], -scale, scale)
            assert np.abs(found - true).max() <= 1.01 * scale / (packed.LEVELS - 1), address
    assert (
        seen["tensors"]["l3.dW"]["spread"]["counts"]
        == (site.get(f"{there}/tensors/l3.dW")["stats"]["histogram"]["counts"])
    )
    weight = site.get(f"{there}/tensors/l1.W")["data"][0]
    rows = site.get(f"{there}/tensors/l2.y")["shape"][0]
    assert seen["cells"][1] == weight
    assert (seen["cells"][0] is None) == (rows <= 20), "the last batch of an epoch is smaller"
    grid = {"grid": {"x": [-1, 1, 64], "y": [-1, 1, 64]}}
    y = site.client.post(f"{there}/predict", json=grid).json()["y"]
    true = np.array(y["data"]).reshape(y["shape"]).argmax(axis=1)
    each = seen["predict"]["classes"]["each"]
    found = [(LETTERS.index(c) - 1) // each for c in seen["predict"]["classes"]["cells"]]
    assert found == true.tolist()


def test_units_of_a_network_with_one_input_are_told_along_a_line(site: Site) -> None:
    network = {
        "network": {
            "layers": [
                {"kind": "linear", "units": 3},
                {"kind": "tanh"},
                {"kind": "linear", "units": 1},
            ],
            "loss": {"kind": "squared_error"},
        },
        "data": {"x": [[-1.0], [0.0], [1.0]], "target": [[1.0], [0.0], [1.0]]},
    }
    id = site.create(network)
    line = [[-1.0 + k / 8] for k in range(17)]
    watch = {"encoding": "packed", "units": {"x": line, "addresses": ["l2.y"]}}
    told = site.train(id, iterations=50, watch=watch)
    seen = [data for name, data in told if name == "progress"][-1]
    there = f"/checkpoints/{id.replace('.0', '.50')}"
    y = site.client.post(f"{there}/predict", json={"x": line, "address": "l2.y"}).json()["y"]
    columns = seen["units"]["l2.y"]["columns"]
    assert seen["units"]["l2.y"]["shape"] == y["shape"] == [17, 3]
    low, high = np.array(columns["low"]), np.array(columns["high"])
    found = values(columns["cells"], 0, 1).reshape(y["shape"]) * (high - low) + low
    assert (np.abs(found.ravel() - y["data"]) <= np.max(high - low) / 60).all()


def test_what_has_digits_comes_in_numbers_and_each_layers_units_over_the_plane(site: Site) -> None:
    id = site.create(SPIRAL)
    grid = {"x": [-1, 1, 10], "y": [-1, 1, 10]}
    watch = {
        "encoding": "packed",
        "exact": ["l1.W"],
        "units": {"grid": grid, "addresses": ["l2.y", "l5.y"]},
        "outputs": True,
    }
    told = site.train(id, iterations=100, watch=watch)
    seen = [data for name, data in told if name == "progress"][-1]
    there = f"/checkpoints/{id.replace('.0', '.100')}"
    true = site.get(f"{there}/tensors/l1.W")["data"]
    assert floats(seen["tensors"]["l1.W"]["float64"]).tolist() == true
    data = site.get(f"{there}/data")["train"]["x"]
    samples = np.array(data["data"]).reshape(data["shape"]).tolist()
    y = site.client.post(f"{there}/predict", json={"x": samples}).json()["y"]
    assert np.allclose(floats(seen["outputs"]["float64"]), y["data"], rtol=1e-12)
    for address in ("l2.y", "l5.y"):
        asked = {"grid": grid, "address": address}
        y = site.client.post(f"{there}/predict", json=asked).json()["y"]
        columns = seen["units"][address]["columns"]
        assert seen["units"][address]["shape"] == y["shape"]
        low, high = np.array(columns["low"]), np.array(columns["high"])
        found = values(columns["cells"], 0, 1).reshape(y["shape"]) * (high - low) + low
        assert (np.abs(found.ravel() - y["data"]) <= np.max(high - low) / 60).all()


def test_a_tab_that_nobody_looks_at_is_told_no_pictures(site: Site) -> None:
    id = site.create(SPIRAL)
    told = site.train(
        id, iterations=3000, keep=0, watch={"encoding": "packed", "norms": True, "pictures": 0}
    )
    progress = [data for name, data in told if name == "progress"]
    assert sum("norms" in data for data in progress) == 1, "the last one shows where it ended"
    losses = [data["losses"] for data in progress]
    last = np.frombuffer(b64decode(losses[-1]["after"]), "<u4")
    assert losses[-1]["first"] + last[-1] == 3000


def test_the_losses_are_told_to_the_bit_fewer_of_them(site: Site) -> None:
    id = site.create(SPIRAL)
    whole = site.train(id, iterations=3000)
    few = site.train(id, iterations=3000, watch={"encoding": "packed"})
    curve = {k: loss for n, data in whole if n == "progress" for k, loss in data["losses"]}
    found: dict[Any, float] = {}
    for data in (data for name, data in few if name == "progress"):
        losses = data["losses"]
        after = np.frombuffer(b64decode(losses["after"]), "<u4")
        assert 0 < len(after) <= 24 + 192
        found |= dict(
            zip((losses["first"] + after).tolist(), floats(losses["float64"]), strict=True)
        )
    assert min(found) == 0 and max(found) == 3000 and len(found) < 3001
    assert all(curve[k] == loss for k, loss in found.items() if k in curve)


def test_the_losses_of_a_short_training_are_told_whole(site: Site) -> None:
    told = site.train(site.create(SPIRAL), iterations=150, watch={"encoding": "packed"})
    found: list[int] = []
    for losses in (data["losses"] for name, data in told if name == "progress"):
        after = np.frombuffer(b64decode(losses["after"]), "<u4")
        found += (losses["first"] + after).tolist()
    assert found == list(range(151))


def test_a_whole_number_may_be_written_with_a_point_wherever_one_is_asked_for(site: Site) -> None:
    """As some programs write all of theirs: 2.0 is 2 in JSON, and so is -0.0 nothing but 0."""
    id = site.create(SPIRAL)
    plane = {"x": [0, 1, 8.0], "y": [0, 1, 8.0]}
    told = site.train(
        id,
        iterations=2.0,
        keep=0.0,
        watch={
            "inline": 16.0,
            "cells": [{"address": "l1.W", "at": [1.0, -0.0]}],
            "predict": {"grid": plane},
            "units": {"grid": plane, "addresses": ["l2.y"]},
        },
    )
    name, done = told[-1]
    assert (name, done["iteration"]) == ("done", 2)
    seen = [data for event, data in told if event == "progress"][-1]
    weights = site.get(f"/checkpoints/{done['id']}/tensors/l1.W")
    assert seen["cells"] == [weights["data"][weights["shape"][1]]]


@pytest.mark.parametrize(
    ("watch", "code", "pointer"),
    [
        ({"encoding": "zip"}, "out_of_range", "/watch/encoding"),
        ({"encoding": 1}, "wrong_type", "/watch/encoding"),
        ({"inline": -1}, "out_of_range", "/watch/inline"),
        ({"cells": {}}, "wrong_type", "/watch/cells"),
        ({"cells": [{"address": "l1.W"}]}, "missing_field", "/watch/cells/0/at"),
        ({"cells": [{"address": "l9.W", "at": []}]}, "unknown_address", "/watch/cells/0/address"),
        ({"cells": [{"address": "l1.W", "at": [2, 0]}]}, "index_out_of_range", "/watch/cells/0/at"),
        ({"cells": [{"address": "l1.W", "at": ["a"]}]}, "wrong_type", "/watch/cells/0/at"),
        ({"tensors": ["l1.W"] * 17}, "out_of_range", "/watch/tensors"),
        ({"exact": "l1.W"}, "wrong_type", "/watch/exact"),
        ({"exact": ["l1.W", "l9.W"]}, "unknown_address", "/watch/exact/1"),
        ({"pictures": 21}, "out_of_range", "/watch/pictures"),
        ({"units": {"grid": PLANE}}, "missing_field", "/watch/units/addresses"),
        ({"units": {"addresses": ["l2.y"]}}, "missing_field", "/watch/units/grid"),
        (
            {"units": {"x": [[1.0]], "addresses": ["l2.y"]}},
            "shape_mismatch",
            "/watch/units/x",
        ),
        (
            {"units": {"x": [[1.0, 2.0]], "grid": PLANE, "addresses": ["l2.y"]}},
            "unknown_field",
            "/watch/units/grid",
        ),
        (
            {"units": {"grid": PLANE, "addresses": ["l1.W"]}},
            "unknown_address",
            "/watch/units/addresses/0",
        ),
        (
            {"units": {"grid": {"x": 1, "y": [0, 1, 2]}, "addresses": ["l2.y"]}},
            "wrong_type",
            "/watch/units/grid/x",
        ),
    ],
)
def test_what_cannot_be_watched_is_refused(
    site: Site, watch: Json, code: str, pointer: str
) -> None:
    path = f"/checkpoints/{site.create(SPIRAL)}/train"
    answer = site.client.post(path, json={"iterations": 5, "watch": watch})
    assert answer.status_code == 422
    found = answer.json()["errors"][0]
    assert (found["code"], found["pointer"]) == (code, pointer)
