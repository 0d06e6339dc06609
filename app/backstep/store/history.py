"""The way that led to a checkpoint: from the root, through every edit, with the loss on it.

It depends on nothing but the checkpoint, so that it never changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from backstep.store.checkpoint import Checkpoint, Checkpoints
from backstep.store.decimate import Curve, decimate, spread
from backstep.store.ids import CheckpointId
from backstep.store.lineage import lineage
from backstep.store.passed import Part, Way
from backstep.work.deadline import look

MAX_LOSSES = 1000
MAX_POINTS = 200


@dataclass(frozen=True, slots=True)
class Point:
    """A checkpoint on the way, and its loss before its update."""

    id: CheckpointId
    loss: float


@dataclass(frozen=True, slots=True)
class History:
    """Checkpoints on the way, and the curve of the loss."""

    points: list[Point]
    losses: Curve


def history(checkpoints: Checkpoints, checkpoint: Checkpoint) -> History:
    """From the root to this checkpoint, at most 200 points and 1,000 losses."""
    with checkpoints.tape(checkpoint) as tape:
        here = tape.loss
    store = checkpoints.store
    line = list(reversed(list(lineage(checkpoints, checkpoint))))
    pass_again(checkpoints, line)
    parts = [Part(store, part) for part in line]
    stations = [
        (part, iteration)
        for part in parts
        for iteration in dict.fromkeys((part.start, *part.stations, part.stop))
    ]
    points = [
        Point(part.id.at(k), here if part.id.at(k) == checkpoint.id else part.loss(k))
        for part, k in (stations[place] for place in spread(len(stations), MAX_POINTS))
    ]
    way = Way(parts, here)
    return History(points, decimate(way.iterations, way, MAX_LOSSES))


def pass_again(checkpoints: Checkpoints, line: Sequence[Checkpoint]) -> None:
    """Have the losses along a line of checkpoints known, each edited where the next one begins."""
    for checkpoint in line:
        look()
        checkpoints.have_passed(checkpoint)
        edited = checkpoint is not line[-1]
        known = checkpoints.store.passed(checkpoint.id.base)
        if edited and known is not None and known <= checkpoint.id.iteration:
            checkpoints.record_loss(checkpoint)  # that of the iteration at which the edit was made
