"""Answers about checkpoints: they never change, so they are made once and cached by anyone."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from app.api.heavy import Heavy
from app.store.lru import Lru

JSON = "application/json"
FOREVER = "public, max-age=31536000, immutable"
Headers = list[tuple[bytes, bytes]]
Key = tuple[str, bytes, str]


@dataclass(frozen=True, slots=True)
class Body:
    """Encoded bytes, and what they are."""

    content: bytes
    media_type: str = JSON
    filename: str = ""  # under which a browser saves it, if it is a download


@dataclass(frozen=True, slots=True)
class Ready:
    """An answer with its headers, to be sent as often as it is asked for."""

    content: bytes
    etag: str
    headers: Headers
    unchanged: Headers


class Bytes(Response):
    """Ready bytes with ready headers: nothing is left to do."""

    def __init__(self, content: bytes, headers: Headers, status: int = 200) -> None:
        self.status_code = status
        self.body = content
        self.background = None
        self.raw_headers = headers.copy()  # middleware adds to the list that it is given


class Answers:
    """The answers given last, within a bound in bytes."""

    def __init__(self, version: str, limit: int, heavy: Heavy) -> None:
        self.version = version
        self._heavy = heavy
        self._ready: Lru[Key, Ready] = Lru(limit)

    async def give(
        self, request: Request, make: Callable[[], Body], accept: str = "", away: bool = False
    ) -> Response:
        """The answer to a GET; made, off the event loop, only if it is not at hand.

        `accept` is the media type that was chosen, where there is a choice; with `away`, another
        process makes most of it.
        """
        scope = request.scope
        key = (scope["path"], scope["query_string"], accept)
        ready = self._ready.get(key)
        if ready is None:
            body = await (self._heavy.away if away else self._heavy.work)(request, make)
            current = request.query_params.get("v") == self.version
            ready = self._prepare(body, FOREVER if current else "no-cache", bool(accept))
            self._ready.put(key, ready, len(body.content) + 1000)
        asked = request.headers.get("if-none-match")
        if asked is not None and matches(asked, ready.etag):
            return Bytes(b"", ready.unchanged, 304)
        return Bytes(ready.content, ready.headers)

    def _prepare(self, body: Body, caching: str, varies: bool) -> Ready:
        digest = hashlib.blake2b(body.content, digest_size=9)
        digest.update(body.media_type.encode())
        etag = f'W/"{self.version}-{digest.hexdigest()}"'  # weak: gzip changes the bytes
        common = [(b"etag", etag.encode()), (b"cache-control", caching.encode())]
        if varies:
            common.append((b"vary", b"Accept"))
        described = [
            (b"content-type", body.media_type.encode()),
            (b"content-length", str(len(body.content)).encode()),
        ]
        if body.filename:
            saved = f'attachment; filename="{body.filename}"'
            described.append((b"content-disposition", saved.encode()))
        return Ready(body.content, etag, [*described, *common], common)


def matches(if_none_match: str, etag: str) -> bool:
    """RFC 9110, 13.1.2: weak comparison with any of a list, or `*`."""
    asked = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return any(tag in ("*", etag.removeprefix("W/")) for tag in asked)
