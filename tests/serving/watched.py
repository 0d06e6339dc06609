"""A server that measures its own event loop: `python -m tests.serving.watched`, and its flags.

`GET /pause` tells the longest time for which the loop was held since it was last
asked, in seconds. Where other programs keep the processor busy the loop waits for them too, and
that is nobody's fault: so what counts is what this process itself computed while the loop stood
still, with all of its threads; and of that time only what the loop's thread did not spend ready to
go on, waiting for a processor.
"""

import asyncio
import sys
import time
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from backstep.main import create_app, read_settings
from backstep.serving.connection import Connection, Times
from backstep.serving.server import Server

TICK = 0.002  # seconds between two looks


def queued() -> float:
    """Seconds for which this thread was ready and had no processor, as far as the system tells."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    except OSError:
        return 0.0


class Pauses:
    """How long the loop did not come to look, at most."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def watch(self) -> None:
        while True:
            began, worked, waited = time.monotonic(), time.process_time(), queued()
            await asyncio.sleep(TICK)
            passed, work = time.monotonic() - began - TICK, time.process_time() - worked
            self.longest = max(self.longest, min(passed - (queued() - waited), work))

    def tell(self) -> str:
        longest, self.longest = self.longest, 0.0
        return repr(longest)


def watched(app: FastAPI) -> FastAPI:
    pauses, watching = Pauses(), set()

    async def pause() -> PlainTextResponse:
        if not watching:  # from the first question on
            watching.add(asyncio.create_task(pauses.watch()))
        return PlainTextResponse(pauses.tell())

    app.get("/pause")(pause)
    return app


def main() -> None:
    settings = read_settings(sys.argv[1:])
    config = uvicorn.Config(
        watched(create_app(settings)),
        port=settings.port,
        http=Connection,
        ws="none",
        log_level="warning",
        proxy_headers=False,
    )
    port = config.bind_socket()
    port.listen(config.backlog)  # who asks before the application is ready waits
    sys.stdout.write(f"backstep is at http://127.0.0.1:{port.getsockname()[1]}/\n")
    sys.stdout.flush()
    Server(config, Times(60, 60, 60, 60)).run(sockets=[port])


if __name__ == "__main__":
    main()
