"""Descriptions: what is wrong is named where it stands, one stage after the other."""

from typing import Any

import numpy as np
import pytest

from backstep.describe.description import normalise
from backstep.describe.limits import Limits
from backstep.describe.network import build
from backstep.engine.registry import KINDS
from backstep.errors import BackstepError, Flaw
from tests.networks import Raw, around, course, every_kind, mazur


def flaws(raw: Any, limits: Limits | None = None) -> tuple[Flaw, ...]:
    """What is wrong with a description, from reading it to building its network."""
    with pytest.raises(BackstepError) as caught:
        build(normalise(raw, limits), limits)
    return caught.value.flaws


def codes(raw: Any) -> set[tuple[str, str]]:
    return {(flaw.code, flaw.pointer) for flaw in flaws(raw)}


def changed(path: str, value: Any) -> Raw:
    """A sound description with one place changed; `…` takes the place out."""
    raw: Any = {
        "network": {
            "layers": [
                {"kind": "linear", "units": 2, "bias": True, "init": {"kind": "normal", "std": 1}},
                {"kind": "tanh"},
            ],
            "loss": {"kind": "squared_error"},
            "optimizer": {"kind": "sgd", "lr": 0.1},
        },
        "data": {"x": [[1, 2], [3, 4], [5, 6]], "target": [[0, 1], [1, 0], [1, 1]]},
        "batch": {"size": 2, "shuffle": False},
    }
    *parts, last = path.split("/")[1:]
    place = raw
    for part in parts:
        place = place[int(part)] if isinstance(place, list) else place.setdefault(part, {})
    last = last.replace("~1", "/").replace("~0", "~")
    if value is ...:
        del place[last]
    elif isinstance(place, list):
        place[int(last)] = value
    else:
        place[last] = value
    return raw


LAYER = "/network/layers/0"
HUGE = 10**400
WRONG = [
    # (where, what is put there, the code, its pointer where that is another place)
    ("/network", [], "wrong_type", None),
    ("/network", ..., "missing_field", None),
    ("/data", ..., "missing_field", None),
    ("/data/x", ..., "missing_field", None),
    ("/network/layers", ..., "missing_field", None),
    ("/network/loss", ..., "missing_field", None),
    ("/network/layers", {}, "wrong_type", None),
    ("/network/optimizer", None, "wrong_type", None),
    ("/network/deep/er", 1, "unknown_field", "/network/deep"),
    ("/nonsense", 1, "unknown_field", None),
    ("/a~1b~0c", 1, "unknown_field", None),
    ("/data/labels", [], "unknown_field", None),
    ("/batch/sise", 2, "unknown_field", None),
    (LAYER, "linear", "wrong_type", None),
    (f"{LAYER}/kind", ..., "missing_field", None),
    (f"{LAYER}/kind", 3, "wrong_type", None),
    (f"{LAYER}/kind", "lineal", "unknown_kind", None),
    (f"{LAYER}/units", ..., "missing_field", None),
    (f"{LAYER}/units", None, "wrong_type", None),
    (f"{LAYER}/units", 2.5, "wrong_type", None),
    (f"{LAYER}/units", True, "wrong_type", None),
    (f"{LAYER}/units", "3", "wrong_type", None),
    (f"{LAYER}/units", 0, "out_of_range", None),
    (f"{LAYER}/units", 10**9, "out_of_range", None),
    (f"{LAYER}/units", HUGE, "out_of_range", None),
    (f"{LAYER}/units", 1e300, "out_of_range", None),
    (f"{LAYER}/bias", 1, "wrong_type", None),
    (f"{LAYER}/bias", None, "wrong_type", None),
    (f"{LAYER}/colour", "red", "unknown_field", None),
    (f"{LAYER}/init", "normal", "wrong_type", None),
    (f"{LAYER}/init", {}, "missing_field", f"{LAYER}/init/kind"),
    (f"{LAYER}/init/kind", "abnormal", "unknown_kind", None),
    (f"{LAYER}/init/std", ..., "missing_field", None),
    (f"{LAYER}/init/std", "NaN", "wrong_type", None),
    (f"{LAYER}/label", 3, "wrong_type", None),
    (f"{LAYER}/label", "", "out_of_range", None),
    (f"{LAYER}/label", "L" * 25, "out_of_range", None),
    (f"{LAYER}/label", "a\nb", "out_of_range", None),
    ("/network/loss/kind", "worry", "unknown_kind", None),
    ("/network/loss/reduction", "max", "out_of_range", None),
    ("/network/loss/half", 1.0, "wrong_type", None),
    ("/network/optimizer/lr", ..., "missing_field", None),
    ("/network/optimizer/lr", True, "wrong_type", None),
    ("/network/optimizer/lr", -1, "out_of_range", None),
    ("/network/optimizer/lr", 1e308, "out_of_range", None),
    ("/network/optimizer/lr", HUGE, "out_of_range", None),
    ("/network/optimizer/lr", -HUGE, "out_of_range", None),
    ("/data", [], "wrong_type", None),
    ("/data/x", "1,2", "wrong_type", None),
    ("/data/x", None, "wrong_type", None),
    ("/data/x/1/0", "two", "wrong_type", None),
    ("/data/x/1/0", True, "wrong_type", None),
    ("/data/x/1/0", None, "wrong_type", None),
    ("/data/x/1/0", {}, "wrong_type", None),
    ("/data/x/1/0", "nan", "wrong_type", None),
    ("/data/x/1/0", HUGE, "out_of_range", None),
    ("/data/x/1", [3], "ragged", None),
    ("/data/x/1", [3, [4]], "ragged", "/data/x/1/1"),
    ("/data/x/1", 3, "ragged", None),
    ("/data/target/2", [], "ragged", None),
    ("/data/x", [[[[[[[[[1]]]]]]]]], "wrong_type", "/data/x/0/0/0/0/0/0/0/0"),
    ("/data/x", {"shape": [3, 2]}, "missing_field", "/data/x/data"),
    ("/data/x", {"data": [1]}, "missing_field", "/data/x/shape"),
    ("/data/x", {"shape": [3, 2], "data": [1, 2, 3, 4, 5]}, "ragged", "/data/x/data"),
    ("/data/x", {"shape": [1, True], "data": [1]}, "wrong_type", "/data/x/shape/1"),
    ("/data/x", {"shape": "3×2", "data": [1]}, "wrong_type", "/data/x/shape"),
    ("/data/x", {"shape": [1] * 100, "data": [1]}, "out_of_range", "/data/x/shape"),
    ("/data/x", {"shape": [0, 2], "data": []}, "out_of_range", "/data/x/shape/0"),
    ("/data/x", {"shape": [1, 2**40], "data": []}, "out_of_range", "/data/x/shape/1"),
    ("/data/x", {"shape": [1], "data": [1], "dtype": "f4"}, "unknown_field", "/data/x/dtype"),
    ("/data/x", {"shape": [2], "data": [1, "x"]}, "wrong_type", "/data/x/data/1"),
    ("/data/x", {"shape": [1], "data": 1}, "wrong_type", "/data/x/data"),
    ("/data/x", [], "shape_mismatch", None),
    ("/data/x", 5, "shape_mismatch", None),
    ("/data/x", [[], []], "shape_mismatch", None),
    ("/data/target", [[0, 1], [1, 0]], "shape_mismatch", None),
    ("/data/target", [[0], [1], [1]], "shape_mismatch", None),
    ("/data/test_fraction", 1, "out_of_range", None),
    ("/data/test_fraction", -0.1, "out_of_range", None),
    ("/data/standardize", "yes", "wrong_type", None),
    ("/data", {"dataset": "mooons"}, "unknown_dataset", "/data/dataset"),
    ("/data", {"dataset": 1}, "wrong_type", "/data/dataset"),
    ("/data", {"dataset": "moons", "x": [[1]]}, "unknown_field", "/data/x"),
    ("/batch/size", 0, "out_of_range", None),
    ("/batch/size", 1.5, "wrong_type", None),
    ("/batch/shuffle", 0, "wrong_type", None),
    ("/batch", None, "wrong_type", None),
    ("/seed", -1, "out_of_range", None),
    ("/seed", 2**64, "out_of_range", None),
    ("/seed", None, "wrong_type", None),
    ("/dtype", "float16", "out_of_range", None),
    ("/dtype", 64, "wrong_type", None),
    ("/parameters", [], "wrong_type", None),
    ("/parameters/l9.W", [[1]], "unknown_address", None),
    ("/parameters/l1~1W", [[1]], "unknown_address", None),
    ("/parameters/l1.W", [[1, 2]], "shape_mismatch", None),
    ("/parameters/l1.W", [[1, 2], [3]], "ragged", "/parameters/l1.W/1"),
    ("/parameters/l1.W", [[1, 2], [3, "x"]], "wrong_type", "/parameters/l1.W/1/1"),
    ("/parameters/l1.y", [[1, 2]], "unknown_address", None),
    ("/optimizer_state/l1.W:m", [[1]], "unknown_address", None),
    ("/layer_state/l1.running_mean", [1], "unknown_address", None),
    ("/frozen", "l1", "wrong_type", None),
    ("/frozen", [1], "wrong_type", "/frozen/0"),
    ("/frozen", ["l1", "l7"], "unknown_address", "/frozen/1"),
    ("/frozen", ["l1.c"], "unknown_address", "/frozen/0"),
    ("/frozen", ["l1."], "unknown_address", "/frozen/0"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "code", "pointer"), WRONG)
def test_what_is_wrong_is_named_where_it_stands(
    path: str, value: Any, code: str, pointer: str | None
) -> None:
    assert codes(changed(path, value)) == {(code, pointer or path)}


def test_the_description_that_the_wrong_ones_are_made_of_is_sound() -> None:
    assert build(normalise(changed("/seed", 3))).parameter_count == 6


@pytest.mark.parametrize("raw", [None, 3, "text", [], True])
def test_a_description_is_an_object(raw: Any) -> None:
    assert codes(raw) == {("wrong_type", "")}


STAGES = [
    ("types", "/batch/sise", 2),
    ("settings", f"{LAYER}/units", 0),
    ("shapes", "/network/layers/1", {"kind": "conv2d", "filters": 1, "size": 1}),
    ("data", "/data/target/1", [1]),
    ("parameters", "/parameters/l1.W", [[1, 2], [3]]),
]


@pytest.mark.parametrize("first", range(len(STAGES)), ids=[stage for stage, *_ in STAGES])
def test_only_the_first_stage_that_fails_is_reported(first: int) -> None:
    raw = changed("/seed", 0)
    for _, path, value in STAGES[first:]:
        one = changed(path, value)
        *parts, last = path.split("/")[1:]
        source, goal = one, raw
        for part in parts:
            source = source[int(part)] if isinstance(source, list) else source[part]
            goal = goal[int(part)] if isinstance(goal, list) else goal.setdefault(part, {})
        key: Any = int(last) if isinstance(goal, list) else last
        goal[key] = source[key]
    _, path, _ = STAGES[first]
    assert {flaw.pointer for flaw in flaws(raw)} == {path if first < 4 else f"{path}/1"}


def test_all_flaws_of_one_stage_are_reported_together() -> None:
    raw = changed(f"{LAYER}/units", 0)
    raw["network"]["optimizer"]["lr"] = -1
    raw["network"]["loss"] = {"kind": "worry"}
    assert codes(raw) == {
        ("out_of_range", f"{LAYER}/units"),
        ("out_of_range", "/network/optimizer/lr"),
        ("unknown_kind", "/network/loss/kind"),
    }


def test_frozen_names_and_given_tensors_are_one_stage() -> None:
    raw = changed("/frozen", ["l7"])
    raw["parameters"] = {"l1.W": [[1]], "l7.W": [[1]]}
    assert codes(raw) == {
        ("unknown_address", "/frozen/0"),
        ("shape_mismatch", "/parameters/l1.W"),
        ("unknown_address", "/parameters/l7.W"),
    }


def test_classes_must_be_whole_numbers_that_have_an_output() -> None:
    raw = changed("/network/loss", {"kind": "softmax_cross_entropy"})
    raw["data"]["target"] = [0, 2, 0.5]
    assert codes(raw) == {
        ("class_out_of_range", "/data/target/1"),
        ("class_out_of_range", "/data/target/2"),
    }
    assert flaws(raw)[0].allowed == {"min": 0, "max": 1}


def test_a_setting_out_of_range_says_what_was_found_and_what_is_allowed() -> None:
    flaw = flaws(changed(f"{LAYER}/units", 0))[0]
    assert (flaw.found, flaw.allowed) == (0, {"min": 1, "max": 65536})


def test_an_unknown_kind_lists_the_known_ones() -> None:
    flaw = flaws(changed(f"{LAYER}/kind", "lineal"))[0]
    assert flaw.allowed == {"choices": sorted(KINDS["layer"])}


def test_a_very_wrong_tensor_gets_an_answer_of_bearable_length() -> None:
    assert len(flaws(changed("/data/x", [["x"] * 1000] * 100))) == 100


def test_too_many_layers_are_refused() -> None:
    layers = [{"kind": "tanh"}] * 129
    assert codes(changed("/network/layers", layers)) == {("out_of_range", "/network/layers")}


@pytest.mark.parametrize("given", [[[1, 2.5], ["NaN", "-Infinity"]], [1, 2], 7, [[[0]]]])
def test_a_tensor_may_be_nested_lists_or_a_shape_with_flat_data(given: Any) -> None:
    nested = normalise(changed("/data/x", given))["data"]["x"]
    flat = [{"NaN": "NaN"}.get(str(v), v) for v in np.ravel(np.array(given, dtype=object))]
    shaped = {"shape": [float(n) for n in nested.shape], "data": flat, "role": "input"}
    again = normalise(changed("/data/x", shaped))["data"]["x"]
    assert nested.dtype == np.float64
    np.testing.assert_array_equal(nested, again)
    np.testing.assert_array_equal(nested, np.array(given, dtype=float))


def test_defaults_are_filled_in() -> None:
    raw = course()
    del raw["network"]["optimizer"]
    description = normalise(raw)
    assert description["network"]["optimizer"] == {"kind": "sgd", "lr": 0.1, "l2": 0}
    assert description["batch"] == {"size": None, "shuffle": False}
    assert (description["seed"], description["dtype"]) == (0, "float64")
    layer = {"kind": "linear", "units": 3, "bias": True, "init": {"kind": "glorot_uniform"}}
    assert description["network"]["layers"][0] == {**layer, "label": "RL1"}
    given = ("parameters", "optimizer_state", "layer_state")
    assert [description[field] for field in given] == [{}, {}, {}]


def same(one: Any, two: Any) -> bool:
    if isinstance(one, np.ndarray):
        return isinstance(two, np.ndarray) and one.tobytes() == two.tobytes()
    if isinstance(one, dict):
        return one.keys() == two.keys() and all(same(one[key], two[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(two) and all(map(same, one, two))
    return type(one) is type(two) and one == two


@pytest.mark.parametrize(("kind", "example"), every_kind())
def test_what_is_normal_stays_as_it_is(kind: Any, example: Any) -> None:
    once = normalise(around(kind, example))
    assert same(normalise(once), once)


def test_given_tensors_stay_normal_too() -> None:
    once = normalise(mazur())
    assert same(normalise(once), once)
