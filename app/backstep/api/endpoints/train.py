"""`POST …/train`: gradient descent told as it happens, and `POST /trainings/{training}/stop`."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from backstep.api import forms
from backstep.api.accepted import taking
from backstep.api.bodies import Nothing, read_body
from backstep.api.context import Context, fresh
from backstep.api.events import ALIVE, GLANCE, EventStream, Pace, event, news
from backstep.api.forms import Id, formed
from backstep.api.openapi import reference, stream
from backstep.api.query import Asked
from backstep.api.route import Route
from backstep.api.train_body import Train, read_train
from backstep.api.train_events import Stopping, TrainEvent, payload
from backstep.describe.flaws import Flaws
from backstep.errors import Flaw, NotFound, OutOfTime
from backstep.reading.parse import parse
from backstep.training.training import Training
from backstep.training.trainings import Trainings

MAX_PROGRESS = 20  # events in any second
LAST_LOOKS = 5  # at whether a training has ended, when the server is about to


TrainingId = Annotated[
    str,
    Path(
        description="A training's id, from its first event.",
        json_schema_extra=dict(formed(forms.TRAINING)),
    ),
]


class StopQuery(Asked):
    """What else is right."""

    ended: Annotated[
        Literal["0", "1"],
        Field(description="1: it may have ended by itself meanwhile; that is no mistake then."),
    ] = "0"


STREAM = {"text/event-stream": {"schema": stream(TrainEvent)}}


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["going on"], route_class=Route)
    trainings = context.trainings

    @router.post(
        "/checkpoints/{id}/train",
        summary="Train, and tell what happens as server-sent events",
        response_class=Response,
        responses={200: {"content": STREAM}, 429: {}},
        **taking(reference(Train)),
    )
    async def train(request: Request, id: Id) -> Response:
        arrived = asyncio.Event()
        notify = ring(arrived)
        loop = asyncio.get_running_loop()
        asked: list[Training] = []
        left = False

        def leave() -> None:
            nonlocal left
            left = True
            for training in asked:
                loop.run_in_executor(None, trainings.stop, training.id)

        def begun(raw: Any) -> Response:
            training = begin(context, id, raw, notify)
            asked.append(training)
            if left:  # before there was a stream to notice it
                trainings.stop(training.id)
            return EventStream(told(training, arrived, trainings), leave)

        try:
            return await context.post(request, as_it_is, begun)
        except (OutOfTime, asyncio.CancelledError):
            leave()
            raise

    @router.post(
        "/trainings/{training}/stop",
        response_model=Stopping,
        summary="End a training, which keeps what it has reached",
        **taking(reference(Nothing), required=False),
    )
    async def stop_training(
        request: Request, training: TrainingId, query: Annotated[StopQuery, Query()]
    ) -> Response:
        def stop(_: Any) -> Response:
            known = re.fullmatch(forms.TRAINING, training) is not None
            if not (known and (trainings.stop(training) or query.ended == "1")):
                detail = f"No training {training[:60]!r} is going on or waiting here"
                raise NotFound(Flaw("not_found", detail, found=training[:60]))
            return fresh({"training": training})

        return await context.take(request, read_nothing, stop)

    return router


def read_nothing(body: bytes) -> None:
    """Raises DescriptionError where there is something in it."""
    flaws = Flaws()
    if body:
        read_body(parse(body), (), (), flaws)
    flaws.raise_first_stage()


def as_it_is(raw: Any) -> Any:
    """An order is read when its network is at hand."""
    return raw


def ring(arrived: asyncio.Event) -> Callable[[], None]:
    """Wakes the event loop's side from any thread."""
    loop = asyncio.get_running_loop()

    def notify() -> None:
        with suppress(RuntimeError):  # the loop may be gone before the training is
            loop.call_soon_threadsafe(arrived.set)

    return notify


def begin(context: Context, id: str, raw: Any, notify: Callable[[], None]) -> Training:
    checkpoint = context.checkpoints.get(id)
    order = read_train(raw, checkpoint.network, context.limits)
    return context.trainings.ask(
        checkpoint, order.iterations, order.keep, order.until, order.watch, notify
    )


async def told(
    training: Training, arrived: asyncio.Event, trainings: Trainings
) -> AsyncIterator[bytes]:
    """The training's events up to its end, which comes soon when the server ends."""
    mailbox, pace = training.mailbox, Pace(MAX_PROGRESS)
    async for there in news(arrived):
        if not there:
            yield ALIVE
        if mailbox.progressed:
            await pace.turn()  # what comes meanwhile goes into the same event
        ended = mailbox.closed
        if ended:
            trainings.heard(training.id)
        for happened in mailbox.take():
            yield event(happened.name, payload(happened, training.job.watch.packed))
        if ended:
            return
    await run_in_threadpool(trainings.stop, training.id)
    for _ in range(LAST_LOOKS):
        if mailbox.closed:
            break
        await asyncio.sleep(GLANCE)
    for happened in mailbox.take():
        yield event(happened.name, payload(happened, training.job.watch.packed))
