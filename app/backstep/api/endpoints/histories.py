"""`GET …/history`: the way that led to a checkpoint, and the loss along it."""

from fastapi import APIRouter, Request, Response
from typing_extensions import TypedDict

from backstep.api.context import Context
from backstep.api.forms import Id
from backstep.api.route import LastingRoute
from backstep.api.shapes import Count, Number
from backstep.store.checkpoint import Checkpoint
from backstep.store.history import history

Loss = tuple[Count, Number]


class Point(TypedDict):
    """A checkpoint on the way."""

    id: str
    iteration: Count
    loss: Number


class History(TypedDict):
    """The way from the root: its stations, and the loss along it."""

    points: list[Point]
    losses: list[Loss]


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"], route_class=LastingRoute)

    @router.get(
        "/checkpoints/{id}/history",
        response_model=History,
        summary="From the root to this checkpoint: stations, and the loss",
    )
    async def get_history(request: Request, id: Id) -> Response:
        def way(checkpoint: Checkpoint) -> History:
            found = history(context.checkpoints, checkpoint)
            points: list[Point] = [
                {"id": str(point.id), "iteration": point.id.iteration, "loss": point.loss}
                for point in found.points
            ]
            return {"points": points, "losses": found.losses}

        return await context.about(request, id, way)

    return router
