"""`POST /trace`, `GET …/trace` and `GET …/steps/{k}`: an iteration, whole or one step of it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from backstep.api import forms, shown, wire
from backstep.api.answer import Body
from backstep.api.context import Context, ready
from backstep.api.documented import operation
from backstep.api.forms import formed
from backstep.api.query import VERSION, Parameter, bounded, chosen, read_query, text
from backstep.api.wire import INLINE, INLINE_IN_STEP, MAX_INLINE, MAX_PREVIEW, PREVIEW
from backstep.describe.description import normalise
from backstep.describe.limits import Limits
from backstep.describe.network import build
from backstep.run.state import initial_state
from backstep.run.tape import Tape
from backstep.store.cost import iteration_work
from backstep.work.deadline import expect

PHASES = ("forward", "error", "backward", "update")

PHASE = chosen("phase", "Only the steps of these phases.", PHASES, repeatable=True)
TENSORS = Parameter(
    "tensors", text, "all, stats, none, or the addresses whose tensors to send.", "all",
    formed(forms.TENSORS),
)  # fmt: skip
SMALL = bounded("preview", "Cells a side of a large tensor's preview.", 0, MAX_PREVIEW, PREVIEW)
DIGITS = bounded("digits", "Significant digits; all by default.", 1, 17, None)


def inline(default: int) -> Parameter:
    return bounded("inline", "Largest number of cells sent whole.", 0, MAX_INLINE, default)


OF_TRACE = (PHASE, TENSORS, inline(INLINE), SMALL, DIGITS, VERSION)
OF_STEP = (inline(INLINE_IN_STEP), SMALL, DIGITS, VERSION)


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["looking"])
    checkpoints, answers = context.checkpoints, context.answers

    @router.post(
        "/trace",
        **operation(
            "trace_description", "Trace the first iteration of a description; nothing is stored",
            "Trace", query=OF_TRACE, body="Description",
        ),
    )  # fmt: skip
    async def trace_description(request: Request) -> Response:
        query = read_query(request, OF_TRACE)
        read = partial(traced, limits=context.limits, query=query)
        return await context.post(request, read, ready)

    @router.get(
        "/checkpoints/{id}/trace",
        **operation(
            "get_trace", "All steps and tensors of a checkpoint's iteration", "Trace",
            path=("id",), query=OF_TRACE,
        ),
    )  # fmt: skip
    async def get_trace(request: Request) -> Response:
        def make() -> Body:
            query = read_query(request, OF_TRACE)
            checkpoint = checkpoints.get(request.path_params["id"])
            with checkpoints.tape(checkpoint) as tape:
                return Body(wire.encode(shown.trace(tape, checkpoint, query)))

        return await answers.give(request, make)

    @router.get(
        "/checkpoints/{id}/steps/{k}",
        **operation(
            "get_step", "One step, with the tensors that it reads and writes", "StepAnswer",
            path=("id", "k"), query=OF_STEP,
        ),
    )  # fmt: skip
    async def get_step(request: Request) -> Response:
        def make() -> Body:
            query = read_query(request, OF_STEP)
            checkpoint = checkpoints.get(request.path_params["id"])
            with checkpoints.tape(checkpoint) as tape:
                step = shown.step_of(tape.plan, request.path_params["k"])
                chosen = shown.detail_of(query)
                default = not {"inline", "preview"} & request.query_params.keys()
                return Body(shown.fit(tape, step, chosen, default))

        return await answers.give(request, make)

    return router


def traced(raw: Any, limits: Limits, query: Mapping[str, Any]) -> bytes:
    """The trace of a description's first iteration, encoded."""
    network = build(normalise(raw, limits), limits)
    expect(iteration_work(network))
    tape = Tape(network, initial_state(network), 0)
    return wire.encode(shown.trace(tape, None, query))
