"""The way that led to a checkpoint: from the root, through every edit, with the loss on it.

It depends on nothing but the checkpoint, so that it never changes.
"""

from dataclasses import dataclass

from app.store.checkpoint import Checkpoint, Checkpoints
from app.store.decimate import Curve, decimate, spread
from app.store.faults import damaged, naming
from app.store.ids import CheckpointId
from app.store.lineage import lineage

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
    points: list[Point] = []
    iterations: list[int] = []
    curve: list[float] = []
    for part in reversed(list(lineage(checkpoints, checkpoint))):
        start, stop = part.run.base.start, part.id.iteration
        with naming(part.id):
            losses = checkpoints.store.losses(part.id.base, stop + 1)
        if len(losses) < stop - start + (part.id != checkpoint.id):
            raise damaged(f"checkpoint {part.id}", "losses are missing")
        if part.id == checkpoint.id:
            losses = [*losses[: stop - start], here]
        for iteration in dict.fromkeys((start, *part.run.stations(start, stop), stop)):
            points.append(Point(part.id.at(iteration), losses[iteration - start]))
        # Where an edit was made, the curve goes on with what the edit led to.
        passed = losses if part.id == checkpoint.id else losses[: stop - start]
        iterations.extend(range(start, start + len(passed)))
        curve.extend(passed)
    shown = [points[place] for place in spread(len(points), MAX_POINTS)]
    return History(shown, decimate(iterations, curve, MAX_LOSSES))
