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
from backstep.presets import PRESETS
from backstep.web.assets import LEVEL, Assets
from backstep.web.bundle import AROUND, FIRST, PAGE, part_of
from backstep.web.modules import needed
from backstep.web.offline_docs import include_docs
from backstep.web.plain import PlainPages, is_for_a_reader
from backstep.web.speech import Speech

HTML = "text/html; charset=utf-8"
API = "/api/v1"
CATALOG = f"{API}/catalog"  # as the page asks for it, with its words and what it opens with


def scripts(assets: Assets, dev: bool) -> dict[str, Any]:
    """The page's scripts: named at once, they are not asked for one import after another.

    First those that ask for the page's first numbers and show them, then those that stand around
    them, which give way to these.
    """
    if not dev:
        begin, main = part_of(FIRST), part_of(PAGE)
        return {"begin": begin, "main": main, "first": [begin, main], "others": [part_of(AROUND)]}
    first = _names(assets, FIRST)
    named = dict.fromkeys([*_names(assets, PAGE), *_names(assets, AROUND)])
    others = [name for name in named if name not in first]
    return {"begin": FIRST, "main": PAGE, "first": first, "others": others}


def _names(assets: Assets, first: str) -> list[str]:
    root = assets.root.resolve()
    return [path.relative_to(root).as_posix() for path in needed(root / first)]


def in_order(languages: list[str]) -> list[str]:
    """As the page offers them: that of the course first, then English, then others."""
    return sorted(languages, key=lambda code: (code != "es", code != "en", code))


def preset_of(request: Request) -> str:
    """The preset that an address opens with, the first one by default; none where it names a
    checkpoint, a lesson, or no preset that there is."""
    query = request.query_params
    if request.scope["path"] != "/" or "checkpoint" in query:
        return ""
    wished = query.get("preset", next(iter(PRESETS)))
    return wished if wished in PRESETS else ""


class Page:
    """The page in each language, with each preset, made once; anew where its files change while it
    is worked on."""

    def __init__(self, assets: Assets, templates: Environment, dev: bool) -> None:
        self._assets, self._templates, self._dev = assets, templates, dev
        self._read()

    def _read(self) -> None:
        self.speech = Speech(self._assets.root)
        named = scripts(self._assets, self._dev)
        template = self._templates.get_template("index.html")

        def page(lang: str, preset: str) -> Ready:
            answers = [CATALOG, self._assets.url(f"i18n/{lang}.json")]
            if preset:
                answers.append(f"{API}/presets/{preset}")
            text = template.render(
                static=self._assets.url,
                lang=lang,
                languages=" ".join(in_order(self.speech.languages)),
                answers=answers,
                **named,
            )
            return ready(text.encode(), HTML, varies=("Accept-Language",), level=LEVEL)

        self._ready = {
            (lang, preset): page(lang, preset)
            for lang in self.speech.languages
            for preset in ("", *PRESETS)
        }

    def _refresh(self) -> None:
        self._assets.refresh()
        self._read()

    async def open(self, request: Request) -> Response:
        if self._dev:
            await run_in_threadpool(self._refresh)
        which = self.speech.language(request.scope), preset_of(request)
        form = self._ready[which].form(request.headers)
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
