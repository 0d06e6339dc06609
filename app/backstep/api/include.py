"""Puts the API into the application: endpoints, problems, and what begins and ends with it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from backstep.api.context import Context
from backstep.api.endpoints import health, routers
from backstep.api.openapi import include_openapi
from backstep.api.problem import include_problems
from backstep.settings import Settings

PREFIX = "/api/v1"


def include_api(app: FastAPI, settings: Settings) -> Context:
    """Add the API and its problems to the application, and open its store."""
    context = Context.of(settings)
    app.state.answers = context.answers
    api = APIRouter()
    for router in routers(context):
        # Side by side, not one inside the other: each level of routers is searched twice over.
        api.routes.extend(router.routes)
    # Whoever watches over servers looks for these two at the root, and often.
    app.include_router(health.routes(context), include_in_schema=False)
    app.include_router(api, prefix=PREFIX)
    app.router.redirect_slashes = False  # an address has one spelling
    include_problems(app)
    include_openapi(app)
    _begin_and_end(app, context)
    return context


def _begin_and_end(app: FastAPI, context: Context) -> None:
    before = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with before(app):
            context.begin()
            try:
                yield
            finally:
                context.close()

    app.router.lifespan_context = lifespan
