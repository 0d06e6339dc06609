"""`GET /presets/{preset}`: what a preset opens with, its first checkpoint and that iteration.

Asking makes sure that the checkpoint is there; what is sent of it is made once.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from typing_extensions import TypedDict

from backstep.api import shown, wire
from backstep.api.answer import JSON, LEVEL
from backstep.api.context import Context
from backstep.api.endpoints import checkpoints
from backstep.api.endpoints.checkpoints import Checkpoint
from backstep.api.endpoints.tracing import Trace, TraceQuery
from backstep.api.ready import ASK_AGAIN, Ready, ready
from backstep.api.route import LastingRoute
from backstep.errors import Flaw, NotFound
from backstep.presets import PRESETS
from backstep.store.checkpoint import Checkpoint as Kept

Name = Annotated[
    str, Path(description="A preset's name.", json_schema_extra={"enum": list(PRESETS)})
]


class Opening(TypedDict):
    """A checkpoint, and its iteration."""

    checkpoint: Checkpoint
    trace: Trace


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"], route_class=LastingRoute)
    made: dict[tuple[str, str], tuple[str, Ready]] = {}  # by name and version: which, and its bytes

    def opening(name: str) -> Ready:
        key = (name, context.answers.version)
        if key in made and stands(context, made[key][0]):
            return made[key][1]
        checkpoint = context.checkpoints.create(described(name))
        answer = ready(encoded(context, checkpoint), JSON, context.answers.version, level=LEVEL)
        made[key] = str(checkpoint.id), answer
        return answer

    @router.get(
        "/presets/{preset}",
        response_model=Opening,
        summary="What a preset opens with: its first checkpoint, and that iteration's trace",
    )
    async def get_preset(request: Request, preset: Name) -> Response:
        answer = await context.heavy.work(request, lambda: opening(preset))
        return answer.form(request.headers).answer(request.headers, ASK_AGAIN)

    return router


def stands(context: Context, id: str) -> bool:
    """Whether the store has a checkpoint still: it may have forgotten it."""
    try:
        context.checkpoints.get(id)
    except NotFound:
        return False
    return True


def described(name: str) -> Any:
    """A preset's description. Raises NotFound (not_found)."""
    if name not in PRESETS:
        detail = f"there is no preset {name[:60]!r}; known are {', '.join(PRESETS)}"
        flaw = Flaw("not_found", detail, found=name[:60], allowed={"choices": [*PRESETS]})
        raise NotFound(flaw)
    return PRESETS[name]["description"]


def encoded(context: Context, checkpoint: Kept) -> bytes:
    with context.checkpoints.tape(checkpoint) as tape:
        trace = shown.trace(tape, checkpoint, TraceQuery())
    return wire.encode({"checkpoint": checkpoints.shown(checkpoint), "trace": trace})
