"""The door that asks for the access key: a browser by a page, a program by a header.

`/healthz` alone is open: whoever watches over servers need not know their keys.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backstep.api.accepted import type_of
from backstep.api.body import read_bytes
from backstep.api.client import KEY_COOKIE, address_of, cookies_of
from backstep.api.problem import problem, refusal
from backstep.doors.door import values
from backstep.doors.key import LASTING, Key
from backstep.doors.together import Together
from backstep.doors.tries import Tries
from backstep.errors import BackstepError, Flaw, Unavailable
from backstep.web.plain import PlainPages, is_for_a_reader

OPEN = "/healthz"
PATH = "/key"  # where the page sends the key to
FORM = "application/x-www-form-urlencoded"
MOST = 8192  # bytes of a form
SCHEME = b"bearer "
ASK = {"www-authenticate": 'Bearer realm="backstep"'}


class Keyhole:
    """Lets in who shows the key, or the cookie that was given for it."""

    def __init__(
        self,
        app: ASGIApp,
        key: Key,
        pages: PlainPages,
        processes: int,
        together: Together | None = None,
    ) -> None:
        self.app, self._key, self._pages = app, key, pages
        self._tries = Tries(processes, together)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == OPEN:
            await self.app(scope, receive, send)
            return
        try:
            if scope["path"] == PATH:
                await (await self._enter(Request(scope, receive)))(scope, receive, send)
            elif self._knows(scope) or self._shown(scope):
                await self.app(scope, receive, private(send))
            else:
                await self._ask(scope, address_in(scope))(scope, receive, send)
        except Unavailable as error:  # too many wrong keys
            page = self._pages.wait(scope) if is_for_a_reader(scope) else refusal(error)
            page.headers["retry-after"] = str(error.retry_after)
            await page(scope, receive, send)

    def _knows(self, scope: Scope) -> bool:
        cookie = cookies_of(scope).get(KEY_COOKIE, "")
        return bool(cookie) and self._key.gave(cookie, host_of(scope))

    def _shown(self, scope: Scope) -> bool:
        """Whether a program shows the key. Raises Unavailable after too many wrong ones."""
        found = values(scope, b"authorization")
        if len(found) != 1 or found[0][: len(SCHEME)].lower() != SCHEME:
            return False
        return self._try(scope, found[0][len(SCHEME) :].strip())

    def _try(self, scope: Scope, given: bytes) -> bool:
        address = address_of(scope)
        self._tries.look(address)
        right = self._key.is_right(given)
        if not right:
            self._tries.count(address)
        return right

    def _ask(self, scope: Scope, to: str, wrong: bool = False) -> Response:
        if is_for_a_reader(scope):
            # In the language of where it leads to.
            going = {**scope, "query_string": to.partition("?")[2].encode()}
            page = self._pages.ask_for_key(going, to, wrong)
            page.headers.update(ASK)
            return page
        detail = (
            "This server asks for its key: programs send it as Authorization: Bearer KEY, and "
            "browsers are asked for it when they open the page"
        )
        return problem((Flaw("key_required", detail),), 401, ASK)

    async def _enter(self, request: Request) -> Response:
        """What the page sent: the key, and where its reader wants to go."""
        scope = request.scope
        if request.method != "POST":
            return RedirectResponse("/", 303) if self._knows(scope) else self._ask(scope, "/")
        try:
            type_of(request, (FORM,))
            form = parse_qs((await read_bytes(request, MOST)).decode("latin-1"), max_num_fields=8)
        except BackstepError as error:
            return refusal(error)
        except ValueError:
            form = {}
        to = local(form.get("to", ["/"])[0])
        if not self._try(scope, form.get("key", [""])[0].strip().encode()):
            return self._ask(scope, to, wrong=True)
        response = RedirectResponse(to, 303, {"cache-control": "no-store"})
        response.set_cookie(
            KEY_COOKIE,
            self._key.cookie(host_of(scope)),
            LASTING,
            secure=scope.get("scheme") == "https",
            httponly=True,
            samesite="lax",
        )
        return response


def host_of(scope: Scope) -> bytes:
    return b"".join(values(scope, b"host")[:1])


def address_in(scope: Scope) -> str:
    """The path and query that were asked for, as they came."""
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    return local((path + b"?" * bool(query) + query).decode("latin-1"))


def local(to: str) -> str:
    """An address on this server and no other; `//elsewhere` would be one."""
    return to if to.isascii() and to[:1] == "/" and to[1:2] not in ("/", "\\") else "/"


def private(send: Send) -> Callable[[Message], Any]:
    """No cache between may hand on to others what was let out for the key."""

    async def send_privately(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            caching = headers.get("cache-control", "")
            if caching != "no-store":
                kept = caching.removeprefix("public").removeprefix(", ")
                headers["cache-control"] = f"private, {kept}" if kept else "private"
        await send(message)

    return send_privately
