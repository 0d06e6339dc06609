"""What is printed reads as what it means, in both notations, and is never too long to send."""

import re
import sys
from xml.etree import ElementTree

import pytest

from backstep.engine.formula import render
from backstep.engine.letters import letters
from backstep.engine.registry import LAYERS
from backstep.engine.symbolic.function import read
from backstep.engine.symbolic.parser import parse
from backstep.engine.symbolic.text import FACTOR, text
from backstep.engine.symbols import Symbol
from backstep.engine.texts import formula_of
from tests.engine.symbolic.functions import FUNCTIONS

BOUND = {
    "x": Symbol("y", "1", address="l1.y"), "y": Symbol("y", "2", address="l2.y"),
    "dy": Symbol("y", "2", True, "l2.dy"), "dx": Symbol("y", "1", True, "l1.dy"),
}  # fmt: skip
LONG = [
    "sin(" * 18 + "x" + ")" * 18, "x^" * 9 + "x", "tanh(" * 11 + "x" + ")" * 11,
    "*".join(f"(x+{n})" for n in range(10)), "1/(1+" * 9 + "x" + ")" * 9, "-x" * 55,
]  # fmt: skip
MOST_FRAMES = 500  # that printing may nest; a server's own are about a hundred


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("2x", "2 · x"), ("x/2*3", "(x · 3)/2"), ("-x^2", "-x^2"), ("(-x)^2", "(-x)^2"),
        ("(x+1)^2", "(x + 1)^2"), ("x^2^3", "x^(2^3)"), ("(x^2)^3", "(x^2)^3"), ("--x", "-(-x)"),
        ("x - (1 - x)", "x - (1 - x)"), ("x*(-2)", "x · (-2)"), ("x/(2x)", "x/(2 · x)"),
        ("(x/2)^2", "(x/2)^2"), ("x^(1/2)", "x^(1/2)"), ("abs(x - 1)", "|x - 1|"),
        ("2*(3*x)", "2 · (3 · x)"),
        ("relu(x + 1)", "max(0, x + 1)"), ("max(x, 1, 2)", "max(x, 1, 2)"), ("0.10*x", "0.1 · x"),
        ("0.00001x", "1e-05 · x"), ("1" + "0" * 20, "1e20"), ("1/x/2", "1/(x · 2)"),
        ("2^sin(x)", "2^(sin(x))"),
    ],
)  # fmt: skip
def test_what_was_typed_prints_in_the_plain_notation(expression: str, printed: str) -> None:
    assert text(parse(expression)) == printed


def test_a_product_of_arrays_has_its_own_sign() -> None:
    tree = parse("2*x*pi*sin(x)")
    assert text(tree, "x", "⊙") == "2 · x · pi ⊙ sin(x)"
    assert text(parse("1 + x"), "x[n,j]", around=FACTOR) == "(1 + x[n,j])"


@pytest.mark.parametrize("expression", [e for e in FUNCTIONS if "gelu" not in e])
def test_what_is_printed_can_be_typed_again(expression: str) -> None:
    printed = text(parse(expression))
    if not {"|", "[", "cases"} & set(re.findall(r"\w+|\S", printed)):
        assert text(parse(printed)) == printed


def formulas(expression: str) -> dict[tuple[str, str], str]:
    """The text of every line of both rules."""
    rules = LAYERS["function"].rules.values()
    lines = {(r.name, line): getattr(r, line) for r in rules for line in ("local", "cell", "all")}
    facts = {"expression": expression, "at": letters(2)}
    said = {k: formula_of(v, facts) for k, v in lines.items() if v is not None}
    return {k: formula for k, formula in said.items() if formula}


@pytest.mark.parametrize("expression", [*FUNCTIONS, *LONG])
def test_every_line_prints_as_mathml_and_latex(expression: str) -> None:
    for line in formulas(expression).values():
        printed = render(line, BOUND)
        ElementTree.fromstring(printed.mathml)
        assert printed.latex.count("{") == printed.latex.count("}")


@pytest.mark.parametrize("expression", LONG)
def test_the_longest_fit_into_a_step_and_into_the_stack(expression: str) -> None:
    read(expression)
    deepest = 0

    def watch(frame: object, event: str, _: object) -> None:
        nonlocal deepest
        if event == "call":
            depth = 0
            while frame := getattr(frame, "f_back", None):
                depth += 1
            deepest = max(deepest, depth)

    before = sys.getprofile()
    base = len([None for _ in iter_frames()])
    sys.setprofile(watch)
    try:
        printed = [render(line, BOUND) for line in formulas(expression).values()]
    finally:
        sys.setprofile(before)
    assert deepest - base < MOST_FRAMES
    assert sum(len(p.mathml) + len(p.latex) for p in printed) < 32_000


def iter_frames() -> list[object]:
    frames: list[object] = []
    frame: object = sys._getframe()
    while frame := getattr(frame, "f_back", None):
        frames.append(frame)
    return frames


def test_a_long_slope_is_told_once_and_named_elsewhere() -> None:
    long = formulas(LONG[0])
    assert ("dx", "cell") not in long
    assert long["dx", "all"] == "dx = dy ⊙ ∂y/∂x"
    assert long["dx", "local"].startswith("∂y/∂x = cos(")


@pytest.mark.parametrize(
    ("expression", "local", "cell", "all_"),
    [
        ("x", "∂y[n,j]/∂x[n,j] = 1", "dx[n,j] = dy[n,j]", "dx = dy"),
        ("x^2 + x", "∂y[n,j]/∂x[n,j] = 2 · x[n,j] + 1", "dx[n,j] = dy[n,j] · (2 · x[n,j] + 1)",
         "dx = dy ⊙ (2 · x + 1)"),
        ("3", "∂y[n,j]/∂x[n,j] = 0", "dx[n,j] = dy[n,j] · 0", "dx = dy · 0"),
    ],
)  # fmt: skip
def test_the_lines_of_the_backward(expression: str, local: str, cell: str, all_: str) -> None:
    lines = formulas(expression)
    assert (lines["dx", "local"], lines["dx", "cell"], lines["dx", "all"]) == (local, cell, all_)
