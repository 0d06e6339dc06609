"""`GET /networks/suggested`: a small network that learns from samples like these."""

import math
import re
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

from backstep.api.context import Context
from backstep.api.query import Asked, Version, Whole, reading, wrong
from backstep.api.route import LastingRoute
from backstep.api.shapes import Blocks
from backstep.ask.suggested import Samples, suggested
from backstep.datasets.own import MAX_CLASSES
from backstep.describe.arrays import MAX_RANK, MAX_SIZE
from backstep.describe.kinds import LARGEST

Size = Annotated[int, Field(ge=1, le=MAX_SIZE), Whole]
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
LONGEST = 60  # characters of a number


def read_number(name: str, value: str) -> float:
    """Reads a finite number."""
    if len(value) > LONGEST or not NUMBER.fullmatch(value):
        detail = f"{name} is a number, not {value[:LONGEST]!r}"
        raise wrong("wrong_type", name, detail, value[:LONGEST], type="number")
    found = float(value)
    if not math.isfinite(found):
        detail = f"{name} is a finite number, not {value}"
        raise wrong("out_of_range", name, detail, value, min=-LARGEST, max=LARGEST)
    return found


def read_deviation(name: str, value: str) -> float:
    """Reads a finite number that is not negative."""
    found = read_number(name, value)
    if found < 0:
        raise wrong("out_of_range", name, f"{name} is at least 0, not {value}", found, min=0)
    return found


Mean = Annotated[float, reading(read_number), WithJsonSchema({"type": "number"})]
Deviation = Annotated[
    float, reading(read_deviation), WithJsonSchema({"type": "number", "minimum": 0})
]


class SamplesQuery(Asked):
    """What is known of the samples."""

    shape: Annotated[
        list[Size],
        Field(
            min_length=1,
            max_length=MAX_RANK - 1,
            description="The sizes of one sample, first to last: 4, or 1, 28 and 28.",
        ),
    ]
    classes: Annotated[
        int, Field(ge=0, le=MAX_CLASSES, description="How many classes; 0 for numbers."), Whole
    ] = 0
    outputs: Annotated[
        int, Field(ge=1, le=MAX_SIZE, description="Numbers in a target; not of classes."), Whole
    ] = 1
    mean: Annotated[Mean, Field(description="The targets' mean; not of classes.")] = 0.0
    deviation: Annotated[
        Deviation, Field(description="The targets' standard deviation; not of classes.")
    ] = 1.0
    v: Version = None


class Taken(TypedDict):
    """How the samples are taken."""

    standardize: bool


class Begun(TypedDict):
    """A network to begin with."""

    network: Blocks
    data: Taken


class Suggested(TypedDict):
    """An edit's description, to which data and a batch are added."""

    description: Begun


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["catalog"], route_class=LastingRoute)

    @router.get(
        "/networks/suggested",
        response_model=Suggested,
        summary="A small network that learns from samples like these",
    )
    async def suggest(request: Request, query: Annotated[SamplesQuery, Query()]) -> Response:
        return await context.telling(request, lambda: answer(query))

    return router


def answer(query: SamplesQuery) -> dict[str, Any]:
    samples = Samples(tuple(query.shape), query.classes, query.outputs, query.mean, query.deviation)
    return {"description": suggested(samples)}
