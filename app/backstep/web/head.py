"""HEAD wherever there is GET: the same headers, and no body.

Static files and pages know it by themselves; the API's routes are declared for GET alone, so that
OpenAPI has each operation once.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

PREFIX = "/api/"


class HeadAsGet:
    """Asks the API's route for GET, and keeps the body back."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        asked = {**scope, "method": "GET"} if scope["path"].startswith(PREFIX) else scope
        await self.app(asked, receive, without_body)
