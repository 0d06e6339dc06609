"""The body of a request as a value: JSON to the letter, within the limit, or a clear refusal."""

import json
import re
from collections import Counter
from collections.abc import Callable
from math import inf, isinf
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request

from app.errors import BackstepError, Flaw, LimitError, RequestError

MAX_DEPTH = 32
NESTING = {dict, list}
AT_ONCE = 65_536  # bytes that are parsed in the server; more would keep others waiting
BEYOND = 10**400  # stands for any number that float64 cannot hold; whoever reads it refuses it

T = TypeVar("T")

_NEEDS_CARE = re.compile(rb"[0-9]{300}|[eE]\+?0*[0-9]{3}|-0(?![0-9.eE])")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


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


def parsed(read: Callable[[Any], T], body: bytes) -> T:
    """What a reader makes of the JSON value of a body; a module's function, for other processes."""
    return read(parse(body))


def parse(body: bytes) -> Any:
    """The value, where a number beyond float64 is a whole number that nothing accepts."""
    careful = _NEEDS_CARE.search(body) is not None
    try:
        text = body.decode("utf-8")
        value = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_refuse_constant,
            parse_float=_float if careful else None,
            parse_int=_int if careful else None,
        )
        if _SURROGATE.search(text):  # half a character: it could be read, but never sent back
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError) as error:
        raise not_json("The body is not UTF-8 text", error.reason) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise not_json(f"The body is not JSON: {error.msg} at {place}", place) from None
    except RecursionError:
        raise _too_deep() from None
    if _deeper_than(value, MAX_DEPTH):
        raise _too_deep()
    return value


def not_json(detail: str, found: Any) -> RequestError:
    return RequestError(Flaw("not_json", detail, found=found))


def _too_deep() -> RequestError:
    detail = f"Lists and objects nest at most {MAX_DEPTH} deep"
    return RequestError(Flaw("not_json", detail, allowed={"max": MAX_DEPTH}))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different; otherwise it would depend on who reads it."""
    value = dict(pairs)
    if len(value) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = next(name for name, count in counts.items() if count > 1)[:80]
        raise not_json(f"The name {twice!r} stands twice in one object", twice)
    return value


def _refuse_constant(word: str) -> float:
    raise not_json(f'{word} is not JSON; write it as "{word}"', word)


def _float(text: str) -> float:
    value = float(text)
    return value if not isinf(value) else _beyond(value)


def _int(text: str) -> float:
    if text == "-0":  # the float64 that -0.0 is, not the whole number 0
        return -0.0
    if len(text) > 310:  # as text: turning very long ones into a number takes very long
        return _beyond(-inf if text.startswith("-") else inf)
    return int(text)


def _beyond(value: float) -> int:
    return BEYOND if value > 0 else -BEYOND


def _deeper_than(value: Any, levels: int) -> bool:
    layer = [value]
    for _ in range(levels):
        layer = [child for parent in layer for child in _nested(parent)]
        if not layer:
            return False
    return True


def _nested(parent: Any) -> list[Any]:
    """The lists and objects in this one. Rows of numbers, by far the most, are passed quickly."""
    children = parent.values() if isinstance(parent, dict) else parent
    if not isinstance(parent, dict | list) or NESTING.isdisjoint(map(type, children)):
        return []
    return [child for child in children if type(child) in NESTING]
