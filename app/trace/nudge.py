"""E as a function of one number of one tensor, with all that stands before it held still."""

from typing import Any

import numpy as np

from app.engine.kind import call
from app.trace.plan import Plan
from app.trace.program import Slots
from app.trace.step import Step
from app.trace.tape import Tape

CALL = 20_000  # multiplications that take about as long as calling numpy once


class Nudge:
    """Recomputes E after one number of a tensor has been moved a little."""

    def __init__(self, tape: Tape, address: str) -> None:
        self.program = tape.program
        self.steps = steps_between(tape.plan, address)
        self.loss = tape.loss
        self.result = self.program.slot["loss.E"]
        self.values: Slots = tape.values.copy()
        self.array = np.array(tape.value(address), dtype=float)
        self.values[self.program.slot[address]] = self.array

    @property
    def work(self) -> float:
        """What one central difference costs, in multiplications."""
        shapes = {address: info.shape for address, info in self.program.plan.tensors.items()}
        steps = self.program.plan.steps[self.steps.start : self.steps.stop]
        return 2 * sum(CALL + work_of(step, shapes) for step in steps)

    def around(self, at: Any, h: float) -> tuple[float, float]:
        """E where the number is h smaller, and where it is h larger."""
        middle = float(self.array[at])
        below, above = self.loss_at(at, middle - h), self.loss_at(at, middle + h)
        self.array[at] = middle
        return below, above

    def loss_at(self, at: Any, value: float) -> float:
        self.array[at] = value
        self.program.run(self.values, self.steps.start, self.steps.stop)
        return float(self.values[self.result])


def steps_between(plan: Plan, address: str) -> range:
    """From the first step that reads a tensor to the one that writes E."""
    stop = plan.writer["loss.E"].index + 1
    readers = (step.index for step in plan.steps[:stop] if address in step.reads.values())
    return range(next(readers, stop), stop)


def work_of(step: Step, shapes: dict[str, tuple[int, ...]]) -> float:
    """Multiplications of one step."""
    if step.rule.work is None:
        return float(np.prod(shapes[step.writes]))
    read = {name: shapes[address] for name, address in step.reads.items()}
    return float(call(step.rule.work, {**step.block_settings, "x": step.x_shape, **read}))
