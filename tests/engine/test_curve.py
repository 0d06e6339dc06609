"""A layer's curve: only for what maps each number by itself, and then it is the layer's own."""

import numpy as np
import pytest

from backstep.engine.curve import curve
from backstep.engine.kind import call
from backstep.engine.registry import LAYERS

CURVES = {name: points for name, kind in LAYERS.items() if (points := curve(kind))}


def test_what_mixes_numbers_or_has_parameters_has_no_curve() -> None:
    for name, kind in LAYERS.items():
        if kind.parameters or kind.states or kind.edges != "one":
            assert name not in CURVES


@pytest.mark.parametrize("name", CURVES)
def test_each_point_is_what_the_layer_makes_of_that_number_alone(name: str) -> None:
    kind = LAYERS[name]
    x, y = CURVES[name]
    defaults = {name: setting.default for name, setting in kind.settings.items()}
    for at, value in zip(x, y, strict=True):
        batch = np.full((2, 3), at)
        assert call(kind.rules["y"].function, {**defaults, "x": batch}) == pytest.approx(value)


def test_the_bends_that_the_course_names_have_one() -> None:
    assert {"relu", "sigmoid", "tanh"} <= CURVES.keys()
    assert CURVES["tanh"][1] == pytest.approx(np.tanh(np.linspace(-3, 3, 25)))
