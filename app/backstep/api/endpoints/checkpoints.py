"""`POST /checkpoints`, `GET …/{id}`, and what leads on from one: `…/edit` and `…/next`."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from fastapi import APIRouter, Request, Response
from typing_extensions import TypedDict

from backstep.api import wire
from backstep.api.accepted import taking
from backstep.api.bodies import Edit, Next, read_edit, read_next
from backstep.api.context import Context, fresh
from backstep.api.description_schema import DESCRIPTION
from backstep.api.forms import Id
from backstep.api.openapi import reference
from backstep.api.problem import entry
from backstep.api.route import LastingRoute
from backstep.api.shapes import Count, Described, Flaw, Node
from backstep.ask.suited import target_range, unsuited
from backstep.describe.description import normalise
from backstep.run.batch import batch_at
from backstep.store.checkpoint import Checkpoint as Kept


class Checkpoint(TypedDict):
    """A base at an iteration; large tensors are left out of the description, and named."""

    id: str
    base: str
    iteration: Count
    parent: str | None
    description: Described
    omitted: list[str]
    nodes: list[Node]
    parameter_count: Count
    target_range: list[float] | None
    unsuited: list[Flaw]


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["checkpoints"], route_class=LastingRoute)
    checkpoints = context.checkpoints

    def reached(checkpoint: Kept, status: int = 201) -> Response:
        place = f"/api/v1/checkpoints/{checkpoint.id}"
        return fresh(shown(checkpoint), status, location=place)

    @router.post(
        "/checkpoints",
        response_model=Checkpoint,
        status_code=201,
        summary="The first checkpoint of a description",
        responses={503: {}},
        **taking(DESCRIPTION),
    )
    async def create_checkpoint(request: Request) -> Response:
        read = partial(normalise, limits=context.limits)
        return await context.post(request, read, lambda given: reached(checkpoints.create(given)))

    @router.get("/checkpoints/{id}", response_model=Checkpoint, summary="A checkpoint")
    async def get_checkpoint(request: Request, id: Id) -> Response:
        return await context.about(request, id, shown)

    @router.post(
        "/checkpoints/{id}/edit",
        response_model=Checkpoint,
        status_code=201,
        summary="Change numbers, settings or layers: leads to a checkpoint",
        responses={200: {"model": Checkpoint}},
        **taking(reference(Edit)),
    )
    async def edit_checkpoint(request: Request, id: Id) -> Response:
        def edit(change: dict[str, Any]) -> Response:
            checkpoint = checkpoints.get(id)
            edited = checkpoints.edit(checkpoint, change)
            return reached(edited, 200 if edited is checkpoint else 201)

        return await context.post(request, read_edit, edit)

    @router.post(
        "/checkpoints/{id}/next",
        response_model=Checkpoint,
        status_code=201,
        summary="The checkpoint one or more iterations later",
        **taking(reference(Next)),
    )
    async def next_checkpoint(request: Request, id: Id) -> Response:
        def advance(iterations: int) -> Response:
            return reached(checkpoints.next(checkpoints.get(id), iterations))

        return await context.post(request, read_next, advance)

    return router


def shown(checkpoint: Kept) -> dict[str, Any]:
    """api.md's Checkpoint; tensors above the inline limit are left out of the description."""
    network, omitted = checkpoint.network, list[str]()
    samples = len(batch_at(network, checkpoint.id.iteration).x)
    targets = target_range(network)
    return {
        "id": str(checkpoint.id),
        "base": checkpoint.id.base,
        "iteration": checkpoint.id.iteration,
        "parent": checkpoint.parent,
        "description": _small(network.description, (), omitted),
        "omitted": omitted,
        "nodes": network.nodes(samples),
        "parameter_count": network.parameter_count,
        "target_range": targets,
        "unsuited": [entry(flaw) for flaw in unsuited(network, targets)],
    }


def _small(value: Mapping[str, Any], place: tuple[str, ...], omitted: list[str]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, child in value.items():
        here = (*place, key)
        if isinstance(child, np.ndarray) and child.size > wire.INLINE:
            omitted.append(".".join(here))
        elif isinstance(child, Mapping):
            kept[key] = _small(child, here, omitted)
        else:
            kept[key] = child
    return kept
