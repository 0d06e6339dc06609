"""`/docs`: the API's own page, with no network. Its scripts come from the extra `docs`."""

from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from backstep.web.assets import Assets, Files


def swagger_folder() -> Path | None:
    """Where the extra `docs` keeps its scripts; None where it is not installed."""
    found = find_spec("fastapi_offline")
    return Path(found.origin).parent / "static" if found and found.origin else None


def include_docs(app: FastAPI, templates: Environment, assets: Assets) -> None:
    """Adds `/docs`; without the extra it is a page that says how to get it."""
    swagger = swagger_folder()

    async def docs(_: Request) -> Response:
        html = templates.get_template("docs.html").render(
            static=assets.url, installed=swagger is not None, openapi=app.openapi_url
        )
        return HTMLResponse(html, headers={"cache-control": "no-cache"})

    if swagger is not None:
        app.mount("/docs/assets", Files(swagger), name="docs-assets")
    app.add_route("/docs", docs, include_in_schema=False)
