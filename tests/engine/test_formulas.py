"""Every formula can be read, and prints as well-formed MathML and LaTeX."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from backstep.engine.formula import render
from backstep.engine.kind import Example, Kind
from backstep.engine.symbols import Symbol
from backstep.engine.texts import example_facts, formula_of
from tests.engine.harness import EVERY, RULED, Case, cases_of, prepare, title


def formulas(case: Case) -> Iterator[str]:
    yield formula_of(case.kind.formula, case.facts)
    for rule in case.rules:
        for text in (rule.local, rule.cell, rule.all, rule.general):
            if text is not None and (said := formula_of(text, case.facts)):
                yield said


def tensors(case: Case) -> set[str]:
    known = {name.replace(":", "_") for name in (*case.declared, *case.tensors)}
    return known | {f"d{name}" for name in known}


PAIRS = cases_of(RULED)


@pytest.mark.parametrize("pair", PAIRS, ids=title)
def test_a_formula_prints_well_formed_with_and_without_addresses(
    pair: tuple[Kind, Example],
) -> None:
    case = prepare(*pair)
    bound = {n: Symbol(n, "3", n[0] == "d", f"l3.{n}") for n in tensors(case)}
    for formula in formulas(case):
        for printed in (render(formula), render(formula, bound)):
            root = ElementTree.fromstring(printed.mathml)
            assert root.tag.endswith("math")
            assert "".join(root.itertext()).strip()
            assert balanced(printed.latex), printed.latex


def balanced(latex: str) -> bool:
    bare = re.sub(r"\\[{}|]", "", latex)
    sides = [len(re.findall(rf"\\{side}(?![a-z])", latex)) for side in ("left", "right")]
    return bare.count("{") == bare.count("}") and sides[0] == sides[1]


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: f"{kind.role}-{kind.name}")
def test_every_kind_has_a_formula_that_can_be_read(kind: Kind) -> None:
    formula = formula_of(kind.formula, example_facts(kind))
    ElementTree.fromstring(render(formula).mathml)


@pytest.mark.parametrize("kind", RULED, ids=lambda kind: kind.name)
def test_every_rule_shows_one_cell_or_all_at_once(kind: Kind) -> None:
    silent = [r.name for r in kind.rules.values() if r.cell is None and r.all is None]
    assert not silent


def test_a_gradient_of_linear_prints_as_the_contract_says() -> None:
    bound = {"x": Symbol("x", "3", address="l2.y"), "dy": Symbol("y", "3", True, "l3.dy")}
    printed = render("dW = x' · dy", bound)
    assert r"\frac{\partial E}{\partial y_{3}}" in printed.latex
    assert 'data-address="l2.y" data-transposed="true"' in printed.mathml


@pytest.mark.parametrize("formula", ["s = dp^2", "s[i] = dp[i]^2"])
def test_the_square_of_a_gradient_stands_outside_its_fraction(formula: str) -> None:
    printed = render(formula)
    assert r"{\left(\frac{\partial E}{\partial p" in printed.latex
    assert "<mo>)</mo></mrow></mrow><mrow><mn>2</mn></mrow></msup>" in printed.mathml
    assert "<mo>)</mo>" not in render("s = p^2").mathml
