"""What every endpoint needs, made once when the application is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from math import inf
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from backstep.api import wire
from backstep.api.answer import JSON, Answers, Body
from backstep.api.checked import checked
from backstep.api.heavy import Heavy
from backstep.api.intake import SMALL, Intake
from backstep.api.version import rules_version
from backstep.describe.limits import Limits
from backstep.engine.kind import Array
from backstep.kinds import shelf
from backstep.kinds.files import named
from backstep.kinds.watch import Watch
from backstep.reading.parse import parsed, put_together
from backstep.run.draw import Draw, drawn
from backstep.run.tape import Tape
from backstep.settings import Settings
from backstep.store.checkpoint import Checkpoint, Checkpoints
from backstep.store.keeper import Keeper
from backstep.store.opening import open_store
from backstep.store.retention import Retention
from backstep.training.loop import serve
from backstep.training.trainings import Trainings, cores
from backstep.work.brought import BRINGING, Brought
from backstep.work.deadline import expect
from backstep.work.pool import Pool
from backstep.work.spares import Spares

ANSWER_BYTES = 64 * 2**20
AT_ONCE = 3  # bodies as large as they may be, that are held at once
MOST_DRAWN = 1_000_000  # numbers that are drawn in the server itself
NEEDED = tuple(task.__module__ for task in (checked, serve))  # by a process that is to be ready

T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """The checkpoints, the answers given last, the trainings that go on, and the limits."""

    settings: Settings
    limits: Limits
    checkpoints: Checkpoints
    answers: Answers
    trainings: Trainings
    heavy: Heavy
    intake: Intake
    keeper: Keeper
    spares: Spares
    kinds: Watch

    @classmethod
    def of(cls, settings: Settings) -> "Context":
        limits = settings.limits
        store = open_store(settings.store)
        at_once = max(1, cores() // settings.workers)
        ready = min(settings.spare_workers, at_once)
        spares = Spares(ready, settings.niceness, NEEDED)
        heavy = Heavy(settings, at_once, spares.take)
        drawing = partial(draw_anywhere, heavy.pool)
        checkpoints = Checkpoints(store, limits, settings.tape_bytes, drawing)
        answers = Answers(rules_version(), ANSWER_BYTES, heavy)
        trainings = Trainings(
            checkpoints,
            settings.trainings or at_once,
            settings.training_seconds,
            spares.take,
        )
        limit = settings.max_body_bytes
        intake = Intake(limit, AT_ONCE * limit, settings.compute_seconds)
        bounds = Retention(settings.retention_days, settings.retention_bytes)
        keeper = Keeper(store, checkpoints.looks, bounds)
        kinds = Watch.of([named(file) for file in settings.kinds])
        return cls(
            settings, limits, checkpoints, answers, trainings, heavy, intake, keeper, spares, kinds
        )  # fmt: skip

    async def post(
        self, request: Request, read: Callable[[Any], T], act: Callable[[T], Response]
    ) -> Response:
        """The answer to a POST: its JSON body is parsed, read, and acted upon.

        A large one is parsed and read in another process: `read` is a module's function, or a
        partial one, and what it gives can travel.
        """
        return await self.take(request, partial(parsed, read), act)

    async def take(
        self, request: Request, read: Callable[[bytes], T], act: Callable[[T], Response]
    ) -> Response:
        """The same for a body of any type."""
        async with self.intake.body(request) as pieces:
            if sum(map(len, pieces)) <= SMALL:
                body = b"".join(pieces)
                return await self.heavy.work(request, lambda: act(read(body)))
            pool = self.heavy.pool
            given: T = await self.heavy.away(request, lambda: pool.run(put_together, read, pieces))
        return await self.heavy.work(request, lambda: act(given))

    async def looking(
        self, request: Request, id: str, show: Callable[[Tape, Checkpoint], Any], **more: Any
    ) -> Response:
        """The answer to a GET about the numbers of a checkpoint's iteration."""

        def shown(checkpoint: Checkpoint) -> Any:
            with self.checkpoints.tape(checkpoint) as tape:
                return show(tape, checkpoint)

        return await self.about(request, id, shown, **more)

    async def about(
        self, request: Request, id: str, tell: Callable[[Checkpoint], Any], **more: Any
    ) -> Response:
        """The answer to a GET about a checkpoint, for which nothing need be computed anew."""
        return await self.telling(request, lambda: tell(self.checkpoints.get(id)), **more)

    async def telling(self, request: Request, tell: Callable[[], Any], **more: Any) -> Response:
        """The answer to a GET; what is told is a Body, or anything that becomes JSON."""

        def body() -> Body:
            told = tell()
            return told if isinstance(told, Body) else Body(wire.encode(told))

        return await self.answers.give(request, body, **more)

    def begin(self) -> None:
        """What goes on beside the requests, while there may be some."""
        if self.kinds.files:
            self.kinds.changed = self._other_code
            BRINGING.append(carry)
            self.kinds.begin()
        self.keeper.begin()
        self.spares.begin()

    def _other_code(self) -> None:
        """Other files compute from now on: answers that are at hand may be of those before."""
        self.answers.begin_again(f"{rules_version()}-{self.kinds.code}")

    def close(self) -> None:
        if self.kinds.files:
            BRINGING.remove(carry)
            self.kinds.close()
        self.heavy.close()
        self.trainings.close()
        self.spares.close()
        self.keeper.end()
        self.checkpoints.store.close()


def carry() -> Brought:
    """What a process that computes has to hold before it does."""
    return import_module("backstep.kinds.here").hold, (shelf.held(),)


def draw_anywhere(pool: Pool, draws: list[Draw]) -> dict[str, Array]:
    """First weights; very many of them are drawn in another process."""
    if sum(draw.cells for draw in draws) <= MOST_DRAWN:
        return drawn(draws)
    expect(inf)  # another process is nothing to glance at
    found: dict[str, Array] = pool.run(drawn, draws)
    return found


def fresh(payload: Any, status: int = 200, **headers: str) -> Response:
    """The answer to a POST: never to be kept by a cache."""
    more = {"cache-control": "no-store"} | headers
    return Response(wire.encode(payload), status, more, JSON)


def ready(content: bytes) -> Response:
    """The same, encoded already."""
    return Response(content, 200, {"cache-control": "no-store"}, JSON)
