"""`GET …/explain/{address}` and `GET …/chain/{address}`: where a number or gradient comes from."""

import re

from fastapi import APIRouter, Request, Response

from backstep.api import forms, wire
from backstep.api.answer import Body
from backstep.api.context import Context
from backstep.api.documented import operation
from backstep.api.forms import formed
from backstep.api.query import VERSION, Parameter, bounded, read_query, wrong
from backstep.api.shown import address_of
from backstep.ask.explain import explain
from backstep.errors import Flaw, NotFound
from backstep.plan.chain import chain
from backstep.plan.plan import plan
from backstep.run.batch import batch_at

MAX_TERMS = 4096


def indices(name: str, value: str) -> tuple[int, ...]:
    """Reads `1,0`; nothing at all is a scalar's only place."""
    parts = value.split(",") if value else []
    for part in parts:
        if not re.fullmatch(r"-?[0-9]+", part, re.ASCII):
            detail = f"{name} is whole numbers separated by commas, not {value[:60]!r}"
            raise wrong("wrong_type", name, detail, value, type="integers")
    # What no tensor can have is as far out of range as the largest that one could have.
    return tuple(int(part[:18]) for part in parts)


AT = Parameter(
    "at", indices, "The cell's indices, as in 1,0; empty for a scalar.",
    schema=formed(forms.INDICES), required=True,
)  # fmt: skip
TERMS = bounded("terms", "Longer sums show their largest terms and a rest.", 1, MAX_TERMS, 64)


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"])
    checkpoints, answers = context.checkpoints, context.answers

    @router.get(
        "/checkpoints/{id}/explain/{address}",
        **operation(
            "explain_cell", "How one number was computed, exactly one step back", "Explanation",
            path=("id", "address"), query=(AT, TERMS, VERSION),
        ),
    )  # fmt: skip
    async def explain_cell(request: Request) -> Response:
        def make() -> Body:
            query = read_query(request, (AT, TERMS, VERSION))
            checkpoint = checkpoints.get(request.path_params["id"])
            with checkpoints.tape(checkpoint) as tape:
                address = address_of(tape.plan, request.path_params["address"])
                return Body(wire.encode(explain(tape, address, query["at"], query["terms"])))

        return await answers.give(request, make)

    @router.get(
        "/checkpoints/{id}/chain/{address}",
        **operation(
            "get_chain", "The chain rule from the error back to a tensor", "Chain",
            path=("id", "address"), query=(VERSION,),
        ),
    )  # fmt: skip
    async def get_chain(request: Request) -> Response:
        def make() -> Body:
            read_query(request, (VERSION,))
            checkpoint = checkpoints.get(request.path_params["id"])
            batch = batch_at(checkpoint.network, checkpoint.id.iteration)
            asked = request.path_params["address"]
            links = chain(plan(checkpoint.network, len(batch.x)), asked)
            if links is None:
                detail = f"{asked[:60]!r} has no gradient in this network"
                raise NotFound(Flaw("unknown_address", detail, found=asked))
            return Body(wire.encode(links))

        return await answers.give(request, make)

    return router
