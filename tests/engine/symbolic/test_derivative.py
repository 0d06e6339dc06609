"""The derivative is right, one-sided at a kink, and simple enough to be read."""

import re

import numpy as np
import pytest

from backstep.engine.symbolic.derivative import Derivation, TooLarge
from backstep.engine.symbolic.function import MAX_DEPTH, MAX_NODES, read
from backstep.engine.symbolic.mistake import BadExpression
from backstep.engine.symbolic.parser import parse
from backstep.engine.symbolic.simplify import simplify
from backstep.engine.symbolic.text import text
from tests.engine.symbolic.functions import FUNCTIONS

H = 1e-6


def slope(expression: str) -> str:
    return text(read(expression).slope)


def slope_at(expression: str, x: float) -> float:
    with np.errstate(all="ignore"):
        return float(read(expression).compute_slope.on_array(np.array([float(x)]))[0])


@pytest.mark.parametrize("expression", FUNCTIONS)
def test_it_agrees_with_finite_differences(expression: str) -> None:
    x = np.array(FUNCTIONS[expression])
    f = read(expression).compute_value.on_array
    numeric = (f(x + H) - f(x - H)) / (2 * H)
    analytic = read(expression).compute_slope.on_array(x)
    np.testing.assert_allclose(analytic, numeric, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize(
    ("expression", "derivative"),
    [
        ("3", "0"), ("0*sin(x)", "0"), ("x", "1"), ("1 - x", "-1"), ("x/3", "1/3"), ("x/2", "0.5"),
        ("0.1*3*x", "0.3"), ("0.79788456080287*x", "0.79788456080287"),
        ("x^2", "2 · x"), ("x*x*x", "3 · x^2"), ("-x^2", "-2 · x"), ("(2x)^3", "24 · x^2"),
        ("x^2/3", "(2 · x)/3"), ("1/x", "-1/x^2"), ("x^-2", "-2/x^3"), ("x^2.5", "2.5 · x^1.5"),
        ("x^(1/3)", "1/(3 · x^(2/3))"), ("sqrt(x)", "1/(2 · sqrt(x))"), ("2*3*x", "6"),
        ("x*sigmoid(x)", "sigmoid(x) + x · sigmoid(x) · (1 - sigmoid(x))"),
        ("sigmoid(x)", "sigmoid(x) · (1 - sigmoid(x))"), ("tanh(x)", "1 - tanh(x)^2"),
        ("exp(-x^2)", "-2 · x · exp(-x^2)"), ("exp(x)", "exp(x)"), ("log(x)", "1/x"),
        ("x*log(x)", "log(x) + 1"), ("log(x)/x", "1/x^2 - log(x)/x^2"),
        ("x^x", "x^x · (log(x) + 1)"),
        ("2^x", "log(2) · 2^x"), ("e^x", "e^x"), ("x^pi", "pi · x^(pi - 1)"),
        ("tan(x)", "1 + tan(x)^2"),
        ("sin(x)^2", "2 · sin(x) · cos(x)"), ("cos(2x)", "-2 · sin(2 · x)"),
        ("sqrt(1 + x^2)", "x/sqrt(1 + x^2)"), ("log(1 + x^2)", "(2 · x)/(1 + x^2)"),
        ("1/(1 + exp(-x))", "exp(-x)/(1 + exp(-x))^2"), ("abs(x)", "sign(x)"),
        ("relu(x)", "[x > 0]"),
        ("max(0, x) + 0.1*min(0, x)", "[x > 0] + 0.1 · [x ≤ 0]"), ("x - x", "0"), ("x/x", "0"),
        ("max(x^2, 1)", "cases(2 · x, x^2 > 1, 0, x^2 ≤ 1)"), ("min(x, 2)", "[x ≤ 2]"),
        ("relu(1 - 2x)", "-2 · [1 - 2 · x > 0]"), ("--x", "1"), ("0*log(x) + 1*x", "1"),
        ("sin(x)^2 + cos(x)^2", "0"),
        ("(x + 1)(x - 1)", "2 · x"), ("x + x + x", "3"), ("sin(0) + cos(0)*x", "1"),
        ("max(2, 3)*x", "3"), ("min(2, 3)*abs(-2)*relu(3)*x", "12"),
        ("sign(x)", "0"), ("floor(x)", "0"), ("step(x)", "0"), ("x > 1", "0"),
        ("x*sign(x)", "sign(x)"), ("x*floor(x)", "floor(x)"), ("floor(-1.5)*x", "-2"),
        ("erf(x)", "(2 · exp(-x^2))/sqrt(pi)"), ("softplus(x)", "sigmoid(x)"),
        ("leaky_relu(x)", "cases(1, x > 0, 0.01, x ≤ 0)"), ("(x > 0)*x", "[x > 0]"),
        ("where(x > 0, x^2, -x)", "cases(2 · x, x > 0, -1, x ≤ 0)"),
        ("where(x >= 0, x, 3)", "[x ≥ 0]"), ("where(x < 2, 1, x)", "[x ≥ 2]"),
        ("where(2 > 1, x, x^2)", "1"),
        ("relu(x)^0.5", "cases(1/(2 · max(0, x)^0.5), x > 0, 0, x ≤ 0)"),
    ],
)  # fmt: skip
def test_it_is_as_short_as_a_person_would_write_it(expression: str, derivative: str) -> None:
    assert slope(expression) == derivative


@pytest.mark.parametrize("expression", FUNCTIONS)
def test_nothing_idle_is_left_in_it(expression: str) -> None:
    written = slope(expression)
    for idle in (
        r"(?<![\d.])0 ·", r"· 0(?![.\d])", r"(?<![\d./^])1 ·", r"· 1(?![.\d])", r"\^1(?![.\d])",
        r"[+-] 0(?![.\d])", r"-\(?-", r"\+ -", r"\^\(-",
    ):  # fmt: skip
        assert not re.search(idle, written), (idle, written)


@pytest.mark.parametrize(
    ("expression", "at", "expected"),
    [
        ("relu(x)", 0, 0), ("max(0, x)", 0, 0), ("max(x, 0)", 0, 0), ("abs(x)", 0, 0),
        ("min(x, 0)", 0, 1), ("min(0, x)", 0, 1), ("max(0, x) + 0.1*min(0, x)", 0, 0.1),
        ("max(x, 2)", 2, 0), ("max(2, x)", 2, 0), ("min(x, 2)", 2, 1), ("relu(x - 1)", 1, 0),
        ("leaky_relu(x)", 0, 0.01), ("where(x >= 0, x, 3)", 0, 1), ("relu(x)^0.5", -1, 0),
        ("where(x > 0, sqrt(x), 0)", -1, 0), ("sqrt(where(x > 0, x, 0))", -1, 0),
        ("floor(x)", 1, 0), ("min(max(x, 0), 6)", 0, 0),
        ("min(max(x, 0), 6)", 6, 1), ("min(max(x, 0), 6)", 7, 0),
    ],
)  # fmt: skip
def test_at_a_kink_it_is_the_slope_on_one_side(expression: str, at: float, expected: float) -> None:
    assert slope_at(expression, at) == expected


@pytest.mark.parametrize("pair", [("x", "x^2"), ("0", "x"), ("x", "-x"), ("sin(x)", "1")])
@pytest.mark.parametrize("x", [-1.0, 0.0, 0.5, 1.0])
def test_max_and_min_together_are_the_sum(pair: tuple[str, str], x: float) -> None:
    a, b = pair
    both = slope_at(f"max({a}, {b}) + min({a}, {b})", x)
    assert both == pytest.approx(slope_at(f"{a} + {b}", x))


@pytest.mark.parametrize(
    "expression",
    [
        "*".join(f"(x+{n})" for n in range(28)),
        "x^" * 18 + "x",
        "max(x," * 15 + "x^2" + ")" * 15,
        "sigmoid(x)^" * 9 + "x",
        "(9^9^9)^x",
        "((((1" + "0" * 50 + ")^99)^99)^99)^99*x",
    ],
)
def test_a_derivative_stays_within_bounds_or_is_refused(expression: str) -> None:
    try:
        known = read(expression)
    except BadExpression as error:
        assert error.column == 1 and error.allowed == {"max": MAX_NODES}
        assert "its derivative" in error.detail
    else:
        assert known.slope.size <= MAX_NODES and known.slope.depth <= MAX_DEPTH


def test_deriving_ends_as_soon_as_a_part_is_too_large() -> None:
    with pytest.raises(TooLarge):
        Derivation(most_nodes=10).of(simplify(parse("sin(x)*cos(x)*exp(x)")))


def test_a_derivative_that_grows_too_large_is_refused() -> None:
    with pytest.raises(BadExpression, match="at column 1: its derivative"):
        read("*".join(f"(x+{n})" for n in range(28)))
