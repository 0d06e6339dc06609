"""Server-sent events: an answer that stays open, and knows when its reader is gone."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from backstep.api import wire
from backstep.work.closing import closing

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # proxies that would collect events first
]
ALIVE = b": the server is still here\n\n"
ALIVE_EVERY = 15.0  # seconds; proxies cut connections on which nothing happens
GLANCE = 0.1  # seconds between two looks at whether the server is ending


def event(name: str, data: Any) -> bytes:
    """One event as it goes over the wire."""
    return b"event: %s\ndata: %s\n\n" % (name.encode(), wire.encode(data))


class EventStream(Response):
    """Sends chunks until there are no more; `gone` is called if the reader leaves before that."""

    def __init__(self, chunks: AsyncIterator[bytes], gone: Callable[[], None]) -> None:
        self.status_code = 200
        self.background = None
        self.raw_headers = HEADERS.copy()
        self._chunks, self._gone = chunks, gone

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        sending = asyncio.create_task(self._send(send))
        leaving = asyncio.create_task(disconnected(receive))
        try:
            await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
        finally:
            complete = sending.done() and not sending.cancelled() and sending.exception() is None
            if not complete:
                self._gone()
            for task in (sending, leaving):
                task.cancel()
            await asyncio.gather(sending, leaving, return_exceptions=True)
        if leaving.cancelled():  # the reader is still there, so what went wrong is a fault of ours
            sending.result()

    async def _send(self, send: Send) -> None:
        async for chunk in self._chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def news(arrived: asyncio.Event) -> AsyncIterator[bool]:
    """True whenever something has arrived, False when it is time for a sign of life.

    Ends when the server is asked to.
    """
    loop = asyncio.get_running_loop()
    heard = loop.time()
    while not closing.is_set():
        try:
            await asyncio.wait_for(arrived.wait(), GLANCE)
        except TimeoutError:
            if loop.time() - heard < ALIVE_EVERY:
                continue
        heard = loop.time()
        there = arrived.is_set()
        arrived.clear()
        yield there


class Pace:
    """Lets no more than `most` pass in any second, whatever second one looks at."""

    def __init__(self, most: int) -> None:
        self._passed: deque[float] = deque(maxlen=most)

    async def turn(self) -> None:
        """Returns when one more may pass."""
        now = asyncio.get_running_loop().time
        if len(self._passed) == self._passed.maxlen:
            await asyncio.sleep(max(0.0, self._passed[0] + 1 - now()))
        self._passed.append(now())
