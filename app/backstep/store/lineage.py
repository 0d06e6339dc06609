"""Where a checkpoint comes from: the description at the root, and every edit since.

Ids follow from causes, so doing the same again leads to the same checkpoint, on any machine.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from backstep.errors import Flaw, NotFound
from backstep.store.checkpoint import Checkpoint, Checkpoints
from backstep.store.ids import CheckpointId
from backstep.work.deadline import look


@dataclass(frozen=True, slots=True)
class Change:
    """An edit, and the iteration of the base before it at which it was made."""

    iteration: int
    edit: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """All that leads to a checkpoint, up to the iteration that it stands at."""

    description: Mapping[str, Any]
    changes: list[Change]


def lineage(checkpoints: Checkpoints, checkpoint: Checkpoint) -> Iterator[Checkpoint]:
    """This checkpoint, the parent of its base, the parent of that one's base …"""
    yield checkpoint
    while checkpoint.parent is not None:
        look()
        checkpoint = checkpoints.get(checkpoint.parent)
        yield checkpoint


def origin(checkpoints: Checkpoints, checkpoint: Checkpoint) -> Origin:
    """The root's description and the edits since. Raises NotFound where a step is forgotten."""
    root, *edited = reversed(list(lineage(checkpoints, checkpoint)))
    return Origin(root.run.base.description, [_change(part) for part in edited])


def _change(checkpoint: Checkpoint) -> Change:
    """The edit that bore a checkpoint's base. The oldest stores did not keep it."""
    base = checkpoint.run.base
    if base.edit is None:
        born = str(CheckpointId(base.name, base.start))
        detail = f"The edit that led to {born} was not kept by this server"
        raise NotFound(Flaw("unknown_checkpoint", detail, found=born))
    return Change(base.start, base.edit)
