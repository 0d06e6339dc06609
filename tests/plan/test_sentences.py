"""What a step says is true of its shapes, its settings and its batch."""

import numpy as np
import pytest

from backstep.engine.kind import Example, Kind, Misfit
from backstep.engine.registry import LAYERS, LOSSES
from backstep.errors import DescriptionError
from backstep.plan.plan import Plan, plan
from backstep.run.tape import Tape
from tests.networks import around, describe, make, mazur, start

TABLE = ("feature", "característica", "its row", "su fila", "every row the", "cada fila el")
IMAGE = ("channel", "canal", "pixel", "píxel")
ALIKE = {**LAYERS, **LOSSES}


def planned(kind: Kind, shape: tuple[int, ...]) -> Plan | None:
    settings = kind.example.settings
    inputs = "probabilities" if kind.example.inputs == "rows" else kind.example.inputs
    example = Example(shape, settings, inputs, "real")
    try:
        return plan(make(around(kind, example)), shape[0])
    except (Misfit, DescriptionError):
        return None


def said(made: Plan, kind: Kind) -> list[str]:
    return [text for s in made.steps if s.kind is kind for text in s.sentence.values()]


@pytest.mark.parametrize("kind", ALIKE.values(), ids=lambda kind: kind.name)
def test_an_image_has_channels_and_pixels_and_a_table_features_and_rows(kind: Kind) -> None:
    of_table, of_image = planned(kind, (4, 3)), planned(kind, (2, 3, 4, 5))
    of_sequence = planned(kind, (2, 3, 4))
    assert of_table or of_sequence or of_image
    for made, foreign in ((of_table, IMAGE), (of_sequence, IMAGE), (of_image, TABLE)):
        for sentence in said(made, kind) if made else ():
            assert not [word for word in foreign if word in sentence], sentence


@pytest.mark.parametrize("rank", [2, 3, 4, 5])
def test_a_bias_names_all_that_its_gradient_adds_up(rank: int) -> None:
    x = np.zeros((2, 3, 4, 5, 2)[:rank])
    made = plan(make(describe([{"kind": "bias"}], x, x)), 2)
    over = {
        2: "over the batch", 3: "over all samples and columns", 4: "over all samples and pixels",
        5: "over all other axes",
    }  # fmt: skip
    assert over[rank] in made.writer["l1.db"].sentence["en"]


def test_mazurs_half_is_told() -> None:
    sentence = plan(make(mazur()), 1).writer["loss.E"].sentence
    assert "squared differences, halved and added up over the samples" in sentence["en"]
    assert "la mitad de las diferencias al cuadrado, sumadas" in sentence["es"]


@pytest.mark.parametrize("samples", [1, 3])
def test_batch_norm_claims_no_variance_that_it_does_not_give(samples: int) -> None:
    """Of one number, or of equal ones, the variance stays 0."""
    x = np.ones((samples, 2))
    tape: Tape = start(describe([{"kind": "batch_norm"}], x, x))
    tape.run()
    assert (tape.value("l1.z") == 0).all()
    sentence = tape.plan.writer["l1.z"].sentence
    assert "variance 1" not in sentence["en"] and "varianza 1" not in sentence["es"]
    running = tape.plan.writer["l1.running_var:next"].sentence["en"]
    assert ("a single number has no unbiased one" in running) == (samples == 1)


def test_softmax_says_along_which_axis_its_probabilities_add_up() -> None:
    x = np.zeros((2, 3, 4))
    for axis in (1, 2):
        made = plan(make(describe([{"kind": "softmax", "axis": axis}], x, x)), 2)
        for step in made.steps:
            if step.node == "l1":
                assert f"axis {axis}" in step.sentence["en"]
                assert f"eje {axis}" in step.sentence["es"]
