"""What OpenAPI says of an operation, from one line at its route."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Depends

from backstep.api import forms, problem
from backstep.api.accepted import JSON, takes
from backstep.api.forms import formed
from backstep.api.query import Parameter
from backstep.datasets import DATASETS
from backstep.errors import STATUS
from backstep.lessons import LESSONS

PATH = {
    "id": ("A checkpoint's id, such as k3v9q0t2m7x4b1h8c5zy.120.", formed(forms.ID)),
    "k": ("A step's index, from 0.", formed(forms.STEP)),
    "name": ("A lesson's name.", {"type": "string", "enum": list(LESSONS)}),
    "dataset": ("A data set's name.", {"type": "string", "enum": list(DATASETS)}),
    "training": ("A training's id, from its first event.", formed(forms.TRAINING)),
    "address": ("A tensor's address, such as l1.W, or an alias of it.", formed(forms.ADDRESS)),
}
ALWAYS = (401, 421, 422, 429)
ON_POST = (400, 403, 413, 415)
NOTHING = "Nothing"  # the body of a POST that needs none
ETAG = {
    "ETag": {
        "description": "Names this answer and the version of the rules.",
        "schema": {"type": "string"},
    },
    "Cache-Control": {"schema": {"type": "string"}},
}


def operation(
    name: str,
    summary: str,
    answer: str,
    *,
    path: Sequence[str] = (),
    query: Sequence[Parameter] = (),
    body: str | None = None,
    other_bodies: Sequence[str] = (),
    statuses: Sequence[int] = (200,),
    problems: Sequence[int] = (),
    other_media: Sequence[str] = (),
    media: str = "application/json",
    lasting: bool = True,
) -> dict[str, Any]:
    """Arguments for a route: a stable operation id, parameters, body, answers and problems.

    `lasting` answers to a GET never change, and so have an ETag. `other_bodies` are types that the
    endpoint takes as text, besides the JSON of `body`.
    """
    content = {media: {"schema": reference(answer)}}
    content |= {media: {"schema": {"type": "string"}} for media in other_media}
    cacheable = lasting and body is None and statuses == (200,)
    responses = {status: success(status, content, cacheable) for status in statuses}
    if cacheable and path:
        responses[304] = {"description": "What the client has is still right.", "headers": ETAG}
    refused = {*ALWAYS, *problems, *(ON_POST if body else ()), *((404, 413, 503) if path else ())}
    responses |= {status: refusal(status) for status in sorted(refused)}
    extra: dict[str, Any] = {
        "parameters": [path_parameter(p) for p in path] + [p.to_openapi() for p in query]
    }
    if body:
        schemas = {JSON: {"schema": reference(body)}}
        schemas |= {media: {"schema": {"type": "string"}} for media in other_bodies}
        extra["requestBody"] = {"required": body != NOTHING, "content": schemas}
    return {
        "operation_id": name,
        "summary": summary,
        "status_code": statuses[0],
        "responses": responses,
        "openapi_extra": extra,
        "dependencies": [Depends(takes(JSON, *other_bodies))] if body else [],
    }


def reference(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}


def success(status: int, content: dict[str, Any], cacheable: bool) -> dict[str, Any]:
    described: dict[str, Any] = {"description": HTTPStatus(status).phrase, "content": content}
    if cacheable:
        described["headers"] = ETAG
    if status == HTTPStatus.CREATED:
        location = {"description": "The checkpoint's address.", "schema": {"type": "string"}}
        described["headers"] = {"Location": location}
    return described


def refusal(status: int) -> dict[str, Any]:
    """A problem answer, with the codes that it may carry."""
    codes = [code for code, of in STATUS.items() if of == status]
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        codes.append("unknown_address")
    content = {problem.MEDIA_TYPE: {"schema": reference("Problem")}}
    return {"description": "A problem: " + ", ".join(codes) + ".", "content": content}


def path_parameter(name: str) -> dict[str, Any]:
    summary, schema = PATH[name]
    return {"name": name, "in": "path", "required": True, "description": summary, "schema": schema}
