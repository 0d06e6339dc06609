"""E as a function of one number of one tensor, with all that stands before it held still."""

from collections.abc import Callable
from dataclasses import dataclass
from math import nan
from typing import Any, TypeAlias

import numpy as np

from backstep.ask.rounding import as_rounded, plain
from backstep.describe.address import ERROR, denominator
from backstep.engine.kind import call
from backstep.plan.edges import Reader
from backstep.plan.plan import Plan
from backstep.plan.step import Step
from backstep.run.program import Slots
from backstep.run.tape import Tape

CALL = 20_000  # multiplications that take about as long as calling numpy once
FINE = 1e-8  # a step that floats take this well is taken as it was asked for
Change: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]
TINY = 1e-30  # an imaginary step: so small that its square is nothing beside 1


@dataclass(frozen=True, slots=True)
class Difference:
    """E below a number, at it, and above it, and how far away those are really."""

    below: float
    here: float
    above: float
    down: float
    up: float

    @property
    def slope(self) -> float:
        """The central difference."""
        return ratio(self.above - self.below, self.up + self.down)

    @property
    def left(self) -> float:
        return ratio(self.here - self.below, self.down)

    @property
    def right(self) -> float:
        return ratio(self.above - self.here, self.up)


def ratio(rise: float, run: float) -> float:
    """Python's division, but infinite where the result is too large for a float."""
    with np.errstate(all="ignore"):
        return float(np.divide(rise, run))


class Nudge:
    """Recomputes E after one number of a tensor has been moved a little.

    For a part of a gradient it is the number that one reader reads, under one name: that reader
    has a copy of the tensor, and all others have the tensor itself.
    """

    def __init__(self, tape: Tape, gradient: str) -> None:
        address = denominator(gradient)
        reader = tape.plan.edges.reader_of(gradient)
        self.program = tape.program
        self.steps = steps_between(tape.plan, address, reader)
        self.loss = tape.loss
        self.result, self.gradient = (self.program.slot[a] for a in (ERROR, gradient))
        self.written = tape.plan.writer[gradient].index + 1
        self.values: Slots = tape.values.copy()
        self.array = np.array(tape.value(address), dtype=float)
        self.place = self.program.slot[address]
        if reader:
            self.place = len(self.values)
            self.values.append(None)
            self.program = self.program.reading(reader.block.id, reader.name, self.place)
        self.values[self.place] = self.array
        finite = np.abs(self.array[np.isfinite(self.array)])
        self.largest = float(finite.max(initial=0.0))
        self.rounded_here: dict[int, float] = {}

    @property
    def work(self) -> float:
        """What one central difference costs, in multiplications."""
        shapes = {address: info.shape for address, info in self.program.plan.tensors.items()}
        steps = self.program.plan.steps[self.steps.start : self.steps.stop]
        return 2 * sum(CALL + work_of(step, shapes) for step in steps)

    def difference(self, at: Any, h: float, seed: int = 0) -> Difference | None:
        """E where the number is h smaller, and h larger; with a seed, rounded another way.

        None where floats are too coarse for such a step.
        """
        middle = float(self.array[at])
        low, high = middle - h, middle + h
        down, up = middle - low, high - middle  # exactly how far floats let the number move
        if not (0 < down < 2 * h and 0 < up < 2 * h):
            return None
        if abs(down - h) + abs(up - h) < FINE * h:
            down = up = h
        here = self.rounded(seed) if seed else self.loss
        ends = []
        for value in (low, high):
            ends.append(self.rounded_at(at, value, seed) if seed else self.loss_at(at, value))
        self.array[at] = middle
        return Difference(ends[0], here, ends[1], down, up)

    def loss_at(self, at: Any, value: float) -> float:
        self.array[at] = value
        self.program.run(self.values, self.steps.start, self.steps.stop)
        return float(self.values[self.result])

    def rounded_at(self, at: Any, value: float, seed: int) -> float:
        self.array[at] = value
        return self.run_rounded(seed)

    def rounded(self, seed: int) -> float:
        """E itself, rounded another way."""
        if seed not in self.rounded_here:
            self.rounded_here[seed] = self.run_rounded(seed)
        return self.rounded_here[seed]

    def run_rounded(self, seed: int) -> float:
        return float(self.run(self.values.copy(), rounding(seed)))

    def complex_slope(self, at: Any) -> float:
        """E's slope from a step into the imaginary numbers; NaN where a rule does not take them.

        It subtracts nothing, so that it loses no digits; but a rule that drops an imaginary part
        makes it 0 or wrong without a word. Source: Squire and Trapp, "Using complex variables to
        estimate derivatives of real functions" (1998).
        """
        array = self.array.astype(complex)
        array[at] += TINY * 1j
        try:
            found = self.run([*self.values[: self.place], array, *self.values[self.place + 1 :]])
        except (TypeError, ValueError, np.exceptions.ComplexWarning):
            return nan
        return float(np.imag(found)) / TINY

    def run(
        self, values: Slots, change: Change = lambda function: function, stop: int | None = None
    ) -> Any:
        """E from these values, or what a later step before `stop` writes, each rule changed."""
        last = self.steps.stop if stop is None else stop
        with np.errstate(all="ignore"):
            for function, pick, result in self.program.instructions[self.steps.start : last]:
                values[result] = change(function)(*pick(values))
        return values[result]

    def analytic_at(self, at: Any, value: float) -> float:
        """What the backward rules give for the number, if it is this one."""
        array, values = self.array.copy(), self.values.copy()
        array[at] = value
        values[self.place] = array
        self.program.run(values, self.steps.start, self.written)
        return float(np.asarray(values[self.gradient])[at])

    def analytic_rounded(self, at: Any, seed: int) -> float:
        """What the backward rules give for the number, rounded another way."""
        return float(np.asarray(self.run(self.values.copy(), rounding(seed), self.written))[at])


def rounding(seed: int) -> Change:
    """Makes a rule compute with another rounding."""

    def change(function: Callable[..., Any]) -> Callable[..., Any]:
        def altered(*arguments: Any) -> Any:
            return plain(function(*(as_rounded(a, seed) for a in arguments)))

        return altered

    return change


def steps_between(plan: Plan, address: str, reader: Reader | None) -> range:
    """From the first step that reads a tensor, or that this reader's copy, to the one that writes
    E."""
    stop = plan.writer[ERROR].index + 1
    readers = (
        step.index
        for step in plan.steps[:stop]
        if (reads(step, reader) if reader else address in step.reads.values())
    )
    return range(next(readers, stop), stop)


def reads(step: Step, reader: Reader) -> bool:
    """Whether a step is its reader's, and reads what that reads under this name."""
    return step.node == reader.block.id and reader.name in step.reads


def work_of(step: Step, shapes: dict[str, tuple[int, ...]]) -> float:
    """Multiplications of one step."""
    if step.rule.work is None:
        return float(np.prod(shapes[step.writes]))
    read = {name: shapes[address] for name, address in step.reads.items()}
    return float(call(step.rule.work, {**step.block_settings, **step.into, **read}))
