"""`GET …/export/json`: all that leads to a checkpoint, to be done again on another machine."""

from typing import Any, Literal, NotRequired

from fastapi import APIRouter, Request, Response
from typing_extensions import TypedDict

from backstep.api import wire
from backstep.api.answer import Body
from backstep.api.context import Context
from backstep.api.forms import Id
from backstep.api.route import LastingRoute
from backstep.api.shapes import Count, Described, Number, Value
from backstep.store.checkpoint import Checkpoint
from backstep.store.lineage import Origin, origin


class CellSet(TypedDict):
    """A number that was set."""

    address: str
    at: list[int]
    value: Number


class Edited(TypedDict):
    """The body of an edit."""

    set: NotRequired[list[CellSet]]
    description: NotRequired[dict[str, Value]]
    redraw: NotRequired[bool | list[str]]


class Change(TypedDict):
    """An edit, and the iteration at which it was made."""

    iteration: Count
    edit: Edited


class Export(TypedDict):
    """All that leads to a checkpoint: the body of `POST /checkpoints`, then each edit."""

    backstep: Literal[1]
    id: str
    iteration: Count
    description: Described
    edits: list[Change]


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"], route_class=LastingRoute)

    @router.get(
        "/checkpoints/{id}/export/json",
        response_model=Export,
        summary="All that leads to a checkpoint: a description, and every edit since",
    )
    async def export_json(request: Request, id: Id) -> Response:
        def exported(checkpoint: Checkpoint) -> Body:
            found = whole_run(checkpoint, origin(context.checkpoints, checkpoint))
            return Body(wire.encode(found), filename=f"{checkpoint.id}.backstep.json")

        return await context.about(request, id, exported)

    return router


def whole_run(checkpoint: Checkpoint, came_from: Origin) -> dict[str, Any]:
    """The body of `POST /checkpoints`, then each edit with the iteration at which it was made."""
    edits = [{"iteration": c.iteration, "edit": c.edit} for c in came_from.changes]
    return {
        "backstep": 1,
        "id": str(checkpoint.id),
        "iteration": checkpoint.id.iteration,
        "description": came_from.description,
        "edits": edits,
    }
