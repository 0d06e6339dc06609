"""`GET …/check`: every gradient held against finite differences, in front of the user."""

from math import prod
from typing import Annotated, Any, Literal, NotRequired

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from typing_extensions import TypedDict

from backstep.api import forms, wire
from backstep.api.answer import Body
from backstep.api.checked import checked
from backstep.api.context import Context
from backstep.api.forms import Id, formed
from backstep.api.query import Absent, Asked, Version, wrong
from backstep.api.route import LastingRoute
from backstep.api.shapes import Count, Number, Place, Tensor
from backstep.errors import Flaw, LimitError
from backstep.plan.plan import plan
from backstep.store.checkpoint import Checkpoint

MOST_CELLS = wire.MAX_SENT // 3  # each with two values and a verdict


class CheckQuery(Asked):
    """Which gradients."""

    all: Annotated[
        Literal["0", "1"],
        Field(description="1: every gradient, not only the parameters' and x's."),
    ] = "0"
    address: Annotated[
        Annotated[str, Field(json_schema_extra=dict(formed(forms.ADDRESS)))] | Absent,
        Field(description="One gradient: the answer adds its numeric value cell by cell."),
    ] = None
    v: Version = None


class Checked(TypedDict):
    """One gradient against finite differences."""

    ok: bool | None
    max_relative_error: Number | None
    worst_at: Place | None
    analytic: Number | None
    numeric: Number | None
    cells: Count
    checked: Count
    too_small: Count
    at_kink: Count
    untold: Count
    numeric_cells: NotRequired[Tensor]
    analytic_cells: NotRequired[Tensor]
    verdicts: NotRequired[list[str]]


class Check(TypedDict):
    """Every gradient against finite differences."""

    ok: bool | None
    max_relative_error: Number | None
    tolerance: Number
    tensors: dict[str, Checked]


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"], route_class=LastingRoute)
    checkpoints, pool = context.checkpoints, context.heavy.pool

    @router.get(
        "/checkpoints/{id}/check",
        response_model=Check,
        summary="Every gradient against finite differences",
    )
    async def check_gradients(
        request: Request, id: Id, query: Annotated[CheckQuery, Query()]
    ) -> Response:
        def report(checkpoint: Checkpoint) -> Body:
            state, iteration = checkpoints.state(checkpoint), checkpoint.id.iteration
            checkpoint.network.check_code()
            address, description = query.address, checkpoint.network.description
            gradient = None if address is None else gradient_of(checkpoint, address)
            content, cut = pool.run(
                checked, description, context.limits, state, iteration, query.all == "1", gradient
            )
            return Body(content, lasting=not cut)

        return await context.about(request, id, report, away=True)

    return router


def gradient_of(checkpoint: Checkpoint, asked: str) -> str:
    """The canonical address of a gradient. Raises QueryError for anything else."""
    shown: Any = plan(checkpoint.network, checkpoint.network.batch_size)
    found: str | None = shown.canonical(asked)
    if found is None or shown.tensors[found].role != "gradient":
        choices = [a for a, info in shown.tensors.items() if info.role == "gradient"]
        detail = f"{asked[:60]!r} is no gradient of this network"
        raise wrong("unknown_address", "address", detail, asked, choices=choices)
    cells = prod(shown.tensors[found].shape)
    if cells > MOST_CELLS:
        detail = f"{found} has {cells:,} cells, and cell by cell at most {MOST_CELLS:,} are told"
        allowed = {"max": MOST_CELLS}
        raise LimitError(Flaw("too_much_work", detail, "/query/address", asked, allowed))
    return found
