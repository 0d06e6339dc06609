"""An object or a class with forward and backward, as in the course's library, is checked whole."""

from pathlib import Path

import pytest

from backstep.own.told import Told
from tests.own.as_edunn import ERRORS, TEXT, VERDICTS
from tests.own.trying import checked

CALLS = [call for call, *_ in VERDICTS]


@pytest.mark.parametrize("call", [*CALLS, "Dropout()", "MeanError(CrossEntropyWithLabels())"])
def test_what_the_course_asks_for_is_right_when_it_is_right(call: str, tmp_path: Path) -> None:
    target = call in ERRORS or call.startswith("MeanError")
    report = checked(tmp_path, TEXT, call, target)
    assert report.ok, (report.to_dict(), report.said)


@pytest.mark.parametrize(("call", "before", "after", "gradient", "slip"), VERDICTS, ids=CALLS)
def test_what_the_course_asks_for_has_its_verdict_when_it_is_wrong(
    call: str, before: str, after: str, gradient: str, slip: str | None, tmp_path: Path
) -> None:
    assert before in TEXT
    report = checked(tmp_path, TEXT.replace(before, after, 1), call, call in ERRORS).to_dict()
    found = report["gradients"][gradient]
    assert not report["ok"] and not found["ok"]
    assert found["slip"] == slip, found


def test_an_instance_and_a_class_are_layers_too(tmp_path: Path) -> None:
    for name in ("ReLU", "mine"):
        assert checked(tmp_path, TEXT + "\nmine = Linear(4, 3)\n", name).ok


def test_parameters_are_changed_in_place_and_drawn_anew(tmp_path: Path) -> None:
    """A layer of weights that are nearly 0 would have a gradient that is right whatever it is."""
    wrong = TEXT.replace('dy.dot(self.parameters["w"].T)', "np.zeros((len(dy), 4))")
    assert not checked(tmp_path, wrong, "Linear(4, 3)").to_dict()["gradients"]["dx"]["ok"]


def test_what_a_layer_keeps_from_before_is_told(tmp_path: Path) -> None:
    stale = TEXT.replace(
        "(y,) = self.get_cache()\n        return dy * (y > 0)",
        "y = self.first(dy)\n        return dy * (y > 0)",
    )
    stale = stale.replace(
        "class ReLU(Layer):",
        """class ReLU(Layer):
    def first(self, dy):
        self.kept = getattr(self, "kept", self.cache[0])
        return self.kept[: len(dy)] if len(self.kept) >= len(dy) else np.resize(self.kept, dy.shape)
""",
    )
    report = checked(tmp_path, stale, "ReLU()").to_dict()
    assert report["slip"] == "stale"


def test_a_gradient_that_is_added_to_the_one_before_is_told(tmp_path: Path) -> None:
    text = """
import numpy as np
class Layer:
    def __init__(self):
        self.W = np.ones((4, 3))
        self.dW = np.zeros((4, 3))
    def forward(self, x):
        self.x = x
        return x @ self.W
    def backward(self, dy):
        self.dW += self.x.T @ dy
        return dy @ self.W.T
"""
    report = checked(tmp_path, text, "Layer").to_dict()
    assert report["gradients"]["dW"]["slip"] == "stale"
    assert report["gradients"]["dW"]["detail"] == "accumulates"
    assert report["gradients"]["dx"]["ok"]


def test_a_shape_that_a_class_refuses_is_no_fault(tmp_path: Path) -> None:
    assert checked(tmp_path, TEXT, "Bias(4)").ok
    with pytest.raises(Told, match="AssertionError"):
        checked(tmp_path, TEXT, "Bias(4)", x=(2, 3))


@pytest.mark.parametrize(
    ("name", "said"),
    [("Nothing", "NameError"), ("Bias()", "TypeError"), ("TEXT", "NameError"), ("np", "forward")],
)
def test_a_name_that_is_no_layer_is_told(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(Told, match=said):
        checked(tmp_path, TEXT, name)
