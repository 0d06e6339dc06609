"""`GET …/explain`: several numbers and chains in one answer, for who walks from step to step."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

from backstep.api import forms
from backstep.api.context import Context
from backstep.api.endpoints.explaining import Chain, Explanation, indices, links
from backstep.api.forms import Id, formed
from backstep.api.query import Asked, Version, reading, wrong
from backstep.api.route import LastingRoute
from backstep.api.shown import address_of
from backstep.ask.explain import explain
from backstep.describe.shapes import check_cell
from backstep.engine.kind import Index
from backstep.run.tape import Tape

MOST = 32
CELL = rf"{forms.ADDRESS}\[{forms.INDICES}\]"
ONE = re.compile(rf"({forms.ADDRESS})\[([^\[\]]*)\]", re.ASCII)

Cell = tuple[str, Index]


def several(pattern: str, least: int = 1) -> str:
    """So many of a form, with commas between them."""
    all_of_them = rf"{pattern}(,{pattern}){{0,{MOST - 1}}}"
    return all_of_them if least else f"({all_of_them})?"


def cells(name: str, value: str) -> tuple[Cell, ...]:
    """Reads `l1.y[0,1],loss.E[]`: addresses, each with the indices of one of its cells."""
    found = []
    for part in counted(name, re.split(r"(?<=\]),", value)):
        match = ONE.fullmatch(part)
        if match is None:
            detail = f"{name} is cells such as l1.y[0,1] separated by commas, not {part[:60]!r}"
            raise wrong("wrong_type", name, detail, value, type="cells")
        found.append((match[1], indices(name, match[match.re.groups])))
    return tuple(found)


def addresses(name: str, value: str) -> tuple[str, ...]:
    """Reads `l1.W,l1.b`; nothing at all is none."""
    found = tuple(counted(name, value.split(","))) if value else ()
    for part in found:
        if not re.fullmatch(forms.ADDRESS, part, re.ASCII):
            detail = f"{name} is addresses separated by commas, not {part[:60]!r}"
            raise wrong("wrong_type", name, detail, value, type="addresses")
    return found


def counted(name: str, parts: list[str]) -> list[str]:
    if len(parts) > MOST:
        detail = f"{name} names {len(parts)}, and at most {MOST} are told at once"
        raise wrong("out_of_range", name, detail, len(parts), max=MOST)
    return parts


class SeveralQuery(Asked):
    """Which numbers, and which chains."""

    cells: Annotated[
        tuple[Cell, ...],
        reading(cells),
        WithJsonSchema(dict(formed(several(CELL)))),
        Field(description=f"Cells, as in l1.y[0,1],loss.E[]; at most {MOST}."),
    ]
    chains: Annotated[
        tuple[str, ...],
        reading(addresses),
        WithJsonSchema(dict(formed(several(forms.ADDRESS, 0)))),
        Field(description=f"Tensors whose chains are told too, as in l1.W,l1.b; at most {MOST}."),
    ] = ()
    v: Version = None


class Explanations(TypedDict):
    """What was asked for, in the order in which it was."""

    explanations: list[Explanation]
    chains: list[Chain]


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"], route_class=LastingRoute)

    @router.get(
        "/checkpoints/{id}/explain",
        response_model=Explanations,
        summary="How several numbers were computed, and the chain rule to several tensors",
    )
    async def explain_several(
        request: Request, id: Id, query: Annotated[SeveralQuery, Query()]
    ) -> Response:
        return await context.looking(
            request,
            id,
            lambda tape, checkpoint: {
                "explanations": [told(tape, *cell) for cell in query.cells],
                "chains": [links(checkpoint, address) for address in query.chains],
            },
        )

    return router


def told(tape: Tape, asked: str, at: Index) -> dict[str, Any]:
    """One number's explanation. Raises NotFound, and QueryError at the query's own place."""
    address = address_of(tape.plan, asked)
    check_cell(address, tape.plan.tensors[address].shape, at, "/query/cells")
    return explain(tape, address, at)
