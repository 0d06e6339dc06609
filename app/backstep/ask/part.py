"""One sample's part of a parameter's gradient: the same rule, with every other row of dy at zero.

The parts of all samples add up to the gradient, since every such rule is linear in dy.
"""

import numpy as np

from backstep.describe.address import denominator
from backstep.engine.addition import SUM
from backstep.engine.kind import Array
from backstep.plan.plan import Plan
from backstep.run.tape import Tape


def has_parts(plan: Plan, address: str) -> bool:
    """Whether a tensor is the gradient of a parameter."""
    step = plan.writer.get(address)
    return (
        step is not None
        and step.phase == "backward"
        and denominator(address) in plan.network.parameters
    )


def part_of_sample(tape: Tape, address: str, sample: int) -> Array:
    """That sample's part of the gradient at a canonical address for which `has_parts` holds."""
    step = tape.plan.writer[address]
    if step.rule.name == SUM:
        rule = step.rule.function
        return np.asarray(rule(*(part_of_sample(tape, p, sample) for p in step.reads.values())))
    arguments = step.arguments(tape.value)
    alone = np.zeros_like(arguments["dy"])
    alone[sample] = arguments["dy"][sample]
    arguments["dy"] = alone
    with np.errstate(all="ignore"):
        return np.asarray(step.seen(step.rule.name, step.rule.function(**arguments)))
