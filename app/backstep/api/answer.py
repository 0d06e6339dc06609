"""Answers about checkpoints: they never change, so they are made once and cached by anyone."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter

from starlette.requests import Request
from starlette.responses import Response

from backstep.api.heavy import Heavy
from backstep.api.query import MAX_VERSION
from backstep.api.ready import ASK_AGAIN, FOREVER, NEVER, Ready, ready, wants_gzip
from backstep.store.lru import Lru

JSON = "application/json"
LEVEL = 1  # of packing: an answer is made while somebody waits
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """Encoded bytes, and what they are."""

    content: bytes
    media_type: str = JSON
    filename: str = ""  # under which a browser saves it, if it is a download
    level: int = LEVEL  # of packing; more where it is made once for all who ask
    lasting: bool = True  # not so where time has cut it short: asked again, it may hold more


@dataclass(frozen=True, slots=True)
class Made:
    """An answer, what it was made of, and whether packing it has been tried."""

    body: Body
    ready: Ready
    packing_tried: bool


class Answers:
    """The answers given last, within a bound in bytes: those of the answers and of their keys."""

    def __init__(self, version: str, limit: int, heavy: Heavy) -> None:
        self.version = version
        self._heavy, self._limit = heavy, limit
        self._made: Lru[Key, Made] = Lru(limit)

    def begin_again(self, version: str) -> None:
        """Answers are made by other rules from now on."""
        self.version = version
        self._made = Lru(self._limit)

    async def give(
        self, request: Request, make: Callable[[], Body], accept: str = "", away: bool = False
    ) -> Response:
        """The answer to a GET; made, off the event loop, only if it is not at hand.

        `accept` is the media type that was chosen, where there is a choice; with `away`, another
        process makes most of it. `make` raises where the query is wrong, and nothing is kept then.
        """
        given = self.at_hand(request, accept)
        if given is not None:
            return given
        key, version = key_of(request, accept)
        packing = wants_gzip(request.headers)
        known = self._made.get(key)

        def complete() -> Made:
            return self._make(known.body if known else make(), accept, packing)

        made = await (self._heavy.away if away else self._heavy.work)(request, complete)
        if made.body.lasting:
            self._made.put(key, made, made.ready.size + size_of(key))
        return self._answer(request, made, version)

    def at_hand(self, request: Request, accept: str) -> Response | None:
        """The answer to a GET that was given before: what was asked is known to be right."""
        key, version = key_of(request, accept)
        made = self._made.get(key)
        if made is None or (wants_gzip(request.headers) and not made.packing_tried):
            return None
        return self._answer(request, made, version)

    def _answer(self, request: Request, made: Made, version: str) -> Response:
        caching = FOREVER if version == self.version else ASK_AGAIN
        if not made.body.lasting:
            caching = NEVER
        return made.ready.form(request.headers).answer(request.headers, caching)

    def _make(self, body: Body, accept: str, packing: bool) -> Made:
        answer = ready(
            body.content,
            body.media_type,
            self.version,
            varies=("Accept",) if accept else (),
            filename=body.filename,
            level=body.level if packing else 0,
        )
        return Made(body, answer, packing)


def key_of(request: Request, accept: str) -> tuple[Key, str]:
    """What an answer depends on, and the version that the client names, on which none does."""
    items = request.query_params.multi_items()
    versions = [value for name, value in items if name == "v"]
    if len(versions) == 1 and len(versions[0]) <= MAX_VERSION:
        items = [item for item in items if item[0] != "v"]
    pairs = [part for item in sorted(items, key=itemgetter(0)) for part in item]
    return (request.scope["path"], accept, *pairs), versions[0] if len(versions) == 1 else ""


def size_of(key: Key) -> int:
    """Bytes of memory, about; a character may take four."""
    return sum(100 + 4 * len(part) for part in key)
