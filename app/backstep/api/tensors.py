"""`GET …/tensors/{address}`: a tensor, or a tile of it, as JSON, CSV or npy."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from backstep.api import files, wire
from backstep.api.answer import Body
from backstep.api.context import Context
from backstep.api.documented import operation
from backstep.api.query import VERSION, Parameter, bounded, read_query, wrong
from backstep.api.shown import address_of, check_sum, detail_of
from backstep.api.slices import SLICE, check, spelled
from backstep.api.summary import stats
from backstep.api.tracing import DIGITS, SMALL, inline
from backstep.ask.part import has_parts, part_of_sample
from backstep.engine.kind import Array
from backstep.run.tape import Tape

SAMPLE = bounded("sample", "That sample's part of a parameter's gradient.", 0, 2**31, None)
OF_TENSOR: tuple[Parameter, ...] = (SLICE, SAMPLE, inline(wire.INLINE), SMALL, DIGITS, VERSION)


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"])
    checkpoints, answers = context.checkpoints, context.answers

    @router.get(
        "/checkpoints/{id}/tensors/{address}",
        **operation(
            "get_tensor", "A tensor or a tile of it", "Tile", path=("id", "address"),
            query=OF_TENSOR, other_media=(files.CSV, files.NPY),
        ),
    )  # fmt: skip
    async def get_tensor(request: Request) -> Response:
        media_type = files.chosen(request.headers.get("accept", ""))

        def make() -> Body:
            query = read_query(request, OF_TENSOR)
            checkpoint = checkpoints.get(request.path_params["id"])
            with checkpoints.tape(checkpoint) as tape:
                address = address_of(tape.plan, request.path_params["address"])
                array = value(tape, address, query["sample"])
                role = tape.plan.tensors[address].role
            whole = array.shape
            if query["slice"] is not None:
                check(query["slice"], address, whole)
                array = array[query["slice"]]
            if media_type == files.CSV:
                return Body(files.csv(array, address, query["digits"]), "text/csv; charset=utf-8")
            if media_type == files.NPY:
                return Body(files.npy(array), files.NPY)
            check_sum([array.shape], query["inline"])
            named = {"address": address, "role": role, "whole_shape": list(whole)}
            return Body(wire.encode(named | tile(array, query)))

        return await answers.give(request, make, media_type)

    return router


def tile(array: Array, query: Mapping[str, Any]) -> dict[str, Any]:
    shown = wire.tensor(array, detail_of(query)) | {"stats": stats(array)}
    return shown | {"slice": None if query["slice"] is None else spelled(query["slice"])}


def value(tape: Tape, address: str, sample: int | None) -> Array:
    """A tensor, or one sample's part of it."""
    if sample is None:
        return tape.value(address)
    if not has_parts(tape.plan, address):
        choices = [known for known in tape.plan.tensors if has_parts(tape.plan, known)]
        detail = f"only the gradient of a parameter has a part for each sample, not {address}"
        raise wrong("out_of_range", "sample", detail, address, choices=choices[:50])
    count = tape.plan.samples
    if sample >= count:
        detail = f"the batch has the samples 0 to {count - 1}, not {sample}"
        raise wrong("index_out_of_range", "sample", detail, sample, min=0, max=count - 1)
    return part_of_sample(tape, address, sample)
