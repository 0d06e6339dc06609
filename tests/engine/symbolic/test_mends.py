"""A formula with a slip is offered as it was meant, and what is offered means just that."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backstep.engine.symbolic.function import read
from backstep.engine.symbolic.mistake import BadExpression
from backstep.engine.symbolic.vocabulary import FUNCTIONS as NAMES
from backstep.engine.symbolic.vocabulary import MAX_LENGTH
from tests.engine.symbolic.functions import FUNCTIONS


def offered(expression: str) -> list[str]:
    with pytest.raises(BadExpression) as caught:
        read(expression)
    found: list[str] = caught.value.allowed.get("formulas", [])
    return found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("x²", "x^2"), ("√x", "sqrt(x)"), ("|x|", "abs(x)"), ("ReLU(x)", "relu(x)"),
        ("max(0;x)", "max(0, x)"), ("sin^2(x)", "sin(x)^2"), ("x sin(x)", "x*sin(x)"),
        ("0,5x", "0.5x"), ("xsin(x)", "x*sin(x)"), ("y=x^2", "x^2"), ("x÷2", "x/2"),
        ("1e3x", "1000x"), ("σ(x)", "sigmoid(x)"), ("sen(x)", "sin(x)"), ("ln(x)", "log(x)"),
        ("tg(x)", "tan(x)"), ("raíz(x)", "sqrt(x)"), ("X + 1", "x + 1"), ("sin x", "sin(x)"),
        ("sin 2x", "sin(2x)"), ("sinx", "sin(x)"), ("x³ − 2x", "x^3 - 2x"), ("x⁻¹", "x^-1"),
        ("2|x - 1|", "2*abs(x - 1)"), ("||x| - 1|", "abs(abs(x) - 1)"), ("ln|x|", "log(abs(x))"),
        ("max(0;0,5x)", "max(0, 0.5x)"), ("sin(0,5)", "sin(0.5)"), ("e^-x²", "e^-x^2"),
        ("np.maximum(0, x)", "max(0, x)"), ("torch.relu(x)", "relu(x)"), ("[x + 1]^2", "(x + 1)^2"),
        ("x if x > 0 else 0", "where(x > 0, x, 0)"), ("x > 0 ? x : 0,1x", "where(x > 0, x, 0.1x)"),
        ("si(x>0;x;0,1x)", "where(x > 0, x, 0.1x)"), ("pow(2x, 2)", "(2x)^2"),
        ("log10(x)", "log(x)/log(10)"), ("sinh(x)", "(exp(x) - exp(-x))/2"),
        ("1/cosh(x)", "1/((exp(x) + exp(-x))/2)"), ("LeakyReLU(x)", "leaky_relu(x)"),
        ("clip(x, -1, 1)", "max((-1), min(x, 1))"), ("sigmod(x)", "sigmoid(x)"),
        ("(x + 1", "x + 1"), ("max(0, x", "max(0, x)"), ("x)", "x"), ("+x", "x"), 
        ("tanh", "tanh(x)"),
        ("x(x + 1)", "x*(x + 1)"), ("pi x", "pi*x"), ("⌊x⌋", "floor(x)"), (r"\sqrt{x}", "sqrt(x)"),
        (r"\frac{x}{2} \cdot \sin(x)", "((x)/(2))*sin(x)"), ("f(x) = max{0, x}", "max(0, x)"),
    ],
)  # fmt: skip
def test_one_click_mends_a_slip(typed: str, meant: str) -> None:
    assert offered(typed)[0] == meant


@pytest.mark.parametrize(
    ("typed", "both"),
    [
        ("1/2x", ["1/2*x", "1/(2x)"]), ("x^2x", ["x^2*x", "x^(2x)"]),
        ("√2x", ["sqrt(2)*x", "sqrt(2x)"]),
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_offered_in_both(typed: str, both: list[str]) -> None:
    assert offered(typed) == both


@pytest.mark.parametrize(
    "typed",
    [
        "", "x +", "x*-", "x y", "x % 2", "atan(x)", "arcsin(x)", "softmax(x)", "2*foo(x)", "x2",
        "lambda", "sin^-1(x)", "x = 3", "x & 2", "max(x)", "max(0,,x)", "(" * 30 + "x",
        "-" * 100 + "x", "x²" * MAX_LENGTH, "a" * MAX_LENGTH, "xe" * 100, "'\\|;,",
    ],
)  # fmt: skip
def test_where_nobody_can_tell_nothing_is_offered(typed: str) -> None:
    assert offered(typed) == []


SLIPS = {
    "raised signs": (r"\^2\b", "²"),
    "bars": (r"\babs\(x\)", "|x|"),
    "capitals": (r"\b(relu|sin|cos|tanh|log|exp|sigmoid|sqrt)\(", lambda m: m[0].capitalize()),
    "Spanish": (r"\bsin\(", "sen("),
    "ln": (r"\blog\(", "ln("),
    "a name for it": (r"^", "y = "),
    "a root sign": (r"\bsqrt\(", "√("),
    "no sign between": (r"x\*(?=[a-z(])", "x "),
    "semicolons": (r", ", "; "),
    "decimal commas": (r"(?<=\d)\.(?=\d)", ","),
    "a missing parenthesis": (r"\)$", ""),
    "numpy": (r"\b(sin|cos|exp|log|sqrt|tanh)\(", r"np.\1("),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_what_is_offered_is_the_function_that_was_meant(slip: str) -> None:
    tried = 0
    for expression, places in FUNCTIONS.items():
        pattern, replacement = SLIPS[slip]
        typed = re.sub(pattern, replacement, expression)
        try:
            read(typed)
        except BadExpression as error:
            (formula, *_) = error.allowed.get("formulas", [""])
            assert formula, (expression, typed)
            x = np.array(places)
            meant, mended = (read(e).compute_value.on_array(x) for e in (expression, formula))
            np.testing.assert_allclose(mended, meant, rtol=1e-12, err_msg=f"{typed} → {formula}")
            tried += 1
    assert tried > 1


PIECES = [*NAMES, *"x2(),;|²√=+-*/^ .eE", "sen", "np.", "\\frac{", "if", "else", "?", ":", "⌊"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
def test_whatever_is_offered_can_be_read(typed: str) -> None:
    try:
        read(typed)
    except BadExpression as error:
        for formula in error.allowed.get("formulas", []):
            read(formula)
