"""A check of gradients as a worker process makes it: in a module that imports little, since a fresh
process has to.
"""

from typing import Any

from backstep.api import wire
from backstep.ask.check import check, check_cells
from backstep.describe.limits import Limits
from backstep.describe.network import build
from backstep.run.state import State
from backstep.work.deadline import over


def checked(
    description: dict[str, Any],
    limits: Limits,
    state: State,
    iteration: int,
    everything: bool,
    gradient: str | None,
) -> tuple[bytes, bool]:
    """The report on all gradients, or cell by cell on one, and whether time has cut it short."""
    network = build(description, limits)
    if gradient is None:
        report = check(network, state, iteration, everything=everything)
    else:
        report = check_cells(network, state, iteration, gradient)
    return wire.encode(report), over()
