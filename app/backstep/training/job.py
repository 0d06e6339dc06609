"""What a training is asked to do, and what it tells on the way: plain values, sent over a pipe."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any, Literal, TypeAlias

from backstep.describe.limits import Limits
from backstep.engine.kind import Array, Index
from backstep.run.state import State
from backstep.store.stride import Stride
from backstep.training.until import Until

Reason: TypeAlias = Literal["iterations", "until", "diverged", "time_limit", "stopped"]


@dataclass(frozen=True, slots=True)
class Watch:
    """What to look at while training: nothing of it changes what is learnt."""

    norms: bool = False
    metrics: bool = False
    tensors: tuple[str, ...] = ()
    cells: tuple[tuple[str, Index], ...] = ()
    outputs: bool = False  # what the network says of its training samples
    points: Array | None = None  # samples in data units, to predict
    address: str | None = None  # whose output they are predicted at; the last layer's by default
    grid: bool = False  # whether the points are a plane's
    packed: bool = False  # told in few bytes
    inline: int = 16  # cells of a tensor that is then told in numbers
    exact: tuple[str, ...] = ()  # tensors told in numbers whatever their size
    units: tuple[str, ...] = ()  # layers' outputs, to be seen over the plane
    plane: Array | None = None  # the points that they are seen at
    pictures: float | None = None  # a second at most, if not as many as suit the encoding
    curves: bool = False  # errors and norms between the pictures too


@dataclass(frozen=True, slots=True)
class Job:
    """Where a training stands, and when it ends. `base_start` is its base's first iteration."""

    description: Mapping[str, Any]
    limits: Limits
    state: State
    iteration: int
    iterations: int
    base_start: int
    stride: Stride
    marks: tuple[int, ...] = ()  # iterations that are told as checkpoints on the way
    until: Until = field(default_factory=Until)
    seconds: float = inf  # of computing
    watch: Watch = field(default_factory=Watch)
    start: int | None = None  # where the training began, if not here

    @property
    def began(self) -> int:
        return self.iteration if self.start is None else self.start

    @property
    def last(self) -> int:
        return self.iteration + self.iterations

    def at(self, iteration: int, state: State, left: float) -> "Job":
        """The same from a later iteration on, with so many seconds left."""
        return replace(
            self,
            state=state,
            iteration=iteration,
            iterations=self.last - iteration,
            start=self.began,
            seconds=left,
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """A training's next turn in a worker process, which holds it already if there is no job."""

    id: str
    job: Job | None
    seconds: float = inf
    hand: bool = False  # tell the state at its end, so that it can go on elsewhere
    stopping: bool = False


@dataclass(frozen=True, slots=True)
class Cause:
    """What ended a training: a tensor's cell, and the iteration and step that wrote it.

    `condition` is the one of `until` that was met; without one it is where a number first was not
    finite.
    """

    iteration: int
    address: str
    step: int | None
    at: Index | None = None
    condition: str | None = None
    why: str | None = None  # a number is not finite
    by_steps: bool = False  # whether updates led there: smaller ones may not


@dataclass(frozen=True, slots=True)
class End:
    """How a training ended, at an iteration whose update was not made any more."""

    reason: Reason
    cause: Cause | None = None
    at_once: bool = False  # it ended where it began


@dataclass(frozen=True, slots=True)
class Rest:
    """A turn is over: the seconds of computing that are left, those of the processor's that it
    took, and the next iteration's state, if it was asked for."""

    left: float
    worked: float
    state: State | None = None


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
    rest: Rest | None = None
    points: tuple[Mapping[str, Any], ...] = ()  # of curves, at iterations on the way

    @property
    def iteration(self) -> int:
        return self.first + len(self.losses) - 1

    @property
    def loss(self) -> float:
        return float(self.losses[-1])
