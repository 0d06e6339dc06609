"""What every endpoint needs, made once when the application is."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.api import wire
from app.api.answer import JSON, Answers
from app.api.body import read_json
from app.api.version import rules_version
from app.settings import Settings
from app.store.checkpoint import Checkpoints
from app.store.opening import open_store
from app.trace.limits import Limits
from app.training.trainings import Trainings, cores

ANSWER_BYTES = 64 * 2**20


@dataclass(frozen=True)
class Context:
    """The checkpoints, the answers given last, the trainings that go on, and the limits."""

    settings: Settings
    limits: Limits
    checkpoints: Checkpoints
    answers: Answers
    trainings: Trainings

    @classmethod
    def of(cls, settings: Settings) -> "Context":
        limits = settings.limits
        store = open_store(settings.store)
        checkpoints = Checkpoints(store, limits, settings.tape_bytes)
        answers = Answers(rules_version(), ANSWER_BYTES)
        at_once = settings.trainings or max(1, cores() // settings.workers)
        trainings = Trainings(checkpoints, at_once, settings.training_seconds, settings.niceness)
        return cls(settings, limits, checkpoints, answers, trainings)

    async def body(self, request: Request) -> Any:
        """The JSON body of a POST, within the limit of the settings."""
        return await read_json(request, self.settings.max_body_bytes)

    def close(self) -> None:
        self.trainings.close()
        self.checkpoints.store.close()


def fresh(payload: Any, status: int = 200, **headers: str) -> Response:
    """The answer to a POST: never to be kept by a cache."""
    more = {"cache-control": "no-store"} | headers
    return Response(wire.encode(payload), status, more, JSON)
