"""Networks: what does not fit, or is too much, is refused before any arithmetic."""

import tracemalloc
from typing import Any

import numpy as np
import pytest

from backstep.describe.description import normalise
from backstep.describe.limits import Limits
from backstep.describe.network import build
from backstep.errors import BackstepError, DescriptionError, Flaw, LimitError
from tests.networks import Raw, course, dense, describe, make


def refusal(raw: Raw, limits: Limits | None = None) -> BackstepError:
    with pytest.raises(BackstepError) as caught:
        make(raw, limits)
    return caught.value


def image(layers: list[Raw], **more: Any) -> Raw:
    return describe(layers, np.zeros((2, 1, 4, 4)), np.zeros((2, 1)), **more)


def test_a_linear_layer_that_gets_images_proposes_to_flatten() -> None:
    error = refusal(image([{"kind": "tanh"}, {"kind": "linear", "units": 1, "label": "RL2"}]))
    (flaw,) = error.flaws
    assert isinstance(error, DescriptionError)
    assert (flaw.code, flaw.pointer, flaw.found) == (
        "shape_mismatch",
        "/network/layers/1",
        [2, 1, 4, 4],
    )
    assert flaw.allowed == {"rank": [2, 3], "insert": "flatten"}
    assert all(word in flaw.detail for word in ("RL2", "linear", "2×1×4×4", "flatten"))


def test_a_misfit_names_the_layer_by_its_number_where_it_has_no_label() -> None:
    assert refusal(image([{"kind": "linear", "units": 1}])).flaws[0].detail.startswith("layer 1")


def test_a_setting_that_does_not_fit_is_pointed_at() -> None:
    (flaw,) = refusal(image([{"kind": "conv2d", "filters": 1, "size": 5}])).flaws
    assert flaw.pointer == "/network/layers/0/size"
    assert flaw.allowed == {"min": 1, "max": 4}


def test_the_target_must_have_the_shape_of_the_output() -> None:
    raw = dense(2, 3)
    raw["data"]["target"] = np.zeros((3, 4))
    (flaw,) = refusal(raw).flaws
    assert (flaw.code, flaw.pointer) == ("shape_mismatch", "/data/target")
    assert (flaw.found, flaw.allowed) == ([3, 4], {"shape": [3, 3]})


def test_a_flat_target_is_a_column_or_class_numbers() -> None:
    column = dense(2, 1)
    column["data"]["target"] = [1.0, 2.0, 3.0]
    np.testing.assert_array_equal(make(column).data.target, [[1], [2], [3]])
    classes = dense(2, 3, loss="softmax_cross_entropy")
    classes["data"]["target"] = [2, 0, 1]
    np.testing.assert_array_equal(make(classes).data.target, np.eye(3)[[2, 0, 1]])
    plain = dense(2, 3)
    plain["data"]["target"] = [2, 0, 1]
    assert refusal(plain).flaws[0].code == "shape_mismatch"


TURNED = {"kind": "linear", "units": 4000, "init": {"kind": "orthogonal"}}
TOO_MUCH: list[tuple[str, Raw, Limits, str]] = [
    ("units within bounds, too many parameters in sum", dense(2, *[65536] * 60), Limits(),
     "/network/layers/1"),
    ("parameters", dense(3, 4, 5), Limits(max_parameters=40), "/network/layers/1"),
    ("activations", dense(3, 4, 5, samples=9), Limits(max_activations=150), "/network/layers/1"),
    ("work", dense(3, 4, 5, samples=9), Limits(max_work=1000), "/network/layers/1"),
    ("what the optimizer writes", dense(30, 40, optimizer="adam"),
     Limits(max_activations=6000), "/network/layers/0"),
    ("a convolution's patches",
     image([{"kind": "conv2d", "filters": 65536, "size": 1, "padding": 1024}]), Limits(),
     "/network/layers/0"),
    ("what drawing turned axes takes",
     describe([TURNED], np.zeros((1, 4000)), np.zeros((1, 4000))), Limits(),
     "/network/layers/0"),
    ("data", dense(3, 4, samples=9), Limits(max_data=60), "/data"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "raw", "limits", "pointer"), TOO_MUCH)
def test_too_much_in_sum_is_413_and_names_the_block_that_goes_over(
    what: str, raw: Raw, limits: Limits, pointer: str
) -> None:
    error = refusal(raw, limits)
    assert isinstance(error, LimitError)
    assert (error.status, error.code) == (413, "too_much_work")
    assert error.flaws[0].pointer == pointer, what


def test_what_is_too_much_is_refused_before_memory_is_taken() -> None:
    raw = dense(2, 65536, loss="softmax_cross_entropy", batch={"size": 1})
    x = np.zeros((50_000, 2))
    description = normalise({**raw, "data": {"x": x, "target": np.zeros(50_000)}})
    tracemalloc.start()
    with pytest.raises(LimitError):
        build(description)  # its one-hot targets would be three thousand million numbers
    assert tracemalloc.get_traced_memory()[1] < 1e6
    tracemalloc.stop()


def test_a_limit_is_only_reached_by_what_is_above_it() -> None:
    assert make(dense(3, 4), Limits(max_parameters=16, max_data=21)).parameter_count == 16
    assert refusal(dense(3, 4), Limits(max_parameters=15)).code == "too_much_work"
    assert refusal(dense(3, 4), Limits(max_data=20)).code == "too_much_work"


def test_nodes_are_data_layers_loss_and_optimizer() -> None:
    nodes = make(course(frozen=["l2", "l3.b"])).nodes(samples=3)
    assert [node["id"] for node in nodes] == ["data", "l1", "l2", "l3", "loss", "optimizer"]
    assert [n["role"] for n in nodes] == ["data", *["layer"] * 3, "loss", "optimizer"]
    first = nodes[1]
    assert (first["kind"], first["label"]) == ("linear", "RL1")
    assert first["parameters"] == {"W": [2, 3], "b": [3]}
    assert (first["input_shape"], first["output_shape"]) == ([3, 2], [3, 3])
    assert first["settings"] == {"units": 3, "bias": True, "init": {"kind": "glorot_uniform"}}
    assert [node["frozen"] for node in nodes] == [[], [], ["W", "b"], ["b"], [], []]
    assert nodes[4]["input_shape"] == [3, 1]


def test_a_flaw_carries_code_sentence_and_place() -> None:
    flaw = refusal(dense(3, 4), Limits(max_parameters=15)).flaws[0]
    assert isinstance(flaw, Flaw)
    assert flaw.detail == "up to here there are 16 parameters; at most 15 fit"
    assert (flaw.found, flaw.allowed) == (16, {"max": 15})
