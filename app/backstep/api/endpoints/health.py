"""`/healthz`: the process is alive. `/readyz`: so is the store, and it can be written to."""

from typing import Literal

from fastapi import APIRouter, Request
from typing_extensions import TypedDict

from backstep.api.context import Context
from backstep.api.route import Route


class Health(TypedDict):
    """That all is well."""

    status: Literal["ok"]


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["health"], route_class=Route)

    @router.get("/healthz", summary="Is the process alive?")
    async def healthz() -> Health:
        return {"status": "ok"}

    @router.get("/readyz", summary="Does the store answer?", responses={503: {}})
    async def readyz(request: Request) -> Health:
        await context.heavy.work(request, context.checkpoints.store.ready)
        return {"status": "ok"}

    return router
