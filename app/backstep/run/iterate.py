"""Gradient descent, iteration after iteration: the same compiled steps, run again and again."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np

from backstep.describe.address import ERROR
from backstep.describe.network import Network
from backstep.engine.kind import Array
from backstep.run.batch import batches_from
from backstep.run.program import Held, Program, Slots, program
from backstep.run.state import State
from backstep.work.deadline import look


class Passed(NamedTuple):
    """An iteration that was made: its loss before its update, and the state on both sides of it.

    All that it computed can be looked at until the next one begins.
    """

    loss: float
    program: Program
    held: Held
    held_after: Held
    values: Slots

    @property
    def before(self) -> State:
        return self.program.state_of(self.held)

    @property
    def after(self) -> State:
        return self.program.state_of(self.held_after)

    def value(self, address: str) -> Array:
        """A tensor of this iteration, by its canonical address."""
        return np.asarray(self.values[self.program.slot[address]])


def iterate(network: Network, state: State, iteration: int) -> Iterator[Passed]:
    """Forever: iteration after iteration, from the state before the first one.

    What would cost time in every iteration is left to the caller: to silence numpy, and to ask
    for states where they are needed.
    """
    samples, held = 0, None
    for now, x, target in batches_from(network, iteration):
        if len(x) != samples:
            samples = len(x)
            compiled = program(network, samples)
            loss, after = compiled.slot[ERROR], compiled.after
        before = compiled.hold(state) if held is None else held
        values = compiled.start(before, x, target, now)
        compiled.run_all(values)
        held = after(values)
        yield Passed(float(values[loss]), compiled, before, held, values)
        values.clear()  # whoever still has what was passed does not hold all of its arrays


def advance(
    network: Network, state: State, iteration: int, count: int
) -> tuple[State, list[float]]:
    """The state after `count` iterations, and the loss of each before its update."""
    losses: list[float] = []
    last: Passed | None = None
    with np.errstate(all="ignore"):
        for last in islice(iterate(network, state, iteration), count):
            losses.append(last.loss)
            look()
    return (last.after if last else state), losses
