"""HTTP only: read the request, ask the store and the wings, encode the answer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from backstep.api import (
    catalog,
    checking,
    checkpoints,
    datasets,
    explaining,
    exporting,
    fits,
    function,
    health,
    histories,
    lessons,
    metrics,
    predicting,
    tensors,
    tracing,
    train,
)  # fmt: skip
from backstep.api.context import Context
from backstep.api.openapi import include_openapi
from backstep.api.problem import include_problems
from backstep.settings import Settings

PREFIX = "/api/v1"
RESOURCES = (  # what is asked for most comes first
    tracing,
    tensors,
    explaining,
    checkpoints,
    catalog,
    function,
    fits,
    checking,
    histories,
    exporting,
    metrics,
    predicting,
    train,
    datasets,
    lessons,
    health,
)


def include_api(app: FastAPI, settings: Settings) -> None:
    """Add the API and its problems to the application, and open its store."""
    context = Context.of(settings)
    api = APIRouter()
    for resource in RESOURCES:
        # Side by side, not one inside the other: each level of routers is searched twice over.
        api.routes.extend(resource.routes(context).routes)
    # Whoever watches over servers looks for these two at the root, and often.
    app.include_router(health.routes(context), include_in_schema=False)
    app.include_router(api, prefix=PREFIX)
    app.router.redirect_slashes = False  # an address has one spelling
    include_problems(app)
    include_openapi(app)
    _close_at_the_end(app, context)


def _close_at_the_end(app: FastAPI, context: Context) -> None:
    before = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with before(app):
            try:
                yield
            finally:
                context.close()

    app.router.lifespan_context = lifespan
