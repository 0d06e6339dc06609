"""The same checkpoint by other code: what led to it is done again, with layers as they are now."""

from backstep.change.sourced import without_sources
from backstep.errors import Flaw, NotFound
from backstep.store.checkpoint import Checkpoint, Checkpoints
from backstep.store.ids import parse
from backstep.store.store import Base


def renewed(checkpoints: Checkpoints, text: str) -> Checkpoint:
    """The checkpoint that the same description, edits and iterations lead to by the code of now.

    Nothing is computed by code that is gone. Raises NotFound (unknown_checkpoint), OutOfTime with
    what was reached (asked again, it goes on from there), and what the present code raises.
    """
    id = parse(text)
    base = checkpoints.store.base(id.base) if id else None
    if id is None or base is None or id.iteration < base.start:
        detail = f"There is no checkpoint {text[:60]!r} in this server's store."
        raise NotFound(Flaw("unknown_checkpoint", detail, found=text[:60]))
    way: list[tuple[Base, int]] = [(base, id.iteration)]
    while base.parent is not None:
        before = parse(base.parent)
        assert before is not None
        found = checkpoints.store.base(before.base)
        if found is None:
            raise NotFound(
                Flaw("unknown_checkpoint", "What it was edited from is gone.", found=text)
            )
        base = found
        way.append((base, before.iteration))
    first, last = way.pop()
    now = checkpoints.create(without_sources(dict(first.description)))
    now = onward(checkpoints, now, last)
    for edited, last in reversed(way):
        edit = dict(edited.edit or {})
        if "description" in edit:
            edit["description"] = without_sources(edit["description"])
        now = onward(checkpoints, checkpoints.edit(now, edit), last)
    return now


def onward(checkpoints: Checkpoints, checkpoint: Checkpoint, last: int) -> Checkpoint:
    """To an iteration, as far as one request may go at a time."""
    while checkpoint.id.iteration < last:
        step = min(last - checkpoint.id.iteration, checkpoint.run.within_work)
        checkpoint = checkpoints.next(checkpoint, step)
    return checkpoint
