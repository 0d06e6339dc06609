"""Answers that are made for one request are packed on their way, for who welcomes it."""

from fastapi.middleware.gzip import GZipMiddleware
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from backstep.api.negotiation import takes_gzip

NAME = b"accept-encoding"
# What is looked at under these is packed already, once and not for each who asks
# (backstep.api.ready).
READY = ("/api/", "/static/", "/lessons/")
AGAIN = b", Accept-Encoding"


class Packing(GZipMiddleware):
    """Starlette's, which would take `gzip;q=0` for a wish, and say twice what answers depend on."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_ready(scope):
            await self.app(scope, receive, send)
            return
        wish = Headers(scope=scope).get("accept-encoding", "")
        if takes_gzip(wish) != ("gzip" in wish):  # say it in the words that it understands
            others = [(name, value) for name, value in scope["headers"] if name != NAME]
            plainly = b"gzip" if takes_gzip(wish) else b"identity"
            scope = {**scope, "headers": [*others, (NAME, plainly)]}

        async def send_tidily(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [tidy(*header) for header in message["headers"]]
            await send(message)

        await super().__call__(scope, receive, send_tidily)


def is_ready(scope: Scope) -> bool:
    path = scope["path"]
    return scope["method"] == "GET" and (path == "/" or path.startswith(READY))


def tidy(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    if name == b"vary" and value.endswith(AGAIN) and value.lower().count(NAME) > 1:
        return name, value.removesuffix(AGAIN)
    return name, value
