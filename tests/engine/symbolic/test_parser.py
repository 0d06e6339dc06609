"""What is typed is read as mathematics; what cannot be read is refused, with its column."""

import math

import numpy as np
import pytest

from backstep.engine.symbolic import vocabulary
from backstep.engine.symbolic.mistake import BadExpression
from backstep.engine.symbolic.parser import parse
from backstep.engine.symbolic.program import compile_tree
from backstep.engine.symbolic.vocabulary import COMPARISONS, NAMES, OPERATORS

AT = 1.7


def value(expression: str, x: float = AT) -> float:
    with np.errstate(all="ignore"):
        return float(compile_tree(parse(expression)).on_array(np.array([x]))[0])


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 2*3", 7), ("2*3 + 1", 7), ("10 - 4 - 3", 3), ("16/4/2", 2), ("12/2*3", 18),
        ("2^3^2", 512), ("-2^2", -4), ("2^-2", 0.25), ("(-2)^2", 4), ("2 - -3", 5), ("--3", 3),
        ("-x^2", -(AT**2)), ("(x + 1)*(x - 1)", (AT + 1) * (AT - 1)), ("2*-x", -2 * AT),
        ("x**3", AT**3), ("2 − x", 2 - AT), ("3·x", 3 * AT), ("3×x", 3 * AT), ("π*x", math.pi * AT),
        ("pi", math.pi), ("e", math.e), ("e^x", math.e**AT), (".5*x", AT / 2), ("5.*x", AT * 5),
        ("2x", 2 * AT), ("2x^2", 2 * AT**2), ("-2x", -2 * AT), ("2(x + 1)", 2 * (AT + 1)),
        ("(x + 1)(x - 1)", (AT + 1) * (AT - 1)), ("(x + 1)x", (AT + 1) * AT),
        ("2sin(x)cos(x)", 2 * math.sin(AT) * math.cos(AT)), ("2pi", 2 * math.pi),
        ("3e", 3 * math.e),
        ("2 e - 3", 2 * math.e - 3), ("2exp(x)", 2 * math.exp(AT)), ("2x/3", 2 * AT / 3),
        ("max(1, x)", AT), ("min(1, x, 0.5)", 0.5), ("max(x, -x, 3, 2)", 3), ("relu(-x)", 0),
        ("relu(x)", AT), ("abs(-x)", AT), ("sigmoid(0)", 0.5), ("log(e)", 1), ("sqrt(x*x)", AT),
        ("sign(-x)", -1), ("step(x)", 1), ("step(0)", 0), ("floor(x)", 1), ("floor(-x)", -2),
        ("erf(0.5)", math.erf(0.5)), ("softplus(x)", math.log(1 + math.exp(AT))),
        ("leaky_relu(-x)", -AT / 100), ("leaky_relu(-x, 0.5)", -AT / 2), ("gelu(0)", 0),
        ("elu(-x, 2)", 2 * math.exp(-AT) - 2), ("silu(0)", 0), ("x > 1", 1), ("x < 1", 0),
        ("where(x > 0, 2, 3)", 2), ("where(x ≤ 1, 2, 3)", 3), ("where(1 < x < 2, 5, 6)", 5),
        ("where(2 < x < 3, 5, 6)", 6), ("(x >= 1)*x", AT), ("where((x > 2), 5, 6)", 6),
        ("where(x > 1, where(x > 1.5, 1, 2), 3)", 1), ("2(x > 1) + 1", 3),
        (" \tx\n+ 1 ", AT + 1), ("tan(x)", math.tan(AT)), ("tanh(x)", math.tanh(AT)),
    ],
)  # fmt: skip
def test_what_is_typed_has_the_value_that_it_means(expression: str, expected: float) -> None:
    assert value(expression) == pytest.approx(expected, rel=1e-14)


def refusal(expression: str) -> BadExpression:
    with pytest.raises(BadExpression) as caught:
        parse(expression)
    error = caught.value
    assert error.code == "bad_expression"
    assert error.detail.startswith(f"at column {error.column}: ")
    assert error.found["column"] == error.column
    return error


OPERAND = ["number", "(", "-", *NAMES]
MORE = [*OPERATORS, "end"]
CLOSING = [*OPERATORS, ")"]


@pytest.mark.parametrize(
    ("expression", "column", "expected", "said"),
    [
        ("", 1, OPERAND, "the expression ends"),
        ("   ", 1, OPERAND, "the expression ends"),
        ("x +", 4, OPERAND, "expected a number, x, a function or '('"),
        ("x +   ", 4, OPERAND, "the expression ends"),
        ("x + * 2", 5, OPERAND, "found '*'"),
        ("+x", 1, OPERAND, "found '+'"),
        ("x ^ ^ 2", 5, OPERAND, "found '^'"),
        ("()", 2, OPERAND, "found ')'"),
        ("sin()", 5, OPERAND, "found ')'"),
        ("max(1,)", 7, OPERAND, "found ')'"),
        ("max(,1)", 5, OPERAND, "found ','"),
        ("&", 1, OPERAND, "found '&'"),
        ("x & 2", 3, MORE, "expected an operator or the end, and found '&'"),
        ("|x|", 1, OPERAND, "abs"),
        ("x²", 2, MORE, "^2"),
        ("x)", 2, MORE, "found ')'"),
        ("2 3", 3, MORE, "found '3'"),
        ("1.2.3", 4, MORE, "found '.3'"),
        ("x x", 3, MORE, "found 'x'"),
        ("x(3)", 2, MORE, "found '('"),
        ("(x)2", 4, MORE, "found '2'"),
        ("x = 3", 3, MORE, "found '='"),
        ("0,5*x", 2, MORE, "decimals have a point"),
        ("sin(0,5)", 6, CLOSING, "decimals have a point"),
        ("sin(x, 2)", 6, CLOSING, "closes the '(' of column 4"),
        ("(x + 1", 7, CLOSING, "closes the '(' of column 1"),
        ("2*(x + (1 - x)", 15, CLOSING, "closes the '(' of column 3"),
        ("max(1, 2", 9, CLOSING, "closes the '(' of column 4"),
        ("max(x)", 6, [","], "a second argument"),
        ("min(x", 6, CLOSING, "the expression ends"),
        ("sin x", 5, ["("], "'(' after sin"),
        ("1 + cos", 8, ["("], "'(' after cos"),
        ("y", 1, list(NAMES), "'y' is not known"),
        ("2*foo(x)", 3, list(NAMES), "'foo' is not known"),
        ("xx", 1, list(NAMES), "'xx' is not known"),
        ("x + sinx", 5, list(NAMES), "'sinx' is not known"),
        ("ln(x)", 1, list(NAMES), "here it is log"),
        ("where(x, 1, 2)", 8, list(COMPARISONS), "a comparison such as x > 0"),
        ("where(x > 0, 1)", 15, [","], "a third argument"),
        ("leaky_relu(x, 1, 2)", 16, CLOSING, "found ','"),
        ("gelu()", 6, OPERAND, "found ')'"),
        ("max(x > 0, 1)", 7, CLOSING, "found '>'"),
        ("x > ", 4, OPERAND, "the expression ends"),
        ("sen(x)", 1, list(NAMES), "here it is sin"),
        ("X + 1", 1, list(NAMES), "here it is x"),
        ("__import__", 1, OPERAND, "found '_'"),
        ("x.real", 2, MORE, "found '.'"),
        ("lambda", 1, list(NAMES), "'lambda' is not known"),
        ("1/2x", 4, list(OPERATORS), "two ways"),
        ("x/2(x + 1)", 4, list(OPERATORS), "two ways"),
        ("x^2x", 4, list(OPERATORS), "two ways"),
        ("2^2sin(x)", 4, list(OPERATORS), "two ways"),
        ("2e3", 2, list(OPERATORS), "two ways"),
        ("2E3*x", 2, list(OPERATORS), "two ways"),
        ("1 + 2e-3*x", 6, list(OPERATORS), "two ways"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_column(
    expression: str, column: int, expected: list[str], said: str
) -> None:
    error = refusal(expression)
    assert error.column == column, error.detail
    assert error.allowed == {"expected": expected}
    assert said in error.detail


@pytest.mark.parametrize(
    ("expression", "column", "allowed"),
    [
        ("x" * 201, 201, vocabulary.MAX_LENGTH),
        ("x+" * 5000 + "x", 201, vocabulary.MAX_LENGTH),
        ("(" * 30 + "x" + ")" * 30, 21, vocabulary.MAX_DEPTH),
        ("-" * 100 + "x", 21, vocabulary.MAX_DEPTH),
        ("x^" * 60 + "x", 42, vocabulary.MAX_DEPTH),
        ("sin(" * 30 + "x" + ")" * 30, 84, vocabulary.MAX_DEPTH),
        ("-x" * 100, 122, vocabulary.MAX_NODES),
        ("gelu(" * 9 + "x" + ")" * 9, 50, vocabulary.MAX_NODES),
    ],
)
def test_length_depth_and_number_of_parts_are_bounded(
    expression: str, column: int, allowed: int
) -> None:
    error = refusal(expression)
    assert error.column == column, error.detail
    assert error.allowed == {"max": allowed}
    assert f"at most {allowed}" in error.detail


def test_the_bounds_themselves_are_allowed() -> None:
    assert parse("x" + " " * 199).op == "x"
    assert parse("(" * 20 + "x" + ")" * 20).op == "x"
    assert value("+".join("x" * 100)) == pytest.approx(100 * AT)


@pytest.mark.parametrize(
    ("expression", "instead"),
    [("0,5*x", "."), ("sen(x)", "sin"), ("|x|", "abs(…)"), ("x²", "^2"), ("1/2x", "*")],
)
def test_what_was_probably_meant_is_told_apart(expression: str, instead: str) -> None:
    assert refusal(expression).found["instead"] == instead


def test_where_nothing_can_be_guessed_nothing_is() -> None:
    assert "instead" not in refusal("2*foo(x)").found and "instead" not in refusal("x +").found
