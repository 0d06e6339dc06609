"""What a number would be with one thing forgotten, turned round or mixed up."""

from typing import Any

from backstep.ask.explain import explain
from backstep.describe.address import apart, denominator
from backstep.engine.kind import Index
from backstep.languages import in_languages
from backstep.plan.legend import axis_letters
from backstep.plan.plan import Plan
from backstep.plan.step import Step
from backstep.run.tape import Tape
from backstep.slips.catalogue import outcomes
from backstep.slips.cell import Cell, Outcome
from backstep.slips.slip import Slip

SAMPLES = "n"  # the letter of the axis that the samples run along
WHOLE = (
    "parameter",
    "state",
    "updated",
    "loss",
)  # what belongs to the batch as a whole, or to none
MOST = 4096  # slips that are told; a tensor may have more other cells
TOLD = 2  # more of them would be a guess at a guess


def slips(
    tape: Tape, address: str, at: Index, guess: float | None = None, within: float = 0.005
) -> dict[str, Any]:
    """The slips that the number at a place of a tensor invites, the likeliest first.

    With a guess only those that lead to it, one of each name and two at most, and none where the
    guess is as good as right. Raises QueryError (index_out_of_range) as `explain` does.
    """
    explained = explain(tape, address, at)
    plan, value = tape.plan, float(explained["value"])
    step = plan.writer.get(address)
    cell = Cell(
        tree=explained["expr"],
        value=value,
        at=tuple(at),
        whole=tape.value(address),
        samples=plan.samples,
        tensor=tape.value,
        sampled=lambda read: has_samples(plan, step, read),
    )
    found = [] if explained["expr"]["op"] == "code" else outcomes(cell)
    told: list[tuple[Slip, Outcome]] = []
    for slip, outcome in found:
        if guess is None:
            told.append((slip, outcome))
        elif abs(outcome.value - guess) <= within < abs(outcome.value - value):
            if slip not in [before for before, _ in told]:
                told.append((slip, outcome))
        if len(told) == (MOST if guess is None else TOLD):
            break
    return {
        "address": address,
        "at": list(at),
        "value": value,
        "slips": [described(slip, outcome) for slip, outcome in told],
    }


def described(slip: Slip, outcome: Outcome) -> dict[str, Any]:
    assert slip.told is not None, f"{slip.name} says nothing of a number"
    return {
        "name": slip.name,
        "value": outcome.value,
        "words": in_languages(slip.told),
        "numbers": outcome.numbers,
        "trees": outcome.trees,
        "tensors": outcome.tensors,
    }


def has_samples(plan: Plan, step: Step | None, address: str) -> bool:
    """Whether a tensor's first axis runs over the samples of the batch."""
    letters = axis_letters(step).get(address) if step else None
    if letters:
        return letters[0] == SAMPLES
    info = plan.tensors[address]
    whole = info.role in WHOLE or bool(apart(address).state)
    whole = whole or (info.role == "gradient" and denominator(address) in plan.network.parameters)
    return bool(info.shape) and info.shape[0] == plan.samples and not whole
