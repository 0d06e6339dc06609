"""`GET …/explain/{address}` and `GET …/chain/{address}`: where a number or gradient comes from."""

import re
from typing import Annotated, Any, NotRequired

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

from backstep.api import forms
from backstep.api.context import Context
from backstep.api.forms import Address, Id, formed
from backstep.api.query import Asked, Version, Whole, reading, wrong
from backstep.api.route import LastingRoute
from backstep.api.shapes import Count, Formula, Number, Place
from backstep.api.shown import address_of
from backstep.ask.explain import explain
from backstep.errors import Flaw, NotFound
from backstep.plan.chain import chain
from backstep.plan.plan import plan
from backstep.run.batch import batch_at
from backstep.store.checkpoint import Checkpoint

ASKED_OFTEN = True
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


class CellQuery(Asked):
    """Which cell, and how much of its explanation."""

    at: Annotated[
        tuple[int, ...],
        reading(indices),
        WithJsonSchema(dict(formed(forms.INDICES))),
        Field(description="The cell's indices, as in 1,0; empty for a scalar."),
    ]
    terms: Annotated[
        int,
        Field(ge=1, le=MAX_TERMS, description="Longer sums show their largest terms and a rest."),
        Whole,
    ] = 64
    v: Version = None


class Expr(TypedDict):
    """How a number was computed: an operation on others, a cell, a constant, or a rest."""

    op: str
    value: Number
    args: NotRequired[list["Expr"]]
    address: NotRequired[str]
    at: NotRequired[Place]
    name: NotRequired[str]
    count: NotRequired[Count]


class Operand(TypedDict):
    """A tensor that own code reads."""

    name: str
    address: str
    shape: Place


class CodeHere(TypedDict):
    """Where own code computes a number that has no tree, and what it reads there."""

    file: str
    line: int | None
    function: Annotated[str, Field(description="or the class")]
    written: Annotated[bool, Field(description="false where it is derived numerically")]
    reads: list[Operand]


class Explanation(TypedDict):
    """Where a number comes from, one step back; null where no step wrote it."""

    address: str
    at: Place
    value: Number
    step: Count | None
    formula: Formula | None
    expr: Expr
    code: NotRequired[
        Annotated[CodeHere, Field(description="of a number that code of one's own computes")]
    ]


class Link(TypedDict):
    """One factor of the chain rule, and the node that it belongs to."""

    numerator: str
    denominator: str
    node: str
    input: Annotated[
        str | None, Field(description="what the node calls the denominator, if it is an input")
    ]


class Chain(TypedDict):
    """The chain rule from the error back to a tensor."""

    address: str
    links: Annotated[list[Link], Field(description="of the first path")]
    in_the_middle: list[str]
    paths: Annotated[
        list[list[Link]], Field(description="one for each way from E; at most 16 are listed")
    ]
    path_count: Annotated[float, Field(description="how many there are in all")]
    latex: str
    mathml: str


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"], route_class=LastingRoute)

    @router.get(
        "/checkpoints/{id}/explain/{address}",
        response_model=Explanation,
        summary="How one number was computed, exactly one step back",
    )
    async def explain_cell(
        request: Request, id: Id, address: Address, query: Annotated[CellQuery, Query()]
    ) -> Response:
        return await context.looking(
            request,
            id,
            lambda tape, _: explain(tape, address_of(tape.plan, address), query.at, query.terms),
        )

    @router.get(
        "/checkpoints/{id}/chain/{address}",
        response_model=Chain,
        summary="The chain rule from the error back to a tensor",
    )
    async def get_chain(request: Request, id: Id, address: Address) -> Response:
        return await context.about(request, id, lambda checkpoint: links(checkpoint, address))

    return router


def links(checkpoint: Checkpoint, address: str) -> dict[str, Any]:
    """The chain of a gradient. Raises NotFound (unknown_address) for anything else."""
    batch = batch_at(checkpoint.network, checkpoint.id.iteration)
    found = chain(plan(checkpoint.network, len(batch.x)), address)
    if found is None:
        detail = f"{address[:60]!r} has no gradient in this network"
        raise NotFound(Flaw("unknown_address", detail, found=address))
    return found
