"""Every fault that is put into a backward rule is found, whatever the rule and the fault."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from backstep.ask.check import double_precision
from backstep.ask.judge import Judge
from backstep.ask.nudge import Nudge
from backstep.describe.network import Network
from backstep.engine.kind import Array, Example, Kind, Rule
from backstep.plan.step import Step
from backstep.run.state import State
from tests.networks import around, every_kind, next_state

Spoil = Callable[[Array], Array]
SHOWS = (
    3e-6  # of a gradient's size: what is smaller than 1e-6 of it is no fault by api.md's measure
)


def transposed(right: Array) -> Array:
    square = right.ndim > 1 and right.shape[-1] == right.shape[-2]
    return right.swapaxes(-1, -2) if square else right


SPOILT: dict[str, Spoil] = {
    "sign": lambda right: -right,
    "a thousandth too much": lambda right: 1.001 * right,
    "rolled": lambda right: np.roll(right, 1, axis=-1),
    "transposed": transposed,
}


def one_cell(right: Array, share: float) -> Spoil:
    """The number that is the largest here is off by this share of itself."""
    factor = np.ones(right.shape)
    factor.flat[int(np.argmax(np.abs(right)))] += share
    return lambda found: found * factor


def faults(step: Step, right: Array) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The rule of a step, spoilt in every way."""
    function = step.rule.function
    cells = {f"one cell off by {share:+.0%}": one_cell(right, share) for share in (0.01, -0.01)}
    for name, spoil in (SPOILT | cells).items():
        yield name, lambda *given, spoil=spoil: spoil(np.asarray(function(*given)))
    yield "a sample dropped", without_first_sample(step.rule)


def without_first_sample(rule: Rule) -> Callable[..., Any]:
    """What comes back for the first sample is lost: it is 0 where the rule reads it."""
    given = [i for i, name in enumerate(rule.arguments) if name in ("dy", "dz")]

    def spoilt(*arguments: Any) -> Any:
        told = list(arguments)
        for i in given:
            told[i] = told[i].copy()
            told[i][0] = 0
        found = np.array(rule.function(*told))
        if not given:
            found[0] = 0
        return found

    return spoilt


def verdict(network: Network, state: State, step: Step, right: Array, fault: Any) -> str:
    """On the number that a fault changes most; "no fault" where it changes nothing."""
    tape = double_precision(network, state, 1, {step.writes: fault})
    spoilt = np.asarray(tape.value(step.writes), dtype=float)
    judge = Judge(Nudge(tape, step.writes), overflowed=False)
    at = np.unravel_index(int(np.argmax(np.abs(spoilt - right))), right.shape)
    if judge.error(float(spoilt[at]), float(right[at])) < SHOWS:
        return "no fault"
    return judge.cell(float(spoilt[at]), at)[1]


@pytest.mark.parametrize(("kind", "example"), every_kind("layer", "loss"))
def test_every_fault_in_every_backward_rule_is_found(kind: Kind, example: Example) -> None:
    network, state = next_state(around(kind, example))
    tape = double_precision(network, state, 1)
    steps = tape.plan.steps
    own = [step for step in steps if step.phase == "backward" and step.rule in kind.rules.values()]
    assert own
    seen = []
    for step in own:
        right = np.asarray(tape.value(step.writes), dtype=float)
        for name, fault in faults(step, right):
            found = verdict(network, state, step, right, fault)
            assert found in ("wrong", "no fault"), (step.writes, name, found)
            seen.append(found)
    flat = kind.name == "power" and example.settings["exponent"] == 0
    assert "wrong" in seen or flat


@pytest.mark.parametrize(("kind", "example"), every_kind("layer", "loss"))
def test_the_right_rule_is_right_at_the_same_numbers(kind: Kind, example: Example) -> None:
    network, state = next_state(around(kind, example))
    for step in double_precision(network, state, 1).plan.steps:
        if step.phase == "backward" and step.rule in kind.rules.values():
            tape = double_precision(network, state, 1)
            right = np.asarray(tape.value(step.writes), dtype=float)
            judge = Judge(Nudge(tape, step.writes), overflowed=False)
            at = np.unravel_index(int(np.argmax(np.abs(right))), right.shape)
            assert judge.cell(float(right[at]), at)[1] in ("right", "too_small")
