"""`POST …/train`: gradient descent told as it happens, and `POST /trainings/{training}/stop`."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from math import isfinite
from typing import Any

import numpy as np
import orjson
from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from backstep.api import problem, wire
from backstep.api.context import Context, fresh
from backstep.api.documented import NOTHING, operation
from backstep.api.events import ALIVE, GLANCE, EventStream, Pace, event, news
from backstep.api.query import read_query
from backstep.api.summary import stats
from backstep.api.train_body import read_train
from backstep.api.wire import Detail
from backstep.engine.kind import Array
from backstep.errors import Flaw, NotFound, OutOfTime
from backstep.training.mailbox import Event
from backstep.training.training import Training
from backstep.training.trainings import Trainings

MAX_PROGRESS = 20  # events in any second
LAST_LOOKS = 5  # at whether a training has ended, when the server is about to


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["going on"])
    trainings = context.trainings

    @router.post(
        "/checkpoints/{id}/train",
        **operation(
            "train", "Train, and tell what happens as server-sent events", "TrainEvents",
            path=("id",), body="Train", problems=(429,), media="text/event-stream",
        ),
    )  # fmt: skip
    async def train(request: Request) -> Response:
        read_query(request, ())
        arrived = asyncio.Event()
        id, notify = request.path_params["id"], ring(arrived)
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
        **operation(
            "stop_training", "End a training, which keeps what it has reached", "Stopping",
            path=("training",), body=NOTHING,
        ),
    )  # fmt: skip
    async def stop_training(request: Request) -> Response:
        read_query(request, ())
        id = request.path_params["training"]
        if not await context.heavy.work(request, lambda: trainings.stop(id)):
            detail = f"No training {id[:60]!r} is going on or waiting here"
            raise NotFound(Flaw("not_found", detail, found=id[:60]))
        return fresh({"training": id})

    return router


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
        checkpoint, order.iterations, order.keep, order.loss_below, order.watch, notify
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
            yield event(happened.name, payload(happened))
        if ended:
            return
    await run_in_threadpool(trainings.stop, training.id)
    for _ in range(LAST_LOOKS):
        if mailbox.closed:
            break
        await asyncio.sleep(GLANCE)
    for happened in mailbox.take():
        yield event(happened.name, payload(happened))


@np.errstate(all="ignore")
def payload(happened: Event) -> Any:
    """An event's data as JSON has it."""
    data = dict(happened.data)
    if happened.name == "error":
        return problem.described(data["flaws"], data["status"])
    if "losses" in data:
        data["losses"] = pairs(data["losses"])
    if "tensors" in data:
        data["tensors"] = {address: shown(array) for address, array in data["tensors"].items()}
    if "predict" in data:
        data["predict"] = wire.whole(data["predict"])
    return data


def pairs(curve: list[tuple[int, float]]) -> Any:
    """A curve, encoded at once where it can be: a thousand pairs come twenty times a second."""
    finite = all(isfinite(loss) for _, loss in curve)
    return orjson.Fragment(orjson.dumps(curve)) if finite else curve


def shown(array: Array) -> dict[str, Any]:
    return wire.tensor(array, Detail()) | {"stats": stats(array)}
