"""What every answer tells the browser about safety: where scripts may come from, above all.

Plain ASGI: a `BaseHTTPMiddleware` would cost more than most answers of the API.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Nothing but what this server sends: no inline script, no inline style, nothing from elsewhere.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)


# What can show or run something when it is opened by itself; a policy on the rest says nothing.
DOCUMENTS = ("text/html", "image/svg+xml")


class SecurityHeaders:
    """Adds the headers that an answer has not set itself (the key's page has a policy of its own).

    A page's first opening asks for a hundred small files, so these get what they need and no more.
    """

    def __init__(self, app: ASGIApp, frame_ancestors: str) -> None:
        self.app = app
        self.frame_ancestors = frame_ancestors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.add(MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def add(self, headers: MutableHeaders) -> None:
        headers.setdefault("x-content-type-options", "nosniff")
        if headers.get("content-type", "").startswith(DOCUMENTS):
            policy = headers.get("content-security-policy", PAGE_POLICY)
            framing = f"frame-ancestors {self.frame_ancestors}"
            headers["content-security-policy"] = f"{policy}; {framing}"
            headers.setdefault("referrer-policy", "no-referrer")
            headers.setdefault("cross-origin-opener-policy", "same-origin")
