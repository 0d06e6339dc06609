"""What was let go of is made again: the states that edits led to, and the losses passed before."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from backstep.change.edit import apply_edit
from backstep.run.state import State
from backstep.store.faults import damaged
from backstep.store.ids import CheckpointId, parse
from backstep.store.run import Run
from backstep.store.store import Stretch
from backstep.work.deadline import look

if TYPE_CHECKING:
    from backstep.store.checkpoint import Checkpoint, Checkpoints


def state_at_start(checkpoints: "Checkpoints", run: Run) -> State:
    """The state that a base's edit led to, made again by making the edit again, and kept.

    The edits before it whose states are gone as well come first. Raises Damaged where one of them
    was not kept.
    """
    state: State = {}
    for edited in reversed(list(_gone(checkpoints, run))):
        look()
        base = edited.base
        if base.parent is None or base.edit is None:
            raise damaged(base.name, "where it starts from is gone")
        origin = checkpoints.get(base.parent)
        state = apply_edit(
            origin.network,
            checkpoints.state(origin),
            base.start,
            dict(base.edit),
            checkpoints.limits,
            checkpoints.drawing,
        ).state
        checkpoints.store.record(Stretch(base.name, base.start, kept={base.start: state}))
    return state


def _gone(checkpoints: "Checkpoints", run: Run) -> Iterator[Run]:
    """The run, and those that it goes back to as long as nothing is kept to start them from."""
    yield run
    while run.base.parent is not None:
        look()
        id = parse(run.base.parent)
        assert id is not None
        run = checkpoints.get(run.base.parent).run
        if run.base.parent is None or checkpoints.store.nearest(id.base, id.iteration) is not None:
            return
        yield run


def have_passed(checkpoints: "Checkpoints", checkpoint: "Checkpoint") -> None:
    """Have the losses on the way to a checkpoint known, so that others can join them. Raises
    OutOfTime and NotFound (not_reached)."""
    id = checkpoint.id
    known = checkpoints.store.passed(id.base)
    if known is not None and known < id.iteration:
        checkpoints.walk_on(checkpoint, CheckpointId(id.base, known))


def pass_again(checkpoints: "Checkpoints", line: "Sequence[Checkpoint]") -> None:
    """The same along a line of checkpoints, each edited where the next one begins."""
    for checkpoint in line:
        look()
        have_passed(checkpoints, checkpoint)
        edited = checkpoint is not line[-1]
        known = checkpoints.store.passed(checkpoint.id.base)
        if edited and known is not None and known <= checkpoint.id.iteration:
            checkpoints.record_loss(checkpoint)  # that of the iteration at which the edit was made
