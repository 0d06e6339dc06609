"""`POST /checkpoints`, `GET …/{id}`, and what leads on from one: `…/edit` and `…/next`."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from fastapi import APIRouter, Request, Response

from backstep.api import wire
from backstep.api.answer import Body
from backstep.api.bodies import read_edit, read_next
from backstep.api.context import Context, fresh
from backstep.api.documented import operation
from backstep.api.query import VERSION, read_query
from backstep.describe.description import normalise
from backstep.run.batch import batch_at
from backstep.store.checkpoint import Checkpoint


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["checkpoints"])
    checkpoints, answers = context.checkpoints, context.answers

    def reached(checkpoint: Checkpoint, status: int = 201) -> Response:
        place = f"/api/v1/checkpoints/{checkpoint.id}"
        return fresh(described(checkpoint), status, location=place)

    @router.post(
        "/checkpoints",
        **operation(
            "create_checkpoint", "The first checkpoint of a description", "Checkpoint",
            body="Description", statuses=(201,), problems=(503,),
        ),
    )  # fmt: skip
    async def create_checkpoint(request: Request) -> Response:
        read_query(request, ())
        read = partial(normalise, limits=context.limits)
        return await context.post(request, read, lambda given: reached(checkpoints.create(given)))

    @router.get(
        "/checkpoints/{id}",
        **operation("get_checkpoint", "A checkpoint", "Checkpoint", path=("id",), query=(VERSION,)),
    )
    async def get_checkpoint(request: Request) -> Response:
        def make() -> Body:
            read_query(request, (VERSION,))
            checkpoint = checkpoints.get(request.path_params["id"])
            return Body(wire.encode(described(checkpoint)))

        return await answers.give(request, make)

    @router.post(
        "/checkpoints/{id}/edit",
        **operation(
            "edit_checkpoint", "Change numbers, settings or layers: leads to a checkpoint",
            "Checkpoint", path=("id",), body="Edit", statuses=(201, 200),
        ),
    )  # fmt: skip
    async def edit_checkpoint(request: Request) -> Response:
        read_query(request, ())

        def edit(change: dict[str, Any]) -> Response:
            checkpoint = checkpoints.get(request.path_params["id"])
            edited = checkpoints.edit(checkpoint, change)
            return reached(edited, 200 if edited is checkpoint else 201)

        return await context.post(request, read_edit, edit)

    @router.post(
        "/checkpoints/{id}/next",
        **operation(
            "next_checkpoint", "The checkpoint one or more iterations later", "Checkpoint",
            path=("id",), body="Next", statuses=(201,),
        ),
    )  # fmt: skip
    async def next_checkpoint(request: Request) -> Response:
        read_query(request, ())

        def advance(iterations: int) -> Response:
            checkpoint = checkpoints.get(request.path_params["id"])
            return reached(checkpoints.next(checkpoint, iterations))

        return await context.post(request, read_next, advance)

    return router


def described(checkpoint: Checkpoint) -> dict[str, Any]:
    """api.md's Checkpoint; tensors above the inline limit are left out of the description."""
    network, omitted = checkpoint.network, list[str]()
    samples = len(batch_at(network, checkpoint.id.iteration).x)
    return {
        "id": str(checkpoint.id),
        "base": checkpoint.id.base,
        "iteration": checkpoint.id.iteration,
        "parent": checkpoint.parent,
        "description": _small(network.description, (), omitted),
        "omitted": omitted,
        "nodes": network.nodes(samples),
        "parameter_count": network.parameter_count,
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
