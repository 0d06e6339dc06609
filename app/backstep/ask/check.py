"""The gradient check: every gradient held against what happens when its number is nudged.

In float64, whatever the network's own precision, with the batch and the drawn masks held still.
"""

from dataclasses import replace
from typing import Any

from backstep.ask.compare import compare
from backstep.ask.judge import TOLERANCE
from backstep.ask.nudge import Nudge
from backstep.describe.address import INPUT
from backstep.describe.network import Network
from backstep.run.program import Faults
from backstep.run.state import State
from backstep.run.tape import Tape

WORK = 4e10  # multiplications of one check, about: two seconds


def check(
    network: Network,
    state: State,
    iteration: int,
    *,
    everything: bool = False,
    work: float = WORK,
    faults: Faults | None = None,
) -> dict[str, Any]:
    """Check the gradients of the parameters and, if it has one, of data.x; `everything` checks all.

    Where that is too much work, a sample of cells drawn from the seed is checked, and the counts
    say so.
    """
    tape = double_precision(network, state, iteration, faults)
    gradients = gradients_of(tape, everything)
    share = work / len(gradients)
    least = 1 if Nudge(tape, gradients[-1]).work <= 4 * share else 0  # through all layers
    tensors = {address: compare(tape, address, share, least).to_dict() for address in gradients}
    return summary(tensors)


def check_cells(network: Network, state: State, iteration: int, gradient: str) -> dict[str, Any]:
    """The report on one gradient, with both its values and the verdict for every cell.

    `verdicts` is row-major: "right", "wrong", "too_small", "at_kink", "untold", "unchecked".
    """
    comparison = compare(double_precision(network, state, iteration), gradient, WORK)
    return summary({gradient: comparison.to_dict() | comparison.cells()})


def summary(tensors: dict[str, Any]) -> dict[str, Any]:
    """Wrong if one is; nothing is said where there is a verdict on none."""
    verdicts = [report["ok"] for report in tensors.values()]
    errors = [report["max_relative_error"] for report in tensors.values()]
    told = [ok for ok in verdicts if ok is not None]
    return {
        "ok": all(told) if told else None,
        "max_relative_error": max((error for error in errors if error is not None), default=None),
        "tolerance": TOLERANCE,
        "tensors": tensors,
    }


def double_precision(
    network: Network, state: State, iteration: int, faults: Faults | None = None
) -> Tape:
    """The iteration computed in float64, whatever the network's own precision."""
    data = network.data
    exact = replace(
        network,
        description={**network.description, "dtype": "float64"},
        data=replace(data, x=data.x.astype(float), target=data.target.astype(float)),
    )
    tape = Tape(exact, {a: v.astype(float) for a, v in state.items()}, iteration, faults)
    tape.goto(sum(step.phase != "update" for step in tape.plan.steps))
    return tape


def gradients_of(tape: Tape, everything: bool) -> list[str]:
    """The addresses to check, in the order in which backward writes them."""
    written = [s.writes for s in tape.plan.steps if s.phase == "backward"]
    if everything:
        return written
    wanted = {tape.plan.gradient_of(address) for address in (*tape.network.parameters, INPUT)}
    return [address for address in written if address in wanted]
