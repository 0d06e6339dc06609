"""One connection: its client has so long to send a head, a body, and to take an answer.

Someone who sends a byte a second would else hold a place for ever, and so would someone who never
reads. The times are looked at once a second, for all connections at once.
"""

import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from backstep.api.problem import MEDIA_TYPE, members
from backstep.errors import STATUS, Flaw

LOOK_EVERY = 1.0  # seconds
RATE = 65_536  # bytes of a body for which it has a second more
MAX_HEAD = 65_536  # bytes of a request's line and headers


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds that a client has: to begin a request, for its head and its body, and to read on."""

    idle: float
    head: float
    body: float
    unread: float


class Connection(HttpToolsProtocol):
    """uvicorn's, which waits for a client no longer than it may take."""

    _now = staticmethod(time.monotonic)

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._idle_since = self._looked = self._now()
        self._begun: float | None = None  # when the head, or then the body, began to be awaited
        self._in_body = False
        self._got = 0  # bytes of the head, or then of the body
        self._unread, self._moved = 0, self._looked  # bytes in the buffer, and when they last were

    def data_received(self, data: bytes) -> None:
        if not self._in_body:
            self._got += len(data)
        super().data_received(data)
        if not self._in_body and self._got > MAX_HEAD and not self.transport.is_closing():
            detail = f"The head of a request has at most {MAX_HEAD:,} bytes"
            self._refuse(Flaw("head_too_large", detail, allowed={"max": MAX_HEAD}))

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._begun, self._in_body = self._now(), False

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._begun, self._in_body, self._got = self._now(), True, 0

    def on_body(self, body: bytes) -> None:
        self._got += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._begun, self._in_body, self._got = None, False, 0

    def on_response_complete(self) -> None:
        self._idle_since = self._now()
        super().on_response_complete()

    def look(self, times: Times) -> None:
        """Ends the connection where its client lets it wait for too long."""
        now = self._now()
        passed, self._looked = now - self._looked, now
        if unread := self.transport.get_write_buffer_size():
            if unread != self._unread:
                self._unread, self._moved = unread, now
            elif now - self._moved > times.unread:
                self.transport.abort()
            return
        self._unread = 0
        if self.transport.is_closing():
            return
        if self._begun is None:
            if self._is_idle() and now - self._idle_since > times.idle:
                self.transport.close()
            return
        if self.flow.read_paused:  # it is we who do not read on
            self._begun += passed
            return
        allowed = times.body + self._got / RATE if self._in_body else times.head
        if now - self._begun > allowed:
            part = "body" if self._in_body else "head"
            detail = f"The {part} of the request did not arrive within {allowed:.0f} seconds"
            self._refuse(Flaw("too_slow", detail, allowed={"max": allowed}))

    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _refuse(self, flaw: Flaw) -> None:
        """Says why and hangs up; where an answer has begun already, hangs up."""
        if not self._is_idle():
            if self.pipeline or self.cycle.response_started or not self._in_body:
                self.transport.abort()  # there is an answer that comes first
                return
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        status = STATUS[flaw.code]
        body = orjson.dumps(members((flaw,), status))
        head = {
            "content-type": MEDIA_TYPE,
            "content-length": str(len(body)),
            "cache-control": "no-store",
            "connection": "close",
        }
        lines = [f"{name}: {value}\r\n".encode() for name, value in head.items()]
        line = STATUS_LINE[HTTPStatus(status)]
        self.transport.write(b"".join([line, *lines, b"\r\n", body]))
        self.transport.close()
