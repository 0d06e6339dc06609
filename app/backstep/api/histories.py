"""`GET …/history`: the way that led to a checkpoint, and the loss along it."""

from fastapi import APIRouter, Request, Response

from backstep.api import wire
from backstep.api.answer import Body
from backstep.api.context import Context
from backstep.api.documented import operation
from backstep.api.query import VERSION, read_query
from backstep.store.history import history


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"])
    checkpoints, answers = context.checkpoints, context.answers

    @router.get(
        "/checkpoints/{id}/history",
        **operation(
            "get_history", "From the root to this checkpoint: stations, and the loss", "History",
            path=("id",), query=(VERSION,),
        ),
    )  # fmt: skip
    async def get_history(request: Request) -> Response:
        def make() -> Body:
            read_query(request, (VERSION,))
            way = history(checkpoints, checkpoints.get(request.path_params["id"]))
            points = [
                {"id": str(point.id), "iteration": point.id.iteration, "loss": point.loss}
                for point in way.points
            ]
            return Body(wire.encode({"points": points, "losses": way.losses}))

        return await answers.give(request, make)

    return router
