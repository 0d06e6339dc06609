"""What a training is asked to do, and what it tells on the way: plain values, sent over a pipe."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from backstep.describe.limits import Limits
from backstep.engine.kind import Array
from backstep.run.state import State
from backstep.store.stride import Stride

Reason: TypeAlias = Literal["iterations", "until", "diverged", "time_limit", "stopped"]


@dataclass(frozen=True, slots=True)
class Watch:
    """What to look at while training: nothing of it changes what is learnt."""

    norms: bool = False
    metrics: bool = False
    tensors: tuple[str, ...] = ()
    points: Array | None = None  # samples in data units, to predict
    address: str | None = None  # whose output they are predicted at; the last layer's by default


@dataclass(frozen=True, slots=True)
class Job:
    """Where a training starts, and when it ends. `base_start` is its base's first iteration."""

    description: Mapping[str, Any]
    limits: Limits
    state: State
    iteration: int
    iterations: int
    base_start: int
    stride: Stride
    marks: tuple[int, ...] = ()  # iterations that are told as checkpoints on the way
    loss_below: float | None = None
    seconds: float = float("inf")
    watch: Watch = field(default_factory=Watch)

    @property
    def last(self) -> int:
        return self.iteration + self.iterations


@dataclass(frozen=True, slots=True)
class Cause:
    """Where a number first was not finite: the tensor, and the iteration and step that wrote it."""

    iteration: int
    address: str
    step: int | None
    why: str = "given"
    by_steps: bool = False  # whether updates led there: smaller ones may not


@dataclass(frozen=True, slots=True)
class End:
    """How a training ended, at an iteration whose update was not made any more."""

    reason: Reason
    cause: Cause | None = None
    at_once: bool = False  # it ended where it began


@dataclass(frozen=True, slots=True)
class Report:
    """The losses of the iterations from `first` on, the states to keep, what was watched.

    The last loss is that of the iteration which the watched values and the end belong to.
    """

    first: int
    losses: Array
    kept: Mapping[int, State]
    watched: Mapping[str, Any]
    tip: State | None = None
    end: End | None = None

    @property
    def iteration(self) -> int:
        return self.first + len(self.losses) - 1

    @property
    def loss(self) -> float:
        return float(self.losses[-1])
