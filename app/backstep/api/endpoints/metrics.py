"""`GET …/metrics`: how good the network is on all its training samples, or on the test samples."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from typing_extensions import TypedDict

from backstep.api.context import Context
from backstep.api.forms import Id
from backstep.api.names import Names, worded
from backstep.api.query import Asked, Version
from backstep.api.route import LastingRoute
from backstep.api.shapes import Count, Number
from backstep.api.watched import check_metrics
from backstep.describe.own_names import class_names
from backstep.store.checkpoint import Checkpoint
from backstep.training.metrics import metrics


class MetricsQuery(Asked):
    """Which samples."""

    part: Annotated[Literal["train", "test"], Field(description="Of which samples.")] = "train"
    v: Version = None


class Goodness(TypedDict):
    """How good a network is on a part of its samples; null what does not apply."""

    part: Literal["train", "test"]
    samples: Count
    loss: Number | None
    accuracy: Annotated[Number | None, Field(description="where the targets are classes")]
    confusion: Annotated[
        list[list[Count]] | None,
        Field(description="a row is a true class, a column a predicted one"),
    ]
    undecided: Annotated[Count | None, Field(description="samples whose output is not finite")]
    r2: Annotated[Number | None, Field(description="where they are numbers")]


class Metrics(Goodness):
    """How good a network is, and what its classes are called."""

    classes: Names


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"], route_class=LastingRoute)

    @router.get(
        "/checkpoints/{id}/metrics",
        response_model=Metrics,
        summary="Loss, and accuracy with confusion matrix or R²",
    )
    async def get_metrics(
        request: Request, id: Id, query: Annotated[MetricsQuery, Query()]
    ) -> Response:
        def measured(checkpoint: Checkpoint) -> dict[str, Any]:
            network = checkpoint.network
            check_metrics(network, context.limits, "/query/part")
            found = metrics(network, context.checkpoints.state(checkpoint), query.part)
            return found | {"classes": worded(class_names(network.description["data"]))}

        return await context.about(request, id, measured)

    return router
