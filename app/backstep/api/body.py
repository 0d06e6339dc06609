"""The body of a request, piece by piece or whole, within a limit, or a clear refusal."""

from collections.abc import AsyncIterator

from starlette.requests import ClientDisconnect, Request

from backstep.errors import BackstepError, Flaw, LimitError
from backstep.reading.text import not_json


async def read_bytes(request: Request, limit: int) -> bytes:
    """The body, refused as soon as it is known to be too large."""
    return b"".join([piece async for piece in pieces(request, limit)])


async def pieces(request: Request, limit: int) -> AsyncIterator[bytes]:
    """The body as it comes. Raises LimitError (too_large), and RequestError (not_json) where it
    ends early."""
    announced = request.headers.get("content-length", "0")
    if announced.isascii() and announced.isdigit() and int(announced) > limit:
        raise _too_large(int(announced), limit)
    size = 0
    try:
        async for piece in request.stream():
            size += len(piece)
            if size > limit:
                raise _too_large(size, limit)
            yield piece
    except ClientDisconnect:
        raise not_json("The body ended early", None) from None


def _too_large(size: int, limit: int) -> BackstepError:
    detail = f"The body has {size:,} bytes or more, and at most {limit:,} are read"
    return LimitError(Flaw("too_large", detail, found=size, allowed={"max": limit}))
