"""`GET …/data`: the samples that a checkpoint's run learns from, and those that it is tested on."""

from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from typing_extensions import TypedDict

from backstep.api import wire
from backstep.api.context import Context
from backstep.api.forms import Id
from backstep.api.names import Names, worded
from backstep.api.query import Asked, Version, Whole
from backstep.api.route import LastingRoute
from backstep.api.shapes import Cells, Count
from backstep.api.wire import MAX_INLINE, Detail
from backstep.describe.classes import Classes, classes_of
from backstep.describe.dataset import samples_of
from backstep.describe.indices import rows_of
from backstep.describe.network import Network
from backstep.describe.own_names import class_names, feature_names
from backstep.engine.kind import Array

WHOLE = 65_536  # cells of the samples sent whole, by default


class DataQuery(Asked):
    """How many samples to send whole."""

    inline: Annotated[
        int, Field(ge=0, le=MAX_INLINE, description="Largest number of cells sent whole."), Whole
    ] = WHOLE
    v: Version = None


class Part(TypedDict):
    """Samples to learn from, or to be tested on."""

    rows: Annotated[list[Count], Field(description="their places in the data as given")]
    x: Annotated[Cells, Field(description="in data units")]
    target: Annotated[Cells, Field(description="as the network's")]
    labels: Annotated[list[int] | None, Field(description="class numbers, where there are any")]


class Data(TypedDict):
    """All samples of a run."""

    train: Part
    test: Part
    standardize: bool
    shift: Cells
    scale: Cells
    border: Annotated[
        float | None,
        Field(description="where one output changes from the first of two classes to the second"),
    ]
    chooses: Annotated[
        int | None, Field(description="of how many rows x has the numbers, if it chooses rows")
    ]
    classes: Names
    features: Names


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["data"], route_class=LastingRoute)

    @router.get(
        "/checkpoints/{id}/data",
        response_model=Data,
        summary="The samples that a checkpoint's run learns from and is tested on",
    )
    async def get_data(request: Request, id: Id, query: Annotated[DataQuery, Query()]) -> Response:
        detail = Detail(inline=query.inline)
        return await context.about(
            request, id, lambda checkpoint: data_of(checkpoint.network, detail)
        )

    return router


def data_of(network: Network, detail: Detail) -> Data:
    """Both parts in data units, as they were before standardising; targets as the network's."""
    data, given = network.data, network.description["data"]
    x, _ = samples_of(given)
    held_back = np.setdiff1d(np.arange(len(x)), data.rows)
    return {
        "train": part(x, data.rows, data.target, classes_of(data), detail),
        "test": part(x, held_back, data.test_target, classes_of(data), detail),
        "standardize": given["standardize"],
        "shift": wire.tensor(data.shift, detail),
        "scale": wire.tensor(data.scale, detail),
        "border": border_of(network),
        "chooses": rows[0] if (rows := rows_of(network.layers)) else None,
        "classes": worded(class_names(given)),
        "features": worded(feature_names(given)),
    }


def border_of(network: Network) -> float | None:
    """Where a single output changes from the first of two classes to the second."""
    classes = classes_of(network.data)
    if classes is None:
        return None
    return (classes.of_scores() if network.loss.kind.scores else classes).threshold


def part(x: Array, rows: Array, target: Array, classes: Classes | None, detail: Detail) -> Part:
    return {
        "rows": rows.tolist(),
        "x": wire.tensor(x[rows], detail),
        "target": wire.tensor(target, detail),
        "labels": classes.read(target).tolist() if classes and target.ndim == 2 else None,
    }
