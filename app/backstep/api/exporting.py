"""`GET …/export/json`: all that leads to a checkpoint, to be done again on another machine."""

from typing import Any

from fastapi import APIRouter, Request, Response

from backstep.api import wire
from backstep.api.answer import Body
from backstep.api.context import Context
from backstep.api.documented import operation
from backstep.api.query import VERSION, read_query
from backstep.store.checkpoint import Checkpoint
from backstep.store.lineage import Origin, origin

FORMAT = 1


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"])
    checkpoints, answers = context.checkpoints, context.answers

    @router.get(
        "/checkpoints/{id}/export/json",
        **operation(
            "export_json", "All that leads to a checkpoint: a description, and every edit since",
            "Export", path=("id",), query=(VERSION,),
        ),
    )  # fmt: skip
    async def export_json(request: Request) -> Response:
        def make() -> Body:
            read_query(request, (VERSION,))
            checkpoint = checkpoints.get(request.path_params["id"])
            exported = described(checkpoint, origin(checkpoints, checkpoint))
            filename = f"{checkpoint.id}.backstep.json"
            return Body(wire.encode(exported), filename=filename)

        return await answers.give(request, make)

    return router


def described(checkpoint: Checkpoint, came_from: Origin) -> dict[str, Any]:
    """The body of `POST /checkpoints`, then each edit with the iteration at which it was made."""
    edits = [{"iteration": c.iteration, "edit": c.edit} for c in came_from.changes]
    return {
        "backstep": FORMAT,
        "id": str(checkpoint.id),
        "iteration": checkpoint.id.iteration,
        "description": came_from.description,
        "edits": edits,
    }
