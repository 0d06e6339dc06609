"""A base made ready to compute with: its network, and how its iterations are kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from backstep.describe.later import with_later
from backstep.describe.limits import Limits
from backstep.describe.network import Network, build
from backstep.describe.numbers import Numbers
from backstep.errors import Flaw, LimitError, NotFound
from backstep.store.cost import iteration_work
from backstep.store.ids import MAX_ITERATION
from backstep.store.store import Base
from backstep.store.stride import Stride
from backstep.store.thinning import Thinning

FIXED_BYTES = 100_000  # about what plan, words and formulas of a small network take
COPIES = 3  # of given data, which live in the network as well, cast, shaped and standardised
ENTRY = 40  # bytes of a number in a list, with its place there


@dataclass(frozen=True)
class Run:
    """A base and its network. Two runs of the same base are equal in all that they give."""

    base: Base
    network: Network
    limits: Limits

    @classmethod
    def of(cls, base: Base, limits: Limits) -> "Run":
        """A base as it was kept, perhaps before there were all of today's settings."""
        description = with_later(base.description)
        return cls(replace(base, description=description), build(description, limits), limits)

    @cached_property
    def iteration_work(self) -> float:
        """Multiplications of one iteration, about."""
        return iteration_work(self.network)

    @cached_property
    def within_work(self) -> int:
        """The number of iterations that the work of one request allows, at least one."""
        return max(1, int(self.limits.max_work / self.iteration_work))

    def check_work(self, now: int, iterations: int) -> None:
        """Raises LimitError (too_much_work) where one request is not to compute so many."""
        most = min(self.within_work, MAX_ITERATION - now)
        if iterations > most:
            detail = (
                f"{iterations:,} iterations of this network are too much for one request; "
                f"at most {most:,} fit into its work limit."
            )
            flaw = Flaw("too_much_work", detail, "/iterations", iterations, {"max": most})
            raise LimitError(flaw)

    def check_reachable(self, near: int, iteration: int) -> None:
        """Raises NotFound (not_reached) where an iteration is too far from the nearest kept one."""
        if iteration - near > self.within_work:
            detail = (
                f"Iteration {iteration:,} has not been reached: the nearest kept one is {near:,}, "
                f"and one request computes at most {self.within_work:,} iterations of this network."
            )
            allowed = {"max": near + self.within_work}
            raise NotFound(Flaw("not_reached", detail, found=iteration, allowed=allowed))

    @cached_property
    def thinning(self) -> Thinning:
        return Thinning.for_run(8 * self._cells, self.within_work)

    def stations(self, first: int, last: int) -> list[int]:
        """The iterations after `first`, up to `last`, that stand in the history."""
        start = self.base.start
        return [start + age for age in self.thinning.between(first - start, last - start)]

    @cached_property
    def stride(self) -> Stride:
        return Stride.for_run(8 * self._cells, self.iteration_work, self.limits.max_work)

    def lasting(self, first: int, last: int) -> Iterator[int]:
        """The iterations after `first`, up to `last`, that are kept for good."""
        start = self.base.start
        return (start + age for age in self.stride.between(first - start, last - start))

    @property
    def _cells(self) -> int:
        """Of a state, about: the optimizer's is at most twice as large as the parameters."""
        return 3 * self.network.parameter_count

    @property
    def nbytes(self) -> int:
        data = self.network.data
        samples = (data.x, data.target, data.test_x, data.test_target)
        return (
            FIXED_BYTES
            + COPIES * sum(map(weight, samples))
            + weight((self.base.description, self.base.edit))
        )


def weight(value: Any) -> int:
    """Bytes that a value takes, about: arrays, and lists of numbers as JSON gives them."""
    if isinstance(value, np.ndarray):
        return value.nbytes
    if isinstance(value, Numbers):
        return weight(value.array)
    if isinstance(value, Mapping):
        return ENTRY * len(value) + sum(map(weight, value.values()))
    if isinstance(value, list | tuple):
        return ENTRY * len(value) + sum(map(weight, value))
    return 0
