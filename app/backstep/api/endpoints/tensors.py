"""`GET …/tensors/{address}`: a tensor, or a tile of it, as JSON, CSV or npy."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from backstep.api import files, wire
from backstep.api.answer import Body
from backstep.api.context import Context
from backstep.api.forms import Address, Id
from backstep.api.query import Absent, Asked, Version, Whole, wrong
from backstep.api.route import TEXT, LastingRoute
from backstep.api.shapes import Place, ShownTensor
from backstep.api.shown import Digits, Inline, Preview, address_of, check_sum, detail_of
from backstep.api.slices import Slice, check, spelled
from backstep.ask.broken import meant_in
from backstep.ask.part import has_parts, part_of_sample
from backstep.ask.summary import stats
from backstep.engine.kind import Array
from backstep.run.tape import Tape

ASKED_OFTEN = True


class TensorQuery(Asked):
    """Which part of a tensor to send, and how much of it."""

    slice: Slice = None
    sample: Annotated[
        Annotated[int, Field(ge=0, le=2**31), Whole] | Absent,
        Field(description="That sample's part of a parameter's gradient."),
    ] = None
    inline: Inline = wire.INLINE
    preview: Preview = wire.PREVIEW
    digits: Digits = None
    v: Version = None


class Tile(ShownTensor):
    """A tensor, or the part of it that a slice cuts out."""

    address: str
    slice: str | None
    whole_shape: Place


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"], route_class=LastingRoute)

    @router.get(
        "/checkpoints/{id}/tensors/{address}",
        response_model=Tile,
        summary="A tensor or a tile of it",
        responses={200: {"content": {files.CSV: TEXT, files.NPY: TEXT}}},
    )
    async def get_tensor(
        request: Request, id: Id, address: Address, query: Annotated[TensorQuery, Query()]
    ) -> Response:
        media_type = files.chosen(request.headers.get("accept", ""))

        return await context.looking(
            request,
            id,
            lambda tape, _: tile(tape, address_of(tape.plan, address), query, media_type),
            accept=media_type,
        )

    return router


def tile(tape: Tape, address: str, query: TensorQuery, media_type: str) -> Any:
    array = value(tape, address, query.sample)
    meant = meant_in(tape.plan, tape.value, address) if query.sample is None else None
    whole = array.shape
    if query.slice is not None:
        check(query.slice, address, whole)
        array = array[query.slice]
        meant = None if meant is None else meant[query.slice]
    if media_type == files.CSV:
        return Body(files.csv(array, address, query.digits), "text/csv; charset=utf-8")
    if media_type == files.NPY:
        return Body(files.npy(array), files.NPY)
    check_sum([array.shape], query.inline)
    return {
        "address": address,
        "role": tape.plan.tensors[address].role,
        "whole_shape": list(whole),
        **wire.tensor(array, detail_of(query)),
        "stats": stats(array, meant),
        "slice": None if query.slice is None else spelled(query.slice),
    }


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
