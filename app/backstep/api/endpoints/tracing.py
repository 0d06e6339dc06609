"""`POST /trace`, `GET …/trace` and `GET …/steps/{k}`: an iteration, whole or one step of it."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field
from typing_extensions import TypedDict

from backstep.api import forms, shown, wire
from backstep.api.accepted import taking
from backstep.api.context import Context, ready
from backstep.api.description_schema import DESCRIPTION
from backstep.api.forms import Id, formed
from backstep.api.query import Absent, Asked, Version
from backstep.api.route import LastingRoute
from backstep.api.shapes import Count, Node, Number, ShownTensor, Step
from backstep.api.shown import Digits, Inline, Preview
from backstep.api.wire import INLINE, INLINE_IN_STEP, PREVIEW
from backstep.describe.description import normalise
from backstep.describe.limits import Limits
from backstep.describe.network import build
from backstep.engine.kind import Phase
from backstep.run.state import initial_state
from backstep.run.tape import Tape
from backstep.store.cost import iteration_work
from backstep.work.deadline import expect

ASKED_OFTEN = True

K = Annotated[
    str, Path(description="A step's index, from 0.", json_schema_extra=dict(formed(forms.STEP)))
]


class TraceQuery(Asked):
    """Which steps of an iteration to send, and how much of each tensor."""

    phase: Annotated[list[Phase] | Absent, Field(description="Only the steps of these phases.")] = (
        None
    )
    tensors: Annotated[
        str,
        Field(
            description="all, stats, none, or the addresses whose tensors to send.",
            json_schema_extra=dict(formed(forms.TENSORS)),
        ),
    ] = "all"
    inline: Inline = INLINE
    preview: Preview = PREVIEW
    digits: Digits = None
    v: Version = None


class StepQuery(Asked):
    """How much to send of each tensor of a step."""

    inline: Inline = INLINE_IN_STEP
    preview: Preview = PREVIEW
    digits: Digits = None
    v: Version = None


class Batch(TypedDict):
    """Which samples an iteration is about."""

    indices: list[Count]
    epoch: Count


class Trace(TypedDict):
    """An iteration: its steps in order, and its tensors by address."""

    checkpoint: str | None
    iteration: Count
    batch: Batch
    loss: Number
    nodes: list[Node]
    steps: list[Step]
    memory: Annotated[
        dict[str, list[str]],
        Field(description="what forward stores, and the gradients that read it"),
    ]
    tensors: dict[str, ShownTensor]


class StepAnswer(Step):
    """A step, with the tensors that it reads and writes."""

    iteration: Count
    tensors: dict[str, ShownTensor]


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"], route_class=LastingRoute)

    @router.post(
        "/trace",
        response_model=Trace,
        summary="Trace the first iteration of a description; nothing is stored",
        **taking(DESCRIPTION),
    )
    async def trace_description(
        request: Request, query: Annotated[TraceQuery, Query()]
    ) -> Response:
        read = partial(traced, limits=context.limits, query=query)
        return await context.post(request, read, ready)

    @router.get(
        "/checkpoints/{id}/trace",
        response_model=Trace,
        summary="All steps and tensors of a checkpoint's iteration",
    )
    async def get_trace(
        request: Request, id: Id, query: Annotated[TraceQuery, Query()]
    ) -> Response:
        return await context.looking(request, id, partial(shown.trace, query=query))

    @router.get(
        "/checkpoints/{id}/steps/{k}",
        response_model=StepAnswer,
        summary="One step, with the tensors that it reads and writes",
    )
    async def get_step(
        request: Request, id: Id, k: K, query: Annotated[StepQuery, Query()]
    ) -> Response:
        default = not {"inline", "preview"} & query.model_fields_set
        return await context.looking(
            request,
            id,
            lambda tape, _: shown.fit(
                tape, shown.step_of(tape.plan, k), shown.detail_of(query), default
            ),
        )

    return router


def traced(raw: Any, limits: Limits, query: TraceQuery) -> bytes:
    """The trace of a description's first iteration, encoded."""
    network = build(normalise(raw, limits), limits)
    expect(iteration_work(network))
    tape = Tape(network, initial_state(network), 0)
    return wire.encode(shown.trace(tape, None, query))
