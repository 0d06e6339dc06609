"""Every gradient of every kind is what happens to the result when a number is nudged."""

import numpy as np
import pytest

from backstep.engine.kind import Array, Example, Kind
from tests.engine.harness import BLOCKS, Case, cases_of, prepare, title

H = 1e-6
PAIRS = cases_of(BLOCKS)


def result(case: Case) -> float:
    """The loss itself; for a layer, a loss whose derivative by y is the given dy."""
    if case.kind.role == "loss":
        return float(case.tensors["E"])
    return float(np.vdot(case.tensors["dy"], case.tensors["y"]))


def numeric_gradient(case: Case, name: str) -> Array:
    """Central differences by every cell of the tensor; what was drawn is not drawn again."""
    forward = [r for r in case.rules if r.phase in ("forward", "error") and not r.drawn]
    written = [r.name for r in forward]
    rest = forward[written.index(name) + 1 :] if name in written else forward
    middle = case.tensors[name]
    gradient = np.zeros(middle.shape)
    for at in np.ndindex(middle.shape):
        ends = []
        for step in (H, -H):
            nudged = middle.copy()
            nudged[at] += step
            case.tensors[name] = nudged
            case.run(rest)
            ends.append(result(case))
        gradient[at] = (ends[0] - ends[1]) / (2 * H)
    case.tensors[name] = middle
    case.run(rest)
    return gradient


@pytest.mark.parametrize("pair", PAIRS, ids=title)
def test_every_gradient_agrees_with_finite_differences(pair: tuple[Kind, Example]) -> None:
    case = prepare(*pair)
    case.run()
    gradients = [rule.name for rule in case.rules if rule.phase == "backward"]
    for gradient in gradients:
        name = gradient[1:]
        numeric = numeric_gradient(case, name)
        scale = max(1.0, float(np.abs(numeric).max()))
        np.testing.assert_allclose(case.tensors[gradient], numeric, rtol=1e-6, atol=1e-8 * scale)


@pytest.mark.parametrize("kind", BLOCKS, ids=lambda kind: kind.name)
def test_every_parameter_and_the_input_have_a_gradient(kind: Kind) -> None:
    written = {rule.name for rule in kind.rules.values() if rule.phase == "backward"}
    whole_numbers = kind.example.inputs == "indices"  # they have no gradient
    inputs = () if whole_numbers else kind.inputs
    assert {f"d{name}" for name in (*inputs, *kind.parameters)} <= written
    assert all(kind.passes_back(name) != whole_numbers for name in kind.inputs)


@pytest.mark.parametrize("kind", BLOCKS, ids=lambda kind: kind.name)
def test_what_a_kind_reads_has_names_that_nothing_else_of_it_has(kind: Kind) -> None:
    ahead = {rule.name for rule in kind.rules.values() if rule.phase != "backward"}
    own = ahead | set(kind.parameters) | set(kind.states) | set(kind.settings)
    assert not own & {name for read in kind.inputs for name in (read, f"d{read}")}
    assert len(set(kind.inputs)) == len(kind.inputs) >= 1


@pytest.mark.parametrize("kind", BLOCKS, ids=lambda kind: kind.name)
def test_gradients_of_parameters_come_in_declared_order_and_before_the_inputs(kind: Kind) -> None:
    """Those of what a layer computes on the way may stand between them."""
    backward = [rule.name for rule in kind.rules.values() if rule.phase == "backward"]
    known = [f"d{name}" for name in kind.parameters]
    ends = [name for name in backward if name in known or name[1:] in kind.inputs]
    assert ends[: len(known)] == known
    assert backward[-1][1:] in kind.inputs or not any(map(kind.passes_back, kind.inputs))
