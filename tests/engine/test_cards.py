"""The formulas that the catalog shows of a kind compute what the kind computes, as its example.

A card is short. Without letters its x is any one number; a vector stands for itself, repeated along
the axis that it lacks; what only changes its shape is written as equal. A kind whose formula is
typed has none to compute.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backstep.engine.formula import render
from backstep.engine.kind import Kind, call
from backstep.engine.registry import INITIALIZERS, LAYERS, LOSSES
from backstep.engine.symbols import symbol_of
from backstep.engine.texts import example_facts, formula_of
from tests.engine.harness import Case, prepare, settings_of
from tests.engine.printed.grammar import Formula, Node, Reader, parse
from tests.engine.printed.latex import from_latex, from_mathml
from tests.engine.printed.meaning import Meaning
from tests.engine.printed.proof import laid_out, letters_of, prove_one_of
from tests.engine.printed.tokens import Refused, read

BLOCKS = [
    kind
    for kind in (*LAYERS.values(), *LOSSES.values())
    if not any(setting.format == "expression" for setting in kind.settings.values())
]
Numbers = dict[str, float]
Tensors = dict[str, Any]


def numbers_of(case: Case) -> Numbers:
    """What is no tensor, as it is printed: the settings, the samples, the numbers averaged."""
    counts = {
        "N": case.shape[0],
        "M": case.kind.count and case.kind.counted(case.shape, case.settings),
    }
    given = {**case.settings, **counts}
    return as_printed(given)


def as_printed(given: dict[str, Any]) -> Numbers:
    """Numbers by the name that a formula prints: β₁, m."""
    return {
        str(read(render(name).mathml)[0].text): float(value)
        for name, value in given.items()
        if isinstance(value, (int, float))
    }


def told(text: str, names: list[str]) -> str:
    """As on the card, each tensor's name with its address, which changes nothing that is seen."""
    written = {name.replace(":", "_"): name for name in names}
    bound = {name: replace(symbol_of(name, {}), address=of) for name, of in written.items()}
    plain, marked = render(text), render(text, bound)
    assert from_mathml(plain.mathml) == from_mathml(marked.mathml) == from_latex(plain.latex)
    return marked.mathml


def as_it_stands(formula: Formula, tensors: Tensors, numbers: Numbers) -> Any:
    meaning = Meaning(formula, tensors, numbers)
    meaning.busy |= set(letters_of(formula.left, meaning))
    if formula.sign == "∈":
        prove_one_of(formula, meaning, written := tensors[formula.left.more.address])
        return written
    return laid_out(formula.left, meaning.of(formula.right), meaning)


def place_by_place(formula: Formula, tensors: Tensors, numbers: Numbers) -> Any:
    """x is the number at any place, and y the one at the same."""
    if formula.left.args:
        raise Refused("letters say which number is meant")
    found = np.zeros(np.shape(tensors[formula.left.more.address]))
    for at in np.ndindex(found.shape):
        here = {name: value[at] for name, value in tensors.items() if value.shape == found.shape}
        found[at] = Meaning(formula, here, numbers).of(formula.right).array
    return found


def reshaped(formula: Formula, tensors: Tensors, numbers: Numbers) -> Any:
    """What only changes its shape keeps its numbers in their order."""
    found = Meaning(formula, tensors, numbers).of(formula.right).array
    return found.reshape(np.shape(tensors[formula.left.more.address]))


def repeated(value: Any, shape: tuple[int, ...]) -> Any:
    """A vector along the one axis that is as long as it is, the same at every other place."""
    axes = [axis for axis, size in enumerate(shape) if np.shape(value) == (size,)]
    if len(axes) != 1 or len(shape) < 2:
        return np.asarray(value)
    lacking = [k for k in range(len(shape)) if k != axes[0]]
    return np.broadcast_to(np.expand_dims(value, lacking), shape)


def readings(formula: Formula, case: Case) -> Iterator[Any]:
    """What a card may mean, the first that makes sense first."""
    numbers = numbers_of(case)
    shape = np.shape(case.tensors[formula.left.more.address])
    long = {name: repeated(value, shape) for name, value in case.tensors.items()}
    ways = ((place_by_place, long), (as_it_stands, case.tensors), (reshaped, long))
    for way, tensors in ways:
        with suppress(Refused):
            yield way(formula, tensors, numbers)


@pytest.mark.parametrize("kind", BLOCKS, ids=lambda kind: kind.name)
def test_the_card_of_a_layer_or_loss_computes_what_it_writes(kind: Kind) -> None:
    case = prepare(kind, kind.example)
    case.run()
    text = formula_of(kind.formula, example_facts(kind))
    formula = parse(read(told(text, list(case.tensors))))
    found = next(readings(formula, case))
    np.testing.assert_allclose(found, case.tensors[formula.left.more.address], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("kind", BLOCKS, ids=lambda kind: kind.name)
def test_what_the_catalog_says_of_a_rule_computes_what_it_writes(kind: Kind) -> None:
    case = prepare(kind, kind.example)
    case.run()
    for rule in case.rules:
        text = rule.all or rule.cell
        assert text is not None
        formula = parse(read(told(formula_of(text, example_facts(kind)), list(case.tensors))))
        found = as_it_stands(formula, case.tensors, numbers_of(case))
        np.testing.assert_allclose(found, case.tensors[rule.name], rtol=1e-9, atol=1e-9)


FANS = {"fan_in": 6, "fan_out": 10}
SHAPES = {"tall": (10, 6), "wide": (6, 10)}
DRAWN = re.compile(r"W ~ (?P<how>[NU])\((?P<first>.+), (?P<last>[^,]+)\)")


def valued(text: str, numbers: Numbers) -> float:
    formula = parse(read(render(f"v = {text}").mathml))
    return float(Meaning(formula, {}, numbers).of(formula.right).array)


def equation(text: str, numbers: Numbers) -> Formula:
    """W = value; or, of several cases, the one that holds."""
    whole = Reader(read(told(text, ["W"]))).whole()
    if whole.what == "cases":
        nothing = Formula(Node("num", [], 0.0), "=", Node("num", [], 0.0), [])
        meaning = Meaning(nothing, {}, numbers)
        pairs = zip(whole.args[::2], whole.args[1::2], strict=True)
        (whole,) = (value for value, condition in pairs if meaning.of(condition).array)
    return Formula(whole.args[0], "=", whole.args[1], [])


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("kind", INITIALIZERS.values(), ids=lambda kind: kind.name)
def test_the_card_of_an_initializer_says_what_it_draws(kind: Kind, shape: tuple[int, int]) -> None:
    settings = settings_of(kind, kind.example.settings)
    given = {**settings, "shape": shape, "fans": tuple(FANS.values())}
    numbers = as_printed({**settings, **FANS, "high": shape[0], "wide": shape[1]})
    assert kind.drawing is not None and kind.spread is not None
    weights = call(kind.drawing, {**given, "rng": np.random.default_rng(1)})
    spread = call(kind.spread, given)
    assert valued(kind.spread_formula.removeprefix("sigma = "), numbers) == pytest.approx(spread)
    if found := DRAWN.fullmatch(kind.formula):
        first, last = valued(found["first"], numbers), valued(found["last"], numbers)
        meant = (0, spread**2) if found["how"] == "N" else (-spread * 3**0.5, spread * 3**0.5)
        assert (first, last) == pytest.approx(meant)
        return
    formula = equation(kind.formula, numbers)
    meaning = Meaning(formula, {"W": weights}, numbers)
    left = meaning.of(formula.left).array
    right = np.eye(len(left)) if formula.right.more == "I" else meaning.of(formula.right).array
    np.testing.assert_allclose(left, np.broadcast_to(right, left.shape), atol=1e-9)
