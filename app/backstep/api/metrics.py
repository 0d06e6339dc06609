"""`GET …/metrics`: how good the network is on all its training samples, or on the test samples."""

from fastapi import APIRouter, Request, Response

from backstep.api import wire
from backstep.api.answer import Body
from backstep.api.context import Context
from backstep.api.datasets import worded
from backstep.api.documented import operation
from backstep.api.query import VERSION, chosen, read_query
from backstep.api.train_body import check_metrics
from backstep.describe.own_names import class_names
from backstep.training.metrics import metrics

PARTS = ("train", "test")
PART = chosen("part", "Of which samples.", PARTS, "train")


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"])
    checkpoints, answers = context.checkpoints, context.answers

    @router.get(
        "/checkpoints/{id}/metrics",
        **operation(
            "get_metrics", "Loss, and accuracy with confusion matrix or R²", "Metrics",
            path=("id",), query=(PART, VERSION),
        ),
    )  # fmt: skip
    async def get_metrics(request: Request) -> Response:
        def make() -> Body:
            query = read_query(request, (PART, VERSION))
            checkpoint = checkpoints.get(request.path_params["id"])
            network = checkpoint.network
            check_metrics(network, context.limits, "/query/part")
            found = metrics(network, checkpoints.state(checkpoint), query["part"])
            names = worded(class_names(network.description["data"]))
            return Body(wire.encode(found | {"classes": names}))

        return await answers.give(request, make)

    return router
