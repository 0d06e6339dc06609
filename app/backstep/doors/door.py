"""A door looks at a request's line and headers, and lets it pass or says why not.

Plain ASGI, and the body is not touched: a door costs a few microseconds.
"""

from collections.abc import Callable, Sequence
from urllib.parse import quote

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from backstep.api.problem import refusal
from backstep.errors import BackstepError

Door = Callable[[Scope], None]  # raises BackstepError

READ_ONLY = frozenset({"GET", "HEAD", "OPTIONS"})
MAX_SHOWN = 100


class Doors:
    """The doors in turn; the first one that stays shut answers."""

    def __init__(
        self,
        app: ASGIApp,
        doors: Sequence[Door],
        told: Callable[[Scope, BackstepError], Response | None] = lambda *_: None,
    ) -> None:
        """`told` may have another answer than a problem: a page, for somebody who reads."""
        self.app = app
        self.doors = tuple(doors)
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            try:
                for door in self.doors:
                    door(scope)
            except BackstepError as error:
                answer = self._told(scope, error) or refusal(error)
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)


def values(scope: Scope, name: bytes) -> list[bytes]:
    """What a header says; it may stand more than once, or not at all."""
    return [value for key, value in scope["headers"] if key == name]


def harmless(found: bytes) -> str:
    """What a header held, without what a page or a log could take for its own."""
    text = quote(found[: 3 * MAX_SHOWN], safe=":/.-_~[]*")
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"
