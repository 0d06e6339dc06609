"""`GET …/slips/{address}`: what comes out for a number by the usual slips."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

from backstep.api import forms
from backstep.api.context import Context
from backstep.api.endpoints.explaining import Expr, indices
from backstep.api.forms import Address, Id, formed
from backstep.api.query import Absent, Asked, Version, reading
from backstep.api.route import LastingRoute
from backstep.api.shapes import Count, Number, Place, Words
from backstep.api.shown import address_of
from backstep.ask.slips import slips

ASKED_OFTEN = True
Finite = Field(allow_inf_nan=False)


class SlipQuery(Asked):
    """Which cell, and what was guessed."""

    at: Annotated[
        tuple[int, ...],
        reading(indices),
        WithJsonSchema(dict(formed(forms.INDICES))),
        Field(description="The cell's indices, as in 1,0; empty for a scalar."),
    ]
    guess: Annotated[
        Annotated[float, Finite] | Absent,
        Field(description="Only the slips that lead to this number, two at most."),
    ] = None
    within: Annotated[float, Field(ge=0, le=1e300, description="How near counts as equal.")] = 0.005
    v: Version = None


class Slip(TypedDict):
    """What comes out by one slip; its words have slots, `{guess}` and `{name}` among them."""

    name: str
    value: Number
    words: Words
    numbers: Annotated[dict[str, Count], Field(description="slots that are numbers")]
    trees: Annotated[dict[str, Expr], Field(description="slots that are part of the formula")]
    tensors: Annotated[dict[str, str], Field(description="slots that are tensors, by address")]


class Slips(TypedDict):
    """A number, and what it would be by each slip, the likeliest first."""

    address: str
    at: Place
    value: Number
    slips: list[Slip]


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"], route_class=LastingRoute)

    @router.get(
        "/checkpoints/{id}/slips/{address}",
        response_model=Slips,
        summary="What comes out for a number by the usual slips",
    )
    async def get_slips(
        request: Request, id: Id, address: Address, query: Annotated[SlipQuery, Query()]
    ) -> Response:
        return await context.looking(
            request,
            id,
            lambda tape, _: slips(
                tape, address_of(tape.plan, address), query.at, query.guess, query.within
            ),
        )

    return router
