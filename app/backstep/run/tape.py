"""The tape: one iteration that can be run forward step by step, and wound back, bit for bit.

An address is written once per iteration, so going back is forgetting tensors, and going forward
again computes the same ones.
"""

import math

import numpy as np

from backstep.describe.address import ERROR
from backstep.describe.network import Network
from backstep.engine.kind import Array
from backstep.errors import OutOfTime
from backstep.plan.plan import Plan
from backstep.run.batch import batch_at
from backstep.run.program import Faults, compile_plan, program
from backstep.run.state import State


class Tape:
    """The numbers of one iteration of a network, from the state that it starts with."""

    def __init__(
        self, network: Network, state: State, iteration: int, faults: Faults | None = None
    ) -> None:
        self.network = network
        self.iteration = iteration
        self.batch = batch_at(network, iteration)
        whole = program(network, len(self.batch.x))
        self.program = compile_plan(whole.plan, faults) if faults else whole
        self.plan: Plan = whole.plan
        self.cursor = 0  # the number of steps that have run
        self.values = self.program.start(
            self.program.hold(state), self.batch.x, self.batch.target, iteration
        )

    def goto(self, position: int) -> None:
        """Let exactly the first `position` steps have run, in whichever direction that is.

        Raises OutOfTime where that takes too long; what has run then need not run again.
        """
        assert 0 <= position <= len(self.plan.steps), position
        if position > self.cursor:
            try:
                self.program.run(self.values, self.cursor, position)
            except OutOfTime:
                self.cursor = next(k for k in range(position) if not self._has_run(k))
                raise
        for step in self.plan.steps[position : self.cursor]:
            self.values[self.program.slot[step.writes]] = None
        self.cursor = position

    def _has_run(self, k: int) -> bool:
        return self.values[self.program.slot[self.plan.steps[k].writes]] is not None

    def run(self) -> None:
        """Run to the end of the iteration."""
        self.goto(len(self.plan.steps))

    @property
    def is_wound(self) -> bool:
        """Whether all of it has run."""
        return self.cursor == len(self.plan.steps)

    def known(self, address: str) -> bool:
        """Whether a tensor has been computed, or was given."""
        return self.values[self.program.slot[address]] is not None

    def value(self, address: str) -> Array:
        """A tensor by its canonical address, read-only; runs up to the step that writes it."""
        slot = self.program.slot[address]
        if self.values[slot] is None:
            self.goto(self.plan.writer[address].index + 1)
        array = np.asarray(self.values[slot]).view()
        array.flags.writeable = False
        return array

    @property
    def loss(self) -> float:
        """E on this iteration's batch, before its update."""
        return float(self.value(ERROR))

    def next_state(self) -> State:
        """The state after the update: where the next iteration starts."""
        self.run()
        return self.program.state_of(self.program.after(self.values))

    @property
    def nbytes(self) -> int:
        """Memory that the whole iteration takes once all of it has run."""
        itemsize = np.dtype(self.network.dtype).itemsize
        return sum(math.prod(info.shape) for info in self.plan.tensors.values()) * itemsize
