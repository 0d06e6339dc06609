"""A step's legend: every letter of its formulas once, with one meaning, and as long as its axis."""

import re

import numpy as np
import pytest

from backstep.engine.kind import Example, Kind
from backstep.plan.plan import plan
from tests.networks import around, describe, every_kind, make

IMAGES = describe(
    [{"kind": "conv2d", "filters": 2, "size": 3, "padding": 1}, {"kind": "batch_norm"},
     {"kind": "relu"}, {"kind": "max_pool", "size": 2}, {"kind": "flatten"},
     {"kind": "linear", "units": 2}],
    np.zeros((4, 1, 4, 6)), np.zeros((4, 2)),
)  # fmt: skip
LETTER = re.compile(r"<mi>([a-z])</mi>")


@pytest.mark.parametrize(("kind", "example"), every_kind())
def test_a_letter_has_one_meaning_and_every_axis_a_letter(kind: Kind, example: Example) -> None:
    made = plan(make(around(kind, example)), example.shape[0])
    for step in made.steps:
        told = made.told(step)
        symbols = [entry["symbol"] for entry in told["legend"]]
        assert len(symbols) == len(set(symbols)), step.writes
        sizes = {entry["symbol"]: entry.get("size") for entry in told["legend"]}
        for address, letters in told["letters"].items():
            shape = made.tensors[address].shape
            assert [sizes[letter] for letter in letters] == list(shape), (step.writes, address)
        written = {
            step.symbols[n].base for m in step.mentioned for n in m.names if n in step.symbols
        }
        assert not written & sizes.keys(), f"{step.writes}: a tensor's name is a letter"
        for entry in told["legend"]:
            assert entry["meaning"]["en"] != entry["meaning"]["es"] or entry["symbol"] == "x"
            assert all(entry["meaning"].values()), entry
        assert ("[…]" in symbols) == any(m.brackets for m in step.mentioned), step.writes


def test_the_letters_of_an_image_are_its_axes_and_no_others() -> None:
    made = plan(make(IMAGES), 4)
    steps = {step.writes: made.told(step) for step in made.steps}
    assert steps["l2.var"]["letters"]["l1.y"] == ["n", "c", "h", "w"]
    assert steps["l1.patches"]["letters"]["data.x"] == ["n", "c", "p", "q"]
    assert steps["l1.dW"]["letters"]["l1.dW"] == ["f", "c", "i", "j"]
    values = {entry["symbol"]: entry.get("value") for entry in steps["l2.var"]["legend"]}
    assert values["M"] == 4 * 4 * 6 and "N" not in values
    values = {entry["symbol"]: entry.get("value") for entry in steps["loss.E"]["legend"]}
    assert values["N"] == 4 and "M" not in values


def test_a_parameter_keeps_its_letters_when_it_is_updated() -> None:
    made = plan(make(IMAGES), 4)
    steps = {step.writes: made.told(step) for step in made.steps}
    for parameter, letters in {"l1.W": "fcij", "l1.b": "f", "l2.gamma": "c", "l6.W": "kj"}.items():
        told = steps[f"{parameter}:next"]
        assert told["letters"][f"{parameter}:next"] == list(letters)
        left = told["formula"]["cell"]["mathml"].partition("←")[0]
        assert f'data-address="{parameter}:next"' in left
        assert LETTER.findall(left)[-len(letters) :] == list(letters)


def test_a_tensor_of_any_rank_has_letters() -> None:
    made = plan(make(describe([{"kind": "tanh"}], np.zeros((2,) * 7), np.zeros((2,) * 7))), 2)
    (first, *_) = made.steps
    assert made.told(first)["letters"]["l1.y"] == list("n") + [f"i{k}" for k in "₁₂₃₄₅₆"]


def test_a_batch_norm_over_one_number_has_no_correction() -> None:
    layers = [{"kind": "batch_norm"}]
    one = plan(make(describe(layers, [[1.0, 2.0]], [[0.0, 0.0]])), 1)
    two = plan(make(describe(layers, [[1.0], [2.0]], [[0.0], [0.0]])), 2)
    printed = [made.writer["l1.running_var:next"].formula["cell"] for made in (one, two)]
    assert [r"{M - 1}" in formula.latex for formula in printed if formula] == [False, True]
