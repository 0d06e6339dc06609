"""The server's own small pages, without scripts: nothing is here, or the key is asked for."""

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from backstep.api.negotiation import best
from backstep.web.speech import Speech

HTML = "text/html"
STYLES = ("tokens.css", "plain.css")
LONGEST = 80  # of an address that is repeated to the reader


class PlainPages:
    """Carry their style in themselves: they are seen where no other file may be asked for."""

    def __init__(self, root: Path, templates: Environment, speech: Speech) -> None:
        self._template, self._speech = templates.get_template("plain.html"), speech
        self._style = "".join((root / "css" / name).read_text(encoding="utf-8") for name in STYLES)
        digest = base64.b64encode(hashlib.sha256(self._style.encode()).digest()).decode()
        self._policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
            "form-action 'self'"
        )

    def nothing_here(self, scope: Scope) -> Response:
        """The page of an address at which there is nothing."""
        asked = scope["path"]
        lesson = asked.startswith("/lessons/")
        return self._page(
            scope,
            404,
            title="plain.lesson.title" if lesson else "plain.nothing.title",
            text="plain.nothing.text",
            code=asked if len(asked) <= LONGEST else f"{asked[:LONGEST]}…",
            lessons=True,
        )

    def ask_for_key(self, scope: Scope, to: str, wrong: bool = False) -> Response:
        """The page that asks for the key, and leads to `to` once it is right."""
        return self._page(
            scope, 401, title="plain.key.title", text="plain.key.text", to=to, wrong=wrong
        )

    def wait(self, scope: Scope) -> Response:
        """The page of too many wrong keys."""
        return self._page(scope, 429, title="plain.wait.title", text="plain.wait.text")

    def wrong_name(self, scope: Scope, flag: str) -> Response:
        """The page of a server that is asked under a name that is not its own."""
        return self._page(
            scope, 421, title="plain.name.title", text="plain.name.text", code=flag, way_out=False
        )

    def _page(
        self,
        scope: Scope,
        status: int,
        *,
        title: str,
        text: str,
        to: str | None = None,
        wrong: bool = False,
        code: str = "",
        way_out: bool = True,
        lessons: bool = False,
    ) -> Response:
        language = self._speech.language(scope)
        html = self._template.render(
            lang=language,
            t=self._speech.translate(language),
            style=self._style,
            title=title,
            text=text,
            to=to,
            wrong=wrong,
            code=code,
            way_out=way_out,
            lessons=lessons,
        )
        headers = {
            "cache-control": "no-store",
            "content-security-policy": self._policy,
            "referrer-policy": "same-origin",  # else the form would have no origin to show
            "vary": "Accept, Accept-Language",
        }
        return HTMLResponse(html, status, headers)


def is_for_a_reader(scope: Scope) -> bool:
    """Whether a browser opens this address, to be shown to somebody."""
    accept = Request(scope).headers.get("accept", "")
    return best(accept, ("application/json", HTML)) == HTML
