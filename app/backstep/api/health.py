"""`/healthz`: the process is alive. `/readyz`: so is the store, and it can be written to."""

from fastapi import APIRouter, Request, Response

from backstep.api.context import Context, fresh
from backstep.api.documented import operation
from backstep.api.query import read_query


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["health"])

    @router.get(
        "/healthz", **operation("healthz", "Is the process alive?", "Health", lasting=False)
    )
    async def healthz(request: Request) -> Response:
        read_query(request, ())
        return fresh({"status": "ok"})

    @router.get(
        "/readyz",
        **operation("readyz", "Does the store answer?", "Health", problems=(503,), lasting=False),
    )
    async def readyz(request: Request) -> Response:
        read_query(request, ())
        await context.heavy.work(request, context.checkpoints.store.ready)
        return fresh({"status": "ok"})

    return router
