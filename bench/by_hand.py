"""The tape's run alone against the same calls without it: what recording every step costs."""

from collections.abc import Callable
from typing import Any

import numpy as np

from backstep.run.tape import Tape
from bench.harness import Result, compare

PARAMETERS = ("l1.W", "l1.b", "l3.W", "l3.b", "l5.W", "l5.b")
READ = ("data.x", "data.target", *PARAMETERS)
WRITTEN = (*(f"{address}:next" for address in PARAMETERS), "loss.E", "data.dx")


def compare_with_hand(
    name: str, tape: Tape, by_hand: Callable[..., Any], times: int, bar: float
) -> Result:
    """Checks first that both compute the same numbers, bit for bit."""
    arguments = [tape.values[tape.program.slot[address]] for address in READ]
    arguments.append(tape.network.optimizer.settings["lr"])
    ours = [tape.value(address) for address in WRITTEN]
    theirs = by_hand(*arguments)[: len(WRITTEN)]
    for address, our, their in zip(WRITTEN, ours, theirs, strict=True):
        assert np.array_equal(our, their), f"{address} differs: {our} and {their}"

    def run_again() -> None:
        tape.cursor = 0
        tape.run()

    kept: list[Any] = [None]  # as a tape does, until the next iteration takes its place

    def by_hand_again() -> None:
        kept[0] = by_hand(*arguments)

    return compare(name, run_again, by_hand_again, times, bar)
