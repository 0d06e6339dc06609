"""Which types of body an endpoint takes: JSON, and others that it names.

A browser lets a page from elsewhere send plain text, forms and bodies without a type to any server
without asking first; so a body's type is asked of every POST, one with an empty body too.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Depends, Request

from backstep.describe.flaws import shorten
from backstep.errors import Flaw, RequestError

JSON = "application/json"
IS_JSON = re.compile(r"application/(?:[\w.+-]+\+)?json")  # also application/merge-patch+json
UTF_8 = {"utf-8", "utf8", "us-ascii"}


def takes(*types: str) -> Callable[[Request], Awaitable[None]]:
    """A dependency of an endpoint that takes bodies of these types.

    It raises RequestError (unsupported_type) for all others, and for those that are packed.
    """

    async def checked(request: Request) -> None:
        type_of(request, types)
        said = ", ".join(request.headers.getlist("content-encoding"))
        if said and any(word.strip().lower() != "identity" for word in said.split(",")):
            detail = f"The body is packed ({said[:80]}), and is read only as it is (identity)"
            raise unsupported(detail, said, ("identity",))

    return checked


def taking(body: dict[str, Any], *others: str, required: bool = True) -> dict[str, Any]:
    """Arguments for a POST: its body is JSON of this schema, or text of one of the other types.

    It is read by us: FastAPI would read a body of any size whole, on the event loop.
    """
    content = {JSON: {"schema": body}} | {media: {"schema": {"type": "string"}} for media in others}
    return {
        "openapi_extra": {"requestBody": {"required": required, "content": content}},
        "dependencies": [Depends(takes(JSON, *others))],
    }


def type_of(request: Request, types: tuple[str, ...]) -> str:
    """The one of these types that the body has. Raises RequestError (unsupported_type)."""
    given = request.headers.getlist("content-type")
    if len(given) != 1 or not given[0].strip():
        said = "no type at all" if len(given) < 2 else "several types"
        raise unsupported(f"The body has {said}, and must be {spelt(types)}", None, types)
    media, _, parameters = given[0].partition(";")
    media = media.strip().lower()
    if IS_JSON.fullmatch(media) and JSON in types:
        charset = re.search(r'charset\s*=\s*"?([^\s";]+)', parameters, re.IGNORECASE)
        if charset and charset[1].lower() not in UTF_8:
            detail = f"JSON is UTF-8, and this body says that it is {shorten(charset[1])}"
            raise unsupported(detail, given[0], types)
        return JSON
    if media not in types:
        raise unsupported(f"The body is {media[:80]!r}, and must be {spelt(types)}", media, types)
    return media


def spelt(types: tuple[str, ...]) -> str:
    return " or ".join(types)


def unsupported(detail: str, found: Any, choices: tuple[str, ...]) -> RequestError:
    return RequestError(
        Flaw("unsupported_type", detail, found=found, allowed={"choices": [*choices]})
    )
