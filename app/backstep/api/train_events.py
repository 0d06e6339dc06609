"""What is told of a training: its events, and how their data become JSON."""

from math import isfinite
from typing import Annotated, Any, Literal, NotRequired, TypeAlias

import numpy as np
import orjson
from pydantic import Field
from typing_extensions import TypeAliasType, TypedDict

from backstep.api import problem, wire
from backstep.api.endpoints.metrics import Goodness
from backstep.api.problem import Problem
from backstep.api.shapes import Count, Number, SummedUp, Tensor, Words
from backstep.api.wire import Detail
from backstep.ask.summary import stats
from backstep.engine.kind import Array
from backstep.training import packed
from backstep.training.mailbox import Event


class Stopping(TypedDict):
    """The training that ends."""

    training: str


class Waiting(TypedDict):
    """How many trainings are to have their first turn before this one."""

    training: str
    ahead: Count


class BothParts(TypedDict):
    """How good the network is on both parts of its samples."""

    train: Goodness
    test: Goodness


class Levels(TypedDict):
    """Cells from −scale to scale, one character each. With a shape of their own they are those of
    largest magnitude, one of each block."""

    cells: str
    scale: Number
    shape: NotRequired[list[Count]]


class Distribution(TypedDict):
    """How the finite cells are distributed, in 25 equal bins from the smallest to the largest."""

    min: Number | None
    max: Number | None
    norm: Number | None
    nonfinite: Count
    counts: list[Count]


class PackedTensor(TypedDict):
    """A tensor: all its numbers, or its colours; how a parameter or its gradient is spread."""

    shape: list[Count]
    float64: NotRequired[str]
    levels: NotRequired[Levels]
    spread: NotRequired[Distribution]


class PackedClasses(TypedDict):
    """Which class each point is in, and how surely: `each` levels a class, one after the other."""

    each: Count
    cells: str


class PackedColumns(TypedDict):
    """Each column on a scale of its own, from low to high; row by row, one character a cell."""

    low: list[Number | None]
    high: list[Number | None]
    cells: str


class PackedPrediction(TypedDict):
    """What the network says of points: numbers of samples, colours of a grid."""

    shape: list[Count]
    float64: NotRequired[str]
    classes: NotRequired[PackedClasses]
    columns: NotRequired[PackedColumns]


class PackedLosses(TypedDict):
    """Iterations, as base64 of little-endian uint32 counted from `first`, and their losses."""

    first: Count
    after: str
    float64: str


class CurvePoint(TypedDict):
    """An iteration on the way: the errors over all samples of both parts, norms of gradients."""

    iteration: Count
    train: NotRequired[Number | None]
    test: NotRequired[Number | None]
    norms: NotRequired[dict[str, Number]]


class Progress(TypedDict):
    """The losses since the last event, and what is watched as it is now."""

    iteration: Count
    losses: list[tuple[Count, Number]] | PackedLosses
    norms: NotRequired[dict[str, Number]]
    metrics: NotRequired[BothParts]
    curves: NotRequired[list[CurvePoint]]
    predict: NotRequired[Tensor | PackedPrediction]
    tensors: NotRequired[dict[str, SummedUp] | dict[str, PackedTensor]]
    cells: NotRequired[list[Number | None]]
    outputs: NotRequired[Tensor | PackedPrediction]
    units: NotRequired[dict[str, Tensor] | dict[str, PackedPrediction]]


class Reached(TypedDict):
    """A checkpoint that is kept."""

    id: str
    iteration: Count
    loss: Number


Condition: TypeAlias = Literal[
    "loss_below", "nonfinite", "norm_below", "norm_above", "dead", "accuracy_above"
]


class Cause(TypedDict):
    """The cell that ended it: of a condition, or where a number first was not finite."""

    condition: Condition | None
    iteration: Count
    address: str
    at: list[Count] | None
    step: Count | None


class Why(TypedDict):
    """What made it so, and whether smaller steps may help."""

    what: str
    at_once: bool
    smaller_steps: bool


class Done(Reached):
    """How a training ended."""

    reason: Literal["iterations", "until", "diverged", "time_limit", "stopped"]
    sentence: Words
    cause: NotRequired[Cause]
    why: NotRequired[Why]


class WaitingEvent(TypedDict):
    """It has not begun."""

    event: Literal["waiting"]
    data: Waiting


class StartedEvent(TypedDict):
    """It has begun."""

    event: Literal["started"]
    data: Stopping


class ProgressEvent(TypedDict):
    """It goes on: at most 20 a second."""

    event: Literal["progress"]
    data: Progress


class CheckpointEvent(TypedDict):
    """A checkpoint was kept."""

    event: Literal["checkpoint"]
    data: Reached


class DoneEvent(TypedDict):
    """The end."""

    event: Literal["done"]
    data: Done


class ErrorEvent(TypedDict):
    """The end, where something went wrong."""

    event: Literal["error"]
    data: Problem


TrainEvent = TypeAliasType(
    "TrainEvent",
    Annotated[
        WaitingEvent | StartedEvent | ProgressEvent | CheckpointEvent | DoneEvent | ErrorEvent,
        Field(description="A server-sent event: its name and its data."),
    ],
)


@np.errstate(all="ignore")
def payload(happened: Event, sparing: bool = False) -> Any:
    """An event's data as JSON has it; what is watched may be packed."""
    data = dict(happened.data)
    if happened.name == "error":
        return problem.members(data["flaws"], data["status"])
    if "losses" in data:
        data["losses"] = packed.losses(data["losses"]) if sparing else pairs(data["losses"])
    if sparing:
        return data  # the rest was packed where it was seen
    if "tensors" in data:
        data["tensors"] = {address: shown(array) for address, array in data["tensors"].items()}
    for name in ("predict", "outputs"):
        if name in data:
            data[name] = wire.whole(data[name])
    if "units" in data:
        data["units"] = {address: wire.whole(y) for address, y in data["units"].items()}
    return data


def pairs(curve: list[tuple[int, float]]) -> Any:
    """A curve, encoded at once where it can be: a thousand pairs come twenty times a second."""
    finite = all(isfinite(loss) for _, loss in curve)
    return orjson.Fragment(orjson.dumps(curve)) if finite else curve


def shown(array: Array) -> dict[str, Any]:
    return wire.tensor(array, Detail()) | {"stats": stats(array)}
