"""The server process: it ends within two seconds of being told, whatever its clients do.

Told once, it takes no more requests, lets open answers end for a moment, cuts what is left, closes
its store and goes. Threads that still compute do not hold it: what was acknowledged is on the disk
already, and of what is half done nobody was told. Told twice, it goes at once.
"""

import asyncio
import faulthandler
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path
from socket import socket
from types import FrameType
from typing import NoReturn

import uvicorn

from backstep.serving.connection import LOOK_EVERY, Connection, Times

GRACE = 0.8  # seconds that open answers have to end in
GLANCE = 0.02  # between two looks at whether they have
GOODBYE = 0.05  # in which a request whose connection was cut sees that its client is gone
LAST = 1.7  # seconds after which the process ends, whatever it is doing
LOOK_TICKS = round(LOOK_EVERY / 0.1)  # uvicorn's server ticks ten times a second
KILLED = 128  # a shell's exit code of a program that a signal ended is above this by its number


class Server(uvicorn.Server):
    """uvicorn's server, which waits for no client and for no thread."""

    def __init__(self, config: uvicorn.Config, times: Times) -> None:
        super().__init__(config)
        self._times = times
        self._nowhere = Path(os.devnull).open("w")  # for as long as we live

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """A signal says that it is time to end."""
        if self.should_exit:
            os._exit(KILLED + sig)
        self.should_exit = True
        # Not a thread of Python's, which could not run while another one computes without a pause.
        faulthandler.dump_traceback_later(LAST, exit=True, file=self._nowhere)

    async def on_tick(self, counter: int) -> bool:
        """Now and then, look how long clients let us wait."""
        if counter % LOOK_TICKS == 0:
            for connection in list(self.server_state.connections):
                if isinstance(connection, Connection):
                    connection.look(self._times)
        return await super().on_tick(counter)

    async def serve(self, sockets: list[socket] | None = None) -> None:
        await super().serve(sockets)
        leave()

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Take no more requests, let those that are open end if they do so soon, close the rest."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        open_now = self.server_state.connections
        for connection in list(open_now):
            connection.shutdown()
        loop = asyncio.get_running_loop()
        end = loop.time() + GRACE
        while (open_now or self.server_state.tasks) and loop.time() < end:
            await asyncio.sleep(GLANCE)
        for connection in list(open_now):
            connection.transport.abort()
        if self.server_state.tasks:
            await asyncio.sleep(GOODBYE)
        await self.lifespan.shutdown()


def leave(code: int = 0) -> NoReturn:
    """End the process without waiting for its threads."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
