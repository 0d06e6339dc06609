"""Every error as problem+json (RFC 9457): what went wrong, where, and what would be allowed."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote

import orjson
from fastapi import FastAPI, Request
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.responses import Response
from typing_extensions import TypedDict

from backstep.api import shapes, wire
from backstep.describe.numbers import Numbers
from backstep.errors import STATUS, BackstepError, Flaw, Unavailable

MEDIA_TYPE = "application/problem+json"
MAX_ERRORS = 100
MAX_FOUND = 200  # characters of what was found that are sent back
RETRY_AFTER = {429: "1", 503: "5"}

TITLES = {
    "not_json": "The body is not JSON",
    "key_required": "This server asks for its key",
    "wrong_origin": "A page from elsewhere may not write here",
    "wrong_host": "This server does not go by that name",
    "unknown_checkpoint": "There is no such checkpoint",
    "unknown_address": "There is no such tensor",
    "unknown_step": "There is no such step",
    "not_reached": "Nobody has reached this iteration",
    "not_found": "There is nothing here",
    "method_not_allowed": "This address does not take this method",
    "kind_changed": "The code of a layer has changed",
    "own_code": "Code of your own fails",
    "too_slow": "The request took too long to arrive",
    "too_large": "The body is too large",
    "too_much_work": "This is too much for one request",
    "range_not_satisfiable": "There is no such range of bytes",
    "unsupported_type": "The body has a type that cannot be read",
    "unknown_field": "There is no such field",
    "missing_field": "A field is missing",
    "wrong_type": "A value has the wrong type",
    "unknown_kind": "There is no such kind",
    "unknown_dataset": "There is no such data set",
    "out_of_range": "A value is out of range",
    "shape_mismatch": "Shapes do not fit",
    "ragged": "Rows have different lengths",
    "class_out_of_range": "A class is out of range",
    "index_out_of_range": "An index is out of range",
    "bad_expression": "An expression cannot be read",
    "unknown_node": "A layer reads what does not come before it",
    "dead_end": "Nobody reads a layer",
    "not_shareable": "These layers cannot share parameters",
    "head_too_large": "The request's head is too large",
    "rate_limited": "Too many requests",
    "busy": "The server is busy",
    "out_of_time": "This took too long",
    "worker_lost": "The process that trained this is gone",
    "store_unavailable": "The store does not answer",
    "store_damaged": "The store is damaged",
    "internal": "This is a fault of the server",
}


class Problem(TypedDict):
    """Why a request was refused; what the first entry of `errors` says stands above them."""

    type: str
    title: str
    status: int
    detail: str
    code: shapes.Code
    errors: Annotated[list[shapes.Flaw], Field(min_length=1)]


def problem(
    flaws: tuple[Flaw, ...],
    status: int,
    headers: Mapping[str, str] | None = None,
    beside: Mapping[str, Any] | None = None,
) -> Response:
    """The answer that says these flaws, and holds what else there is to say beside them."""
    more = {"cache-control": "no-store"}
    if status in RETRY_AFTER:
        more["retry-after"] = RETRY_AFTER[status]
    said = members(flaws, status) | dict(beside or {})
    return Response(wire.encode(said), status, more | dict(headers or {}), MEDIA_TYPE)


def refusal(error: BackstepError) -> Response:
    """The answer to a request that was refused with this error."""
    seconds = error.retry_after if isinstance(error, Unavailable) else None
    headers = {"retry-after": str(seconds)} if seconds is not None else None
    return problem(error.flaws, error.status, headers, error.beside)


def members(flaws: tuple[Flaw, ...], status: int) -> dict[str, Any]:
    """The problem's members; the first flaw gives title, code and detail."""
    first = flaws[0]
    return {
        "type": f"urn:backstep:problem:{first.code}",
        "title": TITLES[first.code],
        "status": status,
        "detail": sentence(first),
        "code": first.code,
        "errors": [entry(flaw) for flaw in flaws[:MAX_ERRORS]],
    }


def entry(flaw: Flaw) -> dict[str, Any]:
    return {
        "pointer": flaw.pointer,
        "code": flaw.code,
        "detail": sentence(flaw),
        "found": brief(flaw.found),
        "allowed": allowed(flaw),
    }


def sentence(flaw: Flaw) -> str:
    """With a capital letter and a full stop, and nothing that JSON could not carry."""
    clean = flaw.detail.encode("utf-8", "replace").decode().strip()
    first = clean.partition(" ")[0]  # a name stays as it is written: `lr is needed`, `l1.W has`
    is_name = first in flaw.pointer.split("/") or "." in first
    begun = clean if is_name else clean[:1].upper() + clean[1:]
    return begun if begun.endswith((".", "!", "?")) else f"{begun}."


def allowed(flaw: Flaw) -> dict[str, Any] | None:
    """What is allowed; whole numbers beyond what JSON's readers hold are text."""
    if flaw.allowed is None:
        return None
    return {
        k: brief(bound) if isinstance(bound, int) else bound for k, bound in flaw.allowed.items()
    }


def brief(found: Any) -> Any:
    """What was found, if it is small; a description of it otherwise."""
    if isinstance(found, str):
        clean = found.encode("utf-8", "replace").decode()
        return clean if len(clean) <= MAX_FOUND else f"{clean[:MAX_FOUND]}…"
    if isinstance(found, list | tuple | dict):
        try:
            text = orjson.dumps(wire.plain(found))
        except (TypeError, ValueError, RecursionError):
            return "…"
        return found if len(text) <= MAX_FOUND else f"{text[:MAX_FOUND].decode('utf-8', 'ignore')}…"
    if isinstance(found, int) and abs(found) >= 2**63:
        return brief(str(found)) if abs(found) < 10**MAX_FOUND else "a very large whole number"
    return "a list of numbers" if isinstance(found, Numbers) else found


def include_problems(app: FastAPI) -> None:
    """Let the whole application answer its errors as problems."""
    app.add_exception_handler(BackstepError, _known)
    app.add_exception_handler(MemoryError, _too_large)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(Exception, _fault)


async def _known(_: Request, error: Exception) -> Response:
    assert isinstance(error, BackstepError)
    if error.status == HTTPStatus.NOT_FOUND and error.flaws[0].pointer:
        # The address that does not exist stands in the body: the request's own was found.
        return problem(error.flaws, HTTPStatus.UNPROCESSABLE_ENTITY, beside=error.beside)
    return refusal(error)


async def _too_large(_: Request, __: Exception) -> Response:
    """What was within every bound, and more than there is room for at this moment."""
    flaw = Flaw("too_much_work", "This needs more memory than the server has")
    return problem((flaw,), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


async def of_http(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: a route or a method that does not exist."""
    assert isinstance(error, HTTPException)
    path, method = quote(request.scope["path"], errors="replace"), request.method
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        methods = (error.headers or {}).get("Allow", "")
        allowed = {"methods": [name.strip() for name in methods.split(",") if name.strip()]}
        detail = f"{brief(path)} does not take {method}"
        flaw = Flaw("method_not_allowed", detail, "", method, allowed)
        return problem((flaw,), error.status_code, error.headers)
    if error.status_code == HTTPStatus.NOT_FOUND:
        flaw = Flaw("not_found", f"There is nothing at {brief(path)}", "", path)
        return problem((flaw,), error.status_code)
    code = next((c for c, status in STATUS.items() if status == error.status_code), "internal")
    return problem((Flaw(code, str(error.detail)),), error.status_code, error.headers)


async def _fault(_: Request, __: Exception) -> Response:
    """A bug of ours; the log has the rest."""
    detail = "The server failed to answer this. It is not your fault, and has been logged"
    return problem((Flaw("internal", detail),), HTTPStatus.INTERNAL_SERVER_ERROR)
