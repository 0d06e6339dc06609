"""When a training is to stop: at the first iteration at which one of these conditions holds.

Each looks at the numbers of one iteration, and says which of them made it hold: a tensor, a cell of
it, and so the step that wrote it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import gt, lt
from typing import TypeAlias

import numpy as np

from backstep.ask.broken import first, first_broken
from backstep.ask.norm import norm
from backstep.describe.address import ERROR, INPUT, tensor
from backstep.describe.network import Network
from backstep.engine.kind import Array, Index
from backstep.run.iterate import Passed
from backstep.training.metrics import metrics

ACCURACY_EVERY = 10  # iterations: it takes all samples
NO_CELL = None

# Which tensor, and which cell of it, made a condition hold: None where no single one did.
Where: TypeAlias = tuple[str, Index | None]
Condition: TypeAlias = Callable[[int, Passed], Where | None]


@dataclass(frozen=True, slots=True)
class Until:
    """What to stop for; nothing by default. Norms are given by address, `dead` names layers."""

    loss_below: float | None = None
    nonfinite: bool = False
    norm_below: Mapping[str, float] = field(default_factory=dict)
    norm_above: Mapping[str, float] = field(default_factory=dict)
    dead: tuple[str, ...] = ()
    accuracy_above: float | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """A condition that holds, and what made it hold. `step` is None where no step wrote that."""

    condition: str
    address: str
    at: Index | None
    step: int | None


class Watchman:
    """Looks at each iteration of a training that began at `start`."""

    def __init__(self, network: Network, until: Until, start: int) -> None:
        self._conditions = tuple(conditions(network, until, start))

    def met(self, iteration: int, passed: Passed) -> Met | None:
        """The first condition that holds, if one does."""
        for name, holds in self._conditions:
            if (where := holds(iteration, passed)) is not None:
                step = passed.program.plan.writer.get(where[0])
                return Met(name, *where, None if step is None else step.index)
        return None


def conditions(network: Network, until: Until, start: int) -> Iterator[tuple[str, Condition]]:
    """Those that were asked for, with their names."""
    if until.loss_below is not None:
        yield "loss_below", low_loss(until.loss_below)
    if until.nonfinite:
        yield "nonfinite", broken_number
    for address, bound in until.norm_below.items():
        yield "norm_below", norm_beyond(address, bound, lt)
    for address, bound in until.norm_above.items():
        yield "norm_above", norm_beyond(address, bound, gt)
    for layer in until.dead:
        yield "dead", dead_unit(tensor(layer, "y"))
    if until.accuracy_above is not None:
        yield "accuracy_above", high_accuracy(network, until.accuracy_above, start)


def low_loss(bound: float) -> Condition:
    return lambda _, passed: (ERROR, ()) if passed.loss < bound else None


def broken_number(_: int, passed: Passed) -> Where | None:
    broken = first_broken(passed.program.plan, passed.value)
    return broken and (broken.address, broken.at)


def norm_beyond(address: str, bound: float, compare: Callable[[float, float], bool]) -> Condition:
    """Its cell is the largest one: that which the norm owes most to."""

    def holds(_: int, passed: Passed) -> Where | None:
        array = passed.value(address)
        return (address, largest(array)) if compare(norm(array), bound) else None

    return holds


def dead_unit(address: str) -> Condition:
    """A unit whose output is 0 for all samples of the batch; its cell is the first sample's."""

    def holds(_: int, passed: Passed) -> Where | None:
        y = passed.value(address)
        axis = unit_axis(y.ndim)
        others = tuple(k for k in range(y.ndim) if k != axis)
        unit = first(~np.any(y, axis=others))
        if unit is None:
            return None
        return address, tuple(unit[0] if k == axis else 0 for k in range(y.ndim))

    return holds


def unit_axis(rank: int) -> int:
    """The axis along which a layer's units lie: channels come before height and width, and the
    features of a sequence last."""
    return 1 if rank in (2, 4) else rank - 1


def high_accuracy(network: Network, bound: float, start: int) -> Condition:
    """On all training samples; the output of the last layer is what is right or wrong."""
    address = tensor(network.layers[-1].id, "y") if network.layers else INPUT

    def holds(iteration: int, passed: Passed) -> Where | None:
        if (iteration - start) % ACCURACY_EVERY:
            return None
        accuracy = metrics(network, passed.before, "train")["accuracy"]
        return (address, NO_CELL) if accuracy is not None and accuracy > bound else None

    return holds


def largest(array: Array) -> Index:
    """The place of the cell of largest magnitude; of a NaN, if there is one."""
    place = int(np.argmax(np.abs(array))) if array.size else 0
    return tuple(int(i) for i in np.unravel_index(place, array.shape))
