"""`GET /kinds`: layers of one's own, what they are now, and what is wrong with their files."""

import asyncio
from time import monotonic
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field
from typing_extensions import TypedDict

from backstep.api.accepted import taking
from backstep.api.bodies import Nothing, read_body
from backstep.api.context import Context, fresh
from backstep.api.endpoints.checkpoints import Checkpoint, shown
from backstep.api.forms import Id
from backstep.api.openapi import reference
from backstep.api.query import Absent, Asked
from backstep.api.route import Route
from backstep.api.shapes import Value, Words
from backstep.describe.flaws import Flaws
from backstep.store.renewing import renewed
from backstep.work.closing import closing

GLANCE = 0.05  # seconds between two looks at whether there is something new
WAIT = 20.0  # seconds that an answer may be put off


class KindsQuery(Asked):
    """Since when."""

    after: Annotated[
        Annotated[str, Field(max_length=64)] | Absent,
        Field(description="The `stamp` that is known: the answer waits until there is another."),
    ] = None


class FileProblem(TypedDict):
    """Why a file cannot be loaded as it stands now."""

    file: str
    line: int | None
    said: Words


class OwnKind(TypedDict):
    """A file of one's own: the layer that it is, and what is wrong with it."""

    kind: str
    file: str
    name: Annotated[str | None, Field(description="of a class in it, or a call of one")]
    version: Annotated[
        str | None, Field(description="of the code that computes; null where none could be loaded")
    ]
    problem: Annotated[
        FileProblem | None, Field(description="with the file now; the version before it goes on")
    ]
    check: Annotated[
        Value, Field(description="what `backstep check` says of that version; null until it has")
    ]
    printed: Annotated[str, Field(description="the beginning of what the file prints")]


class OwnKinds(TypedDict):
    """All of them, and a stamp that changes whenever one of them does."""

    stamp: str
    version: Annotated[str, Field(description="of all answers, as in the catalog")]
    kinds: list[OwnKind]


def read_nothing(raw: Any) -> None:
    """A body that says nothing more."""
    flaws = Flaws()
    read_body(raw, (), (), flaws)
    flaws.raise_first_stage()


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["catalog"], route_class=Route)

    def told() -> dict[str, Any]:
        return {**context.kinds.told(), "version": context.answers.version}

    @router.get("/kinds", response_model=OwnKinds, summary="Layers of one's own, as they are now")
    async def get_kinds(request: Request, query: Annotated[KindsQuery, Query()]) -> Response:  # noqa: ARG001
        until = monotonic() + WAIT
        while query.after == context.kinds.stamp and monotonic() < until and not closing.is_set():
            await asyncio.sleep(GLANCE)
        return fresh(told())

    @router.post(
        "/checkpoints/{id}/renewed",
        response_model=Checkpoint,
        status_code=201,
        summary="The same checkpoint by the code that there is now",
        responses={503: {}},
        **taking(reference(Nothing)),
    )
    async def renew_checkpoint(request: Request, id: Id) -> Response:
        def renew(_: None) -> Response:
            checkpoint = renewed(context.checkpoints, id)
            place = f"/api/v1/checkpoints/{checkpoint.id}"
            return fresh(shown(checkpoint), 201, location=place)

        return await context.post(request, read_nothing, renew)

    return router
