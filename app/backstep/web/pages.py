"""What a browser opens: the page, alone or with a lesson; its files; the API's own page."""

from typing import Any

from fastapi import FastAPI
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from backstep import __version__
from backstep.api.client import introduce
from backstep.api.problem import of_http
from backstep.api.ready import ASK_AGAIN, Ready, ready
from backstep.folders import folder
from backstep.lessons import LESSONS
from backstep.web.assets import LEVEL, Assets
from backstep.web.bundle import FIRST, PAGE, part_of
from backstep.web.modules import needed
from backstep.web.offline_docs import include_docs
from backstep.web.plain import PlainPages, is_for_a_reader
from backstep.web.speech import Speech

HTML = "text/html; charset=utf-8"


def scripts(assets: Assets, dev: bool) -> dict[str, Any]:
    """The page's scripts: named at once, they are not asked for one import after another.

    First those that ask for the page's first numbers, then the others, which give way to these.
    """
    if not dev:
        begin, main = part_of(FIRST), part_of(PAGE)
        return {"begin": begin, "main": main, "first": [begin], "others": [main]}
    first = _names(assets, "begin.js")
    others = [name for name in _names(assets, "main.js") if name not in first]
    return {"begin": FIRST, "main": PAGE, "first": first, "others": others}


def _names(assets: Assets, first: str) -> list[str]:
    root = assets.root.resolve()
    return [path.relative_to(root).as_posix() for path in needed(root / "js" / first)]


def in_order(languages: list[str]) -> list[str]:
    """As the page offers them: that of the course first, then English, then others."""
    return sorted(languages, key=lambda code: (code != "es", code != "en", code))


class Page:
    """The page in each language, made once; anew where its files change while it is worked on."""

    def __init__(self, assets: Assets, templates: Environment, dev: bool) -> None:
        self._assets, self._templates, self._dev = assets, templates, dev
        self._read()

    def _read(self) -> None:
        self.speech = Speech(self._assets.root)
        named = scripts(self._assets, self._dev)
        template = self._templates.get_template("index.html")
        self._ready: dict[str, Ready] = {
            lang: ready(
                template.render(
                    static=self._assets.url,
                    lang=lang,
                    languages=" ".join(in_order(self.speech.languages)),
                    **named,
                ).encode(),
                HTML,
                varies=("Accept-Language",),
                level=LEVEL,
            )
            for lang in self.speech.languages
        }

    def _refresh(self) -> None:
        self._assets.refresh()
        self._read()

    async def open(self, request: Request) -> Response:
        if self._dev:
            await run_in_threadpool(self._refresh)
        form = self._ready[self.speech.language(request.scope)].form(request.headers)
        response = form.answer(request.headers, ASK_AGAIN)
        introduce(request.scope, response)
        return response

    async def lesson(self, request: Request) -> Response:
        """The page with a lesson, if there is one of that name."""
        if request.path_params["name"] not in LESSONS:
            raise HTTPException(404)
        return await self.open(request)


def include_pages(app: FastAPI, dev: bool = False) -> PlainPages:
    """Adds the page, its files and the API's own page to the application."""
    assets = Assets(joins=not dev)
    templates = Environment(
        loader=FileSystemLoader(folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=dev,
    )
    templates.globals["version"] = __version__
    page = Page(assets, templates, dev)
    plain = PlainPages(assets.root, templates, page.speech)

    async def refused(request: Request, error: Exception) -> Response:
        """A reader who comes to where nothing is gets a page; a program, a problem."""
        assert isinstance(error, HTTPException)
        if error.status_code == 404 and is_for_a_reader(request.scope):
            return plain.nothing_here(request.scope)
        return await of_http(request, error)

    app.add_exception_handler(HTTPException, refused)
    # Before the API's many routes, which would all be looked at first.
    app.router.routes[:0] = [
        Mount("/static", assets, name="static"),
        Route("/", page.open),
        Route("/lessons", page.open),
        Route("/lessons/", page.open),
        Route("/lessons/{name}", page.lesson),
        Route("/lessons/{name}/", page.lesson),
    ]
    include_docs(app, templates, assets)
    return plain
