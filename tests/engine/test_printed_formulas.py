"""Every formula that a step prints computes the very tensor that the step writes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from backstep.describe import shapes
from backstep.describe.description import normalise
from backstep.engine.formula import render
from backstep.engine.kind import Example, Kind, Misfit
from backstep.engine.registry import LAYERS, LOSSES, OPTIMIZERS
from backstep.plan.legend import legend
from backstep.plan.step import general_formula
from backstep.run.state import initial_state
from backstep.run.tape import Tape
from tests.engine.harness import prepare
from tests.engine.printed.grammar import parse
from tests.engine.printed.latex import from_latex, from_mathml
from tests.engine.printed.meaning import Meaning
from tests.engine.printed.proof import Refused, prove
from tests.engine.printed.tokens import read
from tests.networks import alone, around, describe, make

SHAPES = [(4,), (4, 3), (5, 3, 2), (2, 3, 5, 4), (2, 3, 2, 4, 3), (1, 3), (3, 1)]
LINES = ("local", "cell", "all")
SETTINGS = {name for kind in (*LAYERS.values(), *LOSSES.values()) for name in kind.settings}
WORD = re.compile(r"<mi[^>]*>([a-z]\w+)</mi>")
EXPRESSIONS = (
    "3", "x", "2*x", "-x", "pi*x - e", "abs(x)", "max(x, -x)", "relu(x)*x", "min(1, x^2)",
    "1/(2+x)", "sin(x)*cos(x)/3", "tanh(x)^3", "2^x", "x^2/(1 + x^2) - 0.5*x",
    "sigmoid(sigmoid(x))*exp(-x)",
    "tanh(sin(x)*exp(x)*cos(x))*sin(exp(x)*x)*tanh(x*sin(x)*cos(x))*exp(sin(x))",
)  # fmt: skip


def variants(kind: Kind) -> Iterator[dict[str, Any]]:
    """The settings of the examples, and each of them with one switch, choice or count changed."""
    for example in kind.examples():
        yield example.settings
        for name, setting in kind.settings.items():
            value = example.settings.get(name, setting.default)
            if setting.type == "boolean":
                yield {**example.settings, name: not value}
            for typed in EXPRESSIONS if setting.format == "expression" else ():
                yield {**example.settings, name: typed}
            for choice in setting.choices or ():
                yield {**example.settings, name: choice}
            if setting.type == "integer" and isinstance(value, int):
                more = [v for v in (value + 1, value + 2) if v not in setting.excluded]
                yield from ({**example.settings, name: v} for v in more)


def fits(kind: Kind, settings: dict[str, Any], shape: tuple[int, ...]) -> bool:
    raw = alone(kind, settings)
    x, target = [[1.0]], [[1.0]]
    described = describe([raw], x, target) if kind.role == "layer" else describe([], x, target, raw)
    network = normalise(described)["network"]
    known = network["layers"][0] if kind.role == "layer" else network["loss"]
    try:
        shapes.output_shape(kind, known, Example(shape).shapes(kind.inputs))
    except Misfit:
        return False
    return True


def networks() -> Iterator[tuple[str, Any]]:
    """Each kind at every rank and setting that it takes. One that has neither the rank nor the
    setting of an example of its own is for the long tests: the two seldom meet in a formula.
    """
    for kinds in (LAYERS, LOSSES):
        for kind in kinds.values():
            seen = []
            for settings in variants(kind):
                like = next((e for e in kind.examples() if e.settings == settings), kind.example)
                own = [e.shape for e in kind.examples()]
                for shape in dict.fromkeys([*SHAPES, *own]):
                    if (settings, shape) in seen or not fits(kind, settings, shape):
                        continue
                    seen.append((settings, shape))
                    example = Example(shape, settings, like.inputs, like.targets)
                    if shape == like.shape:
                        example = replace(example, others=like.others)
                    if example.inputs == "rows" and len(shape) != 2:
                        example = Example(shape, settings, "probabilities", "bits")
                    told = ",".join(f"{k}={v}" for k, v in settings.items())
                    name = "-".join(filter(None, [kind.name, "x".join(map(str, shape)), told]))
                    usual = shape in own or any(e.settings == settings for e in kind.examples())
                    marks = () if usual else pytest.mark.long
                    yield name, pytest.param((kind, example), marks=marks)


CASES = dict(networks())


def moved(raw: Any) -> Tape:
    """A tape whose parameters and states are no longer where they started."""
    network = make(raw)
    rng = np.random.default_rng(3)
    state = {
        address: np.ceil(3 * rng.random(np.shape(value))) if np.ndim(value) == 0
        else rng.uniform(0.2, 2, np.shape(value))
        for address, value in initial_state(network).items()
    }  # fmt: skip
    tape = Tape(network, state, 0)
    tape.run()
    return tape


def prove_all(tape: Tape) -> None:
    tensors = {address: tape.value(address) for address in tape.plan.tensors}
    wrong = []
    for step in tape.plan.steps:
        known, whole = dict(tensors), tape.plan.edges.whole.get(step.writes)
        if whole:  # a derivative of its own gives its own part
            known[whole] = tape.value(step.writes)
        for line in LINES:
            printed = step.formula[line]
            try:
                if printed:
                    assert not SETTINGS & set(WORD.findall(printed.mathml)), "a letter, no word"
                    assert from_latex(printed.latex) == from_mathml(printed.mathml)
                    beside = local.mathml if (local := step.formula["local"]) else None
                    with np.errstate(all="ignore"):  # a case that does not hold may be 0/0
                        prove(printed.mathml, known, legend(step), step.writes, beside)
            except Refused as refusal:
                wrong.append(f"{step.writes} {line}: {refusal}: {printed and printed.latex}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_formula_of_a_layer_or_loss_computes_its_tensor(case: tuple[Kind, Example]) -> None:
    prove_all(moved(around(*case, together=False)))


@pytest.mark.parametrize("kind", OPTIMIZERS.values(), ids=lambda kind: kind.name)
def test_every_formula_of_an_optimizer_computes_its_tensor(kind: Kind) -> None:
    """For parameters of every rank, and for each of its examples."""
    layers = [
        {"kind": "layer_norm"}, {"kind": "conv2d", "filters": 3, "size": 2}, {"kind": "batch_norm"},
        {"kind": "flatten"}, {"kind": "linear", "units": 2},
    ]  # fmt: skip
    x = np.random.default_rng(2).normal(size=(3, 2, 4, 5))
    for example in kind.examples():
        optimizer = {"kind": kind.name, "lr": 0.1, **example.settings}
        prove_all(moved(describe(layers, x, np.ones((3, 2)), optimizer=optimizer)))


@pytest.mark.parametrize("kind", OPTIMIZERS.values(), ids=lambda kind: kind.name)
def test_the_line_for_any_parameter_computes_its_new_value(kind: Kind) -> None:
    """It speaks of p: no tensor of the network has an address in it."""
    for example in kind.examples():
        case = prepare(kind, example)
        case.run()
        rule = case.kind.rules["next"]
        instead = {"dp": "grad"} if "grad" in case.tensors else {}
        printed = render(str(general_formula(rule, kind, instead)))
        names = {name.replace(":", "_"): name for name in case.tensors}
        values = {written(name): case.tensors[of] for name, of in names.items()}
        values |= {written(name): value for name, value in case.settings.items()}
        formula = parse(read(printed.mathml))
        found = Meaning(formula, {}, values).of(formula.right)
        assert formula.left.more == "p′"
        np.testing.assert_allclose(found.array, case.tensors["next"], rtol=1e-12)


def written(name: str) -> str:
    """A name as formulas print it: β₁, ∂E/∂p."""
    (token,) = read(render(name).mathml)
    return str(token.text)


EDGES = [[0.0, 0.0], [0.0, 1.0], [0.25, 0.5], [1.0, 1.0], [0.0, 0.75]]  # target, x


@pytest.mark.parametrize("kind", [k for k in LOSSES.values() if k.example.inputs != "real"])
def test_a_formula_holds_where_probability_and_target_are_0_or_1(kind: Kind) -> None:
    target, x = np.array(EDGES).T.reshape(2, -1, 1)
    prove_all(Tape(network := make(describe([], x, target, kind.name)), initial_state(network), 0))
