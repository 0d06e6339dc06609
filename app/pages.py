"""What a browser opens: the page, alone or with a lesson; its files; the API's own page."""

from pathlib import Path

from fastapi import FastAPI
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from app import __version__
from app.api.client import introduce
from app.assets import Assets, folder
from app.modules import needed
from app.offline_docs import include_docs


def languages(assets: Assets) -> list[str]:
    """The languages that the page speaks: one file of `static/i18n` each."""
    return sorted(path.stem for path in (assets.root / "i18n").glob("*.json"))


def choose_language(request: Request, known: list[str]) -> str:
    """`?lang=` if it is one of ours, else the first of the browser's that is, else English."""
    wished = [request.query_params.get("lang", "")]
    for part in request.headers.get("accept-language", "").split(","):
        wished.append(part.partition(";")[0].strip().partition("-")[0].lower())
    return next((language for language in wished if language in known), "en")


def modules(assets: Assets) -> tuple[list[str], list[str]]:
    """The page's modules: named at once, they are not asked for one import after another.

    First those that ask for the page's first numbers, then the others, which give way to these.
    """
    root = assets.root.resolve()
    first = _names(root, "begin.js")
    return first, [name for name in _names(root, "main.js") if name not in first]


def _names(root: Path, first: str) -> list[str]:
    return [path.relative_to(root).as_posix() for path in needed(root / "js" / first)]


def include_pages(app: FastAPI) -> None:
    """Adds the page, its files and the API's own page to the application."""
    assets = Assets()
    templates = Environment(
        loader=FileSystemLoader(folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=True,
    )
    templates.globals["version"] = __version__

    async def page(request: Request) -> Response:
        assets.refresh()
        first, others = modules(assets)
        html = templates.get_template("index.html").render(
            static=assets.url,
            lang=choose_language(request, languages(assets)),
            first=first,
            others=others,
        )
        headers = {"cache-control": "no-cache", "vary": "accept-language"}
        response = HTMLResponse(html, headers=headers)
        introduce(request.scope, response)
        return response

    app.add_route("/", page, include_in_schema=False)
    app.add_route("/lessons/{name}", page, include_in_schema=False)
    app.add_route("/lessons/{name}/", page, include_in_schema=False)
    app.mount("/static", assets, name="static")
    include_docs(app, templates, assets)
