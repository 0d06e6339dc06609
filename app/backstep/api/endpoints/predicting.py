"""`POST …/predict`: what the network says of samples that it was not given."""

from dataclasses import replace
from math import prod

import numpy as np
from fastapi import APIRouter, Request, Response
from typing_extensions import TypedDict

from backstep.api import wire
from backstep.api.accepted import taking
from backstep.api.bodies import Asked, Predict, read_predict
from backstep.api.context import Context, fresh
from backstep.api.forms import Id
from backstep.api.openapi import reference
from backstep.api.route import Route
from backstep.api.shapes import Tensor
from backstep.describe.indices import no_rows, rows_of
from backstep.describe.limits import Limits
from backstep.describe.network import Network
from backstep.engine.kind import Array
from backstep.errors import DescriptionError, Flaw, LimitError, QueryError
from backstep.plan.plan import plan
from backstep.run.predict import cells_of, predict
from backstep.store.cost import iteration_work
from backstep.work.deadline import expect


class Prediction(TypedDict):
    """What the network says of samples, in data units; of a grid the points are not repeated."""

    x: Tensor | None
    y: Tensor


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["going on"], route_class=Route)
    checkpoints = context.checkpoints

    @router.post(
        "/checkpoints/{id}/predict",
        name="predict",
        response_model=Prediction,
        summary="The output of the network, or of a layer, for samples or over a grid",
        **taking(reference(Predict)),
    )
    async def predict_(request: Request, id: Id) -> Response:
        def ask(given: Asked) -> Response:
            x, grid, asked = given
            checkpoint = checkpoints.get(id)
            network = checkpoint.network
            network.check_code()
            address = output_address(network, asked)
            samples = grid_points(grid["x"], grid["y"]) if x is None and grid else x
            assert samples is not None
            check_samples(network, samples, address, "/grid" if x is None else "/x", context.limits)
            expect(iteration_work(network) * len(samples) / network.batch_size)
            y = predict(network, checkpoints.state(checkpoint), samples, address)
            return fresh({"x": None if x is None else wire.whole(x), "y": wire.whole(y)})

        return await context.post(request, read_predict, ask)

    return router


def output_address(network: Network, asked: str | None) -> str | None:
    """The canonical address of a layer's output. Raises QueryError (unknown_address)."""
    if asked is None:
        return None
    shown = plan(network, network.batch_size)
    outputs = [address for address, info in shown.tensors.items() if info.role == "activation"]
    found = shown.canonical(asked)
    if found not in outputs:
        detail = f"{asked[:60]!r} is not the output of a layer"
        flaw = Flaw("unknown_address", detail, "/address", asked, {"choices": outputs[:50]})
        raise QueryError(flaw)
    return found


def grid_points(x: Array, y: Array) -> Array:
    """The points of a grid, row by row: all of x for the first y, then for the second."""
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)


def check_samples(
    network: Network, samples: Array, address: str | None, pointer: str, limits: Limits
) -> None:
    """Raises DescriptionError (shape_mismatch, index_out_of_range) or LimitError."""
    wanted = list(network.data.x.shape[1:])
    if samples.ndim == 0 or samples.size == 0 or list(samples.shape[1:]) != wanted:
        detail = (
            f"a sample of this network has shape {wanted}, and x is a list of samples; "
            f"this has shape {list(samples.shape)}"
        )
        allowed = {"shape": [None, *wanted]}
        raise DescriptionError(
            Flaw("shape_mismatch", detail, pointer, list(samples.shape), allowed)
        )
    rows = rows_of(network.layers)
    if rows and (flaws := list(no_rows(samples, rows, pointer))):
        named = [replace(flaws[0], pointer=pointer)] if pointer.endswith("/grid") else flaws
        raise DescriptionError(*named)
    count = len(samples)
    cells = count * cells_of(network)
    work_ = iteration_work(network) * count / network.batch_size
    for found, most, what in (
        (cells, limits.max_activations, "numbers"),
        (count * answered(network, address), wire.MAX_SENT, "numbers to answer with"),
        (work_, limits.max_work, "multiplications"),
    ):
        if found > most:
            detail = f"{count:,} samples take {found:,.0f} {what}, and at most {most:,.0f} fit"
            raise LimitError(Flaw("too_much_work", detail, pointer, count, {"max": most}))


def answered(network: Network, address: str | None) -> int:
    """Numbers of one sample's answer: what the layer puts out."""
    by_output = {block.output: prod(block.sample_out) for block in network.layers}
    last = next(reversed(by_output), None) if address is None else address
    return by_output[last] if last else prod(network.data.x.shape[1:])
