"""What all routes have in common: how their query is refused, and what OpenAPI says of them.

A route names its answer (`response_model`) and sums itself up; its query and its path are
parameters that FastAPI reads, and OpenAPI writes itself. What is added here is the same for all:
the name of the operation, problems, headers.
"""

from collections.abc import Awaitable, Callable
from functools import cache
from http import HTTPStatus
from inspect import signature
from typing import Annotated, Any

from fastapi import Depends, Query
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from backstep.api.negotiation import best
from backstep.api.openapi import reference
from backstep.api.problem import MEDIA_TYPE, Problem
from backstep.api.query import Asked, Given, OnlyVersion
from backstep.api.refused import flaws_of, unknown_name
from backstep.errors import STATUS, QueryError

Handler = Callable[[Request], Awaitable[Response]]

ALWAYS = (401, 421, 422, 429)
ON_POST = (400, 403, 409, 413, 415)
OF_PLACE = (404, 409, 413, 503)  # of a path that names a thing
TEXT = {"schema": {"type": "string"}}
ETAG = {
    "ETag": {"description": "Names this answer and the version of the rules."} | TEXT,
    "Cache-Control": TEXT,
}
LOCATION = {"Location": {"description": "The checkpoint's address."} | TEXT}


class Route(APIRoute):
    """A route whose answers are made for who asks: no cache keeps them."""

    lasting = False

    def __init__(self, path: str, endpoint: Callable[..., Any], **more: Any) -> None:
        self.query = query_of(endpoint)
        # Which query there may be can depend on the path; the endpoint says so to OpenAPI.
        reads_by_itself = "parameters" in (more.get("openapi_extra") or {})
        if self.lasting and "GET" in more["methods"] and not self.query and not reads_by_itself:
            self.query = OnlyVersion
            more["dependencies"] = [*(more["dependencies"] or ()), Depends(only_version)]
        self.takes_no_query = self.query is None and not reads_by_itself
        responses = more.pop("responses", None) or {}
        status = more.get("status_code") or 200
        content = responses.get(status, {}).get("content", {})
        self.media = ("application/json", *content) if content else ()  # what a client may choose
        more["operation_id"] = more.get("name") or endpoint.__name__
        more["response_description"] = HTTPStatus(status).phrase
        more["responses"] = self.described(path, more, status, responses)
        super().__init__(path, endpoint, **more)

    def described(
        self, path: str, more: dict[str, Any], status: int, responses: dict[int, Any]
    ) -> dict[int | str, dict[str, Any]]:
        """The headers of what succeeds, and the problems that there may be."""
        codes = {*ALWAYS, *(OF_PLACE if "{" in path else ())}
        codes |= {*ON_POST} if "POST" in more["methods"] else set()
        found: dict[int | str, dict[str, Any]] = {
            code: responses.get(code) or refusal(code)
            for code in sorted(codes | {c for c in responses if c >= 400})
        }
        lasting = self.lasting and "GET" in more["methods"]
        headers: dict[str, Any] = ETAG if lasting else {}
        if status == HTTPStatus.CREATED:
            headers = LOCATION
        for success in {status, *(code for code in responses if code < 400)}:
            phrase = {"description": HTTPStatus(success).phrase}
            found[success] = (
                phrase | ({"headers": headers} if headers else {}) | responses.get(success, {})
            )
        if lasting and "{" in path:
            found[304] = {"description": "What the client has is still right.", "headers": ETAG}
        return found

    def get_route_handler(self) -> Callable[[Request], Any]:
        read = super().get_route_handler()

        async def handle(request: Request) -> Response:
            if self.takes_no_query and request.scope["query_string"]:
                names = dict.fromkeys(request.query_params)
                raise QueryError(*(unknown_name(name, []) for name in names))
            try:
                response = await read(Given(request.scope, request.receive))
            except RequestValidationError as error:
                raise QueryError(*flaws_of(error.errors(), self.query)) from None
            response.headers.setdefault("cache-control", "no-store")
            return response

        return handle


class LastingRoute(Route):
    """A route whose GETs answer the same for ever, and so have an ETag.

    What was asked before, by anybody, is given before the query is read: it was read then. That
    reading takes as long as all else together.
    """

    lasting = True

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self.at_hand(Request(scope)) if scope["method"] == "GET" else None
        await (found or super().handle)(scope, receive, send)

    def at_hand(self, request: Request) -> Response | None:
        accept = best(request.headers.get("accept", ""), self.media) if self.media else ""
        found: Response | None = request.app.state.answers.at_hand(request, accept)
        return found


def query_of(endpoint: Callable[..., Any]) -> type[Asked] | None:
    """The model of an endpoint's query, if it has one."""
    parameter = signature(endpoint).parameters.get("query")
    return parameter.annotation.__origin__ if parameter else None


async def only_version(query: Annotated[OnlyVersion, Query()]) -> None:
    """The query of a GET that asks for nothing in particular."""


@cache  # hundreds of them, of a dozen kinds: OpenAPI copies what it changes
def refusal(status: int, shape: Any = Problem) -> dict[str, Any]:
    """A problem answer, with the codes that it may carry."""
    codes = [code for code, of in STATUS.items() if of == status]
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        codes.append("unknown_address")
    content = {MEDIA_TYPE: {"schema": reference(shape)}}
    return {"description": "A problem: " + ", ".join(codes) + ".", "content": content}
