"""How much of large bodies is held at once: who has come furthest goes on, the others wait unread.

What is not read stays with its sender. One may always go on, so that none waits for ever.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.requests import Request

from backstep.api.body import pieces
from backstep.errors import Flaw, Unavailable

SMALL = 65_536  # bytes of a body that need no room: most are smaller
MOST_WAITING = 64  # bodies, and more are refused


class Intake:
    """The bodies that are being read, or worked on, with a bound on what they hold together."""

    def __init__(self, limit: int, room: int, patience: float) -> None:
        """At most `limit` bytes of each, and about `room` of all; seconds to wait at most."""
        self.limit, self.room, self.patience = limit, room, patience
        self._held: dict[object, int] = {}
        self._waiting: set[asyncio.Future[None]] = set()

    @asynccontextmanager
    async def body(self, request: Request) -> AsyncIterator[list[bytes]]:
        """The pieces of a body, counted as long as it is worked on.

        Raises LimitError (too_large), Unavailable (busy) and RequestError (not_json).
        """
        mine = object()
        read, size = [], 0
        try:
            async for piece in pieces(request, self.limit):
                read.append(piece)
                size += len(piece)
                if size > SMALL:
                    self._held[mine] = size
                    await self._turn(mine)
            yield read
        finally:
            if self._held.pop(mine, 0):
                self._tell()

    async def _turn(self, mine: object) -> None:
        """Returns when there is room for more of this body, or none has come further than it."""
        loop = asyncio.get_running_loop()
        end = loop.time() + self.patience
        while sum(self._held.values()) > self.room and mine is not max(
            self._held, key=lambda body: self._held[body]
        ):
            changed: asyncio.Future[None] = loop.create_future()
            if len(self._waiting) >= MOST_WAITING:
                raise _busy()
            self._waiting.add(changed)
            try:
                async with asyncio.timeout_at(end):
                    await changed
            except TimeoutError:
                raise _busy() from None
            finally:
                self._waiting.discard(changed)

    def _tell(self) -> None:
        for changed in self._waiting:
            if not changed.done():
                changed.set_result(None)


def _busy() -> Unavailable:
    detail = "too many large bodies are being read; try again in a moment"
    return Unavailable(Flaw("busy", detail))
