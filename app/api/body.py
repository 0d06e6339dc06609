"""The body of a request as bytes, within the limit, or a clear refusal."""

from starlette.requests import ClientDisconnect, Request

from app.errors import BackstepError, Flaw, LimitError
from app.reading.text import not_json

AT_ONCE = 65_536  # bytes that are parsed in the server; more would keep others waiting


async def read_body_of_json(request: Request, limit: int) -> bytes:
    """The body, which says that it is JSON.

    Its type has been looked at (app.api.accepted). Raises RequestError (not_json) and LimitError
    (too_large).
    """
    return await read_bytes(request, limit)


async def read_bytes(request: Request, limit: int) -> bytes:
    """The body, refused as soon as it is known to be too large."""
    announced = request.headers.get("content-length", "0")
    if announced.isascii() and announced.isdigit() and int(announced) > limit:
        raise _too_large(int(announced), limit)
    chunks, size = [], 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                raise _too_large(size, limit)
            chunks.append(chunk)
    except ClientDisconnect:
        raise not_json("The body ended early", None) from None
    return b"".join(chunks)


def _too_large(size: int, limit: int) -> BackstepError:
    detail = f"The body has {size:,} bytes or more, and at most {limit:,} are read"
    return LimitError(Flaw("too_large", detail, found=size, allowed={"max": limit}))
