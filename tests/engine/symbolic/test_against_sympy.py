"""Values and derivatives are those of sympy, which is the oracle here and nothing else."""

from typing import Any

import numpy as np
import pytest
import sympy
from sympy.parsing import sympy_parser

from backstep.engine.symbolic.function import read
from tests.engine.symbolic.functions import FUNCTIONS

X = sympy.Symbol("x", real=True)
WORDS = {
    "x": X, "e": sympy.E, "sigmoid": lambda a: 1 / (1 + sympy.exp(-a)),
    "relu": lambda a: sympy.Max(a, 0), "max": sympy.Max, "min": sympy.Min, "abs": sympy.Abs,
    "softplus": lambda a: sympy.log(1 + sympy.exp(a)), "silu": lambda a: a / (1 + sympy.exp(-a)),
    "gelu": lambda a: a * (1 + sympy.erf(a / sympy.sqrt(2))) / 2,
    "leaky_relu": lambda a, slope=0.01: sympy.Piecewise((a, a > 0), (slope * a, True)),
    "elu": lambda a, alpha=1: sympy.Piecewise((a, a > 0), (alpha * (sympy.exp(a) - 1), True)),
    "where": lambda c, a, b: sympy.Piecewise((a, c), (b, True)),
    "step": lambda a: sympy.Piecewise((1, a > 0), (0, True)),
}  # fmt: skip
READING = (
    *sympy_parser.standard_transformations,
    sympy_parser.convert_xor,
    sympy_parser.implicit_multiplication,
)


def oracle(expression: str) -> Any:
    return sympy_parser.parse_expr(expression, local_dict=WORDS, transformations=READING)


def at(formula: Any, x: float) -> float:
    return float(formula.subs(X, sympy.Float(x, 30)).evalf(30))


def test_there_are_enough_functions() -> None:
    assert len(FUNCTIONS) >= 40


@pytest.mark.parametrize("expression", FUNCTIONS)
def test_the_value_is_sympys(expression: str) -> None:
    x = np.array(FUNCTIONS[expression])
    expected = [at(oracle(expression), v) for v in x]
    computed = read(expression).compute_value.on_array(x)
    np.testing.assert_allclose(computed, expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("expression", FUNCTIONS)
def test_the_derivative_is_sympys(expression: str) -> None:
    x = np.array(FUNCTIONS[expression])
    slope = sympy.diff(oracle(expression), X)
    expected = [at(slope, v) for v in x]
    computed = read(expression).compute_slope.on_array(x)
    np.testing.assert_allclose(computed, expected, rtol=1e-11, atol=1e-13)
