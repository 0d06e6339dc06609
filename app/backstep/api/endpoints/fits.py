"""`POST /fits`: which of several networks could be computed; a menu then offers what fits first.

Only shapes are looked at, and what losses declare of the values that they can learn from: nothing
is computed, and nothing is stored.
"""

from functools import partial
from math import inf, prod
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Request, Response
from pydantic import Field
from typing_extensions import TypedDict

from backstep.api import shapes, wire
from backstep.api.accepted import taking
from backstep.api.bodies import Taken, read_body
from backstep.api.context import Context, ready
from backstep.api.openapi import reference
from backstep.api.problem import entry
from backstep.api.route import Route
from backstep.ask.suited import Range, unsuited
from backstep.describe.arrays import MAX_RANK, MAX_SIZE, read_shape
from backstep.describe.description import normalise
from backstep.describe.flaws import Flaws, shorten, type_name
from backstep.describe.kinds import LARGEST, to_float
from backstep.describe.limits import Limits
from backstep.describe.network import build
from backstep.errors import BackstepError
from backstep.work.deadline import look

MAX_NETWORKS = 100
MAX_NUMBERS = 200_000  # in each shape: it is filled with zeros

Shape = Annotated[list[Annotated[int, Field(ge=1, le=MAX_SIZE)]], Field(max_length=MAX_RANK)]


class Fits(Taken):
    """Networks to try, with the shapes of data and, if known, the range of the targets."""

    networks: Annotated[list[Any], Field(max_length=MAX_NETWORKS)]
    x: Shape
    target: Shape
    target_range: tuple[float, float] = (0.0, 1.0)


class Tried(TypedDict):
    """Whether a network fits, or what is against it."""

    fits: bool
    errors: list[shapes.Flaw]


class Fitting(TypedDict):
    """Which of the networks fit, in their order."""

    networks: list[Tried]


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["catalog"], route_class=Route)

    @router.post(
        "/fits",
        response_model=Fitting,
        summary="Which of these networks fit, by shapes and kinds alone",
        **taking(reference(Fits)),
    )
    async def try_networks(request: Request) -> Response:
        return await context.post(request, partial(answered, limits=context.limits), ready)

    return router


def answered(raw: Any, limits: Limits) -> bytes:
    """What is said of all networks of a body, encoded."""
    networks, data, targets = read_fits(raw)
    return wire.encode({"networks": [tried(n, data, targets, limits) for n in networks]})


def tried(
    network: Any, data: dict[str, Any], targets: Range | None, limits: Limits
) -> dict[str, Any]:
    """Whether this network takes such data and its output such targets, or what is against it."""
    look()
    try:
        built = build(normalise({"network": network, "data": data}, limits), limits)
    except BackstepError as error:
        return {"fits": False, "errors": [entry(flaw) for flaw in error.flaws]}
    against = [entry(flaw) for flaw in unsuited(built, targets)]
    return {"fits": not against, "errors": against}


def read_fits(raw: Any) -> tuple[list[Any], dict[str, Any], Range | None]:
    """The networks, data of these shapes in which every number is 0, and the targets' range."""
    flaws, names = Flaws(), ("networks", "x", "target")
    given = read_body(raw, (*names, "target_range"), names, flaws)
    networks = given.get("networks", [])
    if not isinstance(networks, list):
        detail = f"networks is a list, and this is {type_name(networks)}"
        flaws.add("wrong_type", detail, "/networks", shorten(networks), type="list")
        networks = []
    if len(networks) > MAX_NETWORKS:
        detail = f"at most {MAX_NETWORKS} networks are tried at once"
        flaws.add("out_of_range", detail, "/networks", len(networks), max=MAX_NETWORKS)
    data: dict[str, Any] = {
        name: zeros(given[name], name, flaws) for name in ("x", "target") if name in given
    }
    targets = read_range(given["target_range"], flaws) if "target_range" in given else None
    flaws.raise_first_stage()
    return networks, data, targets


def read_range(value: Any, flaws: Flaws) -> Range | None:
    """The smallest and the largest target, both finite."""
    numbers = isinstance(value, list) and all(type(end) in (int, float) for end in value)
    if not numbers or len(value) != 2:
        detail = f"target_range is two numbers, and this is {type_name(value)}"
        flaws.add("wrong_type", detail, "/target_range", shorten(value), type="list")
        return None
    low, high = map(to_float, value)
    if not -inf < low <= high < inf:
        detail = "target_range is the smallest and the largest target"
        flaws.add(
            "out_of_range", detail, "/target_range", shorten(value), min=-LARGEST, max=LARGEST
        )
        return None
    return low, high


def zeros(shape: Any, name: str, flaws: Flaws) -> Any:
    sizes = read_shape(shape, f"/{name}", flaws)
    if sizes is None:
        return None
    if prod(sizes) > MAX_NUMBERS:
        detail = f"{name} has {prod(sizes):,} numbers; at most {MAX_NUMBERS:,} are tried"
        flaws.add("out_of_range", detail, f"/{name}", prod(sizes), max=MAX_NUMBERS)
        return None
    return np.zeros(sizes)
