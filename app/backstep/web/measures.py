"""`/metrics`: how much a server process has answered, and what waits in it, as Prometheus reads it.

Asked for with `--metrics`; it needs the extra `metrics`, and stands behind the access key.
"""

from collections.abc import Iterator

from fastapi import FastAPI
from prometheus_client import CollectorRegistry, Counter
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backstep.api.context import Context
from backstep.errors import Unavailable

PATH = "/metrics"
PARTS = ("api", "static", "lessons")  # the first part of an address, where it is one of these


class Now(Collector):
    """What is so at the moment: read when it is asked for."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def collect(self) -> Iterator[Metric]:
        heavy, trainings = self._context.heavy, self._context.trainings
        waiting = GaugeMetricFamily(
            "backstep_waiting_requests", "Requests that wait for their turn.", labels=["lane"]
        )
        for lane in (heavy.quick, heavy.long, heavy.outside):
            waiting.add_metric([lane.name], lane.waiting)
        yield waiting
        known = GaugeMetricFamily(
            "backstep_trainings", "Trainings that go on or wait for their turn."
        )
        known.add_metric([], trainings.count)
        yield known
        try:
            size = self._context.checkpoints.store.size()
        except Unavailable:  # /readyz tells of it
            return
        kept = GaugeMetricFamily("backstep_store_bytes", "Bytes of what the store keeps, about.")
        kept.add_metric([], size)
        yield kept


class Counting:
    """Counts what is answered, by the part of the server and the status."""

    def __init__(self, app: ASGIApp, answers: Counter) -> None:
        self.app, self._answers = app, answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        first = scope["path"].split("/", 2)[1:2]
        part = first[0] if first and first[0] in PARTS else "page"

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._answers.labels(part, str(message["status"])).inc()
            await send(message)

        await self.app(scope, receive, counted)


def include_measures(app: FastAPI, context: Context) -> None:
    """Add `/metrics`; call it before the doors are added, and `count_answers` after."""
    registry = CollectorRegistry()
    registry.register(Now(context))
    app.state.answered = Counter(
        "backstep_answers", "Answers, by part and status.", ["part", "status"], registry=registry
    )

    @app.get(PATH, include_in_schema=False)
    async def metrics(request: Request) -> Response:
        text = await context.heavy.work(request, lambda: generate_latest(registry))
        return Response(text, media_type=CONTENT_TYPE_LATEST, headers={"cache-control": "no-store"})


def count_answers(app: FastAPI) -> None:
    """Outside of everything, so that what a door refuses counts as well."""
    app.add_middleware(Counting, answers=app.state.answered)
