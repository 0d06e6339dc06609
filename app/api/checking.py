"""`GET …/check`: every gradient held against finite differences, in front of the user."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.api import wire
from app.api.answer import Body
from app.api.context import Context
from app.api.documented import operation
from app.api.query import VERSION, Parameter, choice, read_query, text, wrong
from app.store.checkpoint import Checkpoint
from app.trace.check import check, check_cells
from app.trace.plan import plan

ALL = Parameter(
    "all", choice("0", "1"), "1: every gradient, not only the parameters' and x's.", "0"
)
ADDRESS = Parameter(
    "address", text, "One gradient: the answer adds its numeric value cell by cell."
)
QUERY = (ALL, ADDRESS, VERSION)


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"])
    checkpoints = context.checkpoints

    @router.get(
        "/checkpoints/{id}/check",
        **operation(
            "check_gradients", "Every gradient against finite differences", "Check",
            path=("id",), query=QUERY,
        ),
    )  # fmt: skip
    async def check_gradients(request: Request) -> Response:
        def make() -> Body:
            query = read_query(request, QUERY)
            checkpoint = checkpoints.get(request.path_params["id"])
            state, iteration = checkpoints.state(checkpoint), checkpoint.id.iteration
            if query["address"] is None:
                everything = query["all"] == "1"
                report = check(checkpoint.network, state, iteration, everything=everything)
            else:
                gradient = gradient_of(checkpoint, query["address"])
                report = check_cells(checkpoint.network, state, iteration, gradient)
            return Body(wire.encode(report))

        return await context.answers.give(request, make)

    return router


def gradient_of(checkpoint: Checkpoint, asked: str) -> str:
    """The canonical address of a gradient. Raises QueryError for anything else."""
    shown: Any = plan(checkpoint.network, checkpoint.network.batch_size)
    found: str | None = shown.canonical(asked)
    if found is None or shown.tensors[found].role != "gradient":
        choices = [a for a, info in shown.tensors.items() if info.role == "gradient"]
        detail = f"{asked[:60]!r} is no gradient of this network"
        raise wrong("unknown_address", "address", detail, asked, choices=choices)
    return found
