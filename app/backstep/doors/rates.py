"""How much one client may ask of the API: so many requests a minute, and so many at once.

An address may ask for sixty times as much, so that a class behind one is not held back, and whoever
makes up a new cookie for each request is. What lies ready in memory (the page, its files) is not
counted: to refuse it would cost as much as to send it.
"""

import time
from collections import Counter
from math import ceil

from limits import RateLimitItemPerMinute
from limits.strategies import FixedWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from backstep.api.client import ADDRESS_SHARE, Client, client_of
from backstep.api.problem import refusal
from backstep.doors.counts import Counts
from backstep.doors.together import Together
from backstep.errors import Flaw, Unavailable

COUNTED = "/api/"
FREE = "/api/v1/healthz"


class Rates:
    """Lets a request in, or tells its client when to come again. 0 is no limit."""

    def __init__(
        self, app: ASGIApp, per_minute: int, at_once: int, together: Together | None = None
    ) -> None:
        self.app = app
        self._per_minute = {
            share: RateLimitItemPerMinute(max(1, per_minute * share))
            for share in ((1, ADDRESS_SHARE) if per_minute else ())
        }
        self._at_once = at_once
        self._together = together
        self._limiter = FixedWindowRateLimiter(Counts())
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or not path.startswith(COUNTED) or path == FREE:
            await self.app(scope, receive, send)
            return
        names = shares(client_of(scope))
        try:
            for name, share in names:
                self._count(name, share)
                self._look(name, share)
        except Unavailable as error:
            await refusal(error)(scope, receive, send)
            return
        for name, _ in names:
            self._open[name] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            for name, _ in names:
                self._open[name] -= 1
                if not self._open[name]:
                    del self._open[name]

    def _count(self, name: str, share: int) -> None:
        """One more in this minute. Raises Unavailable."""
        most = self._per_minute.get(share)
        if most is None:
            return
        if not self._limiter.hit(most, name):
            wait = max(1, ceil(self._limiter.get_window_stats(most, name).reset_time - time.time()))
        elif self._together and self._together.add(name) > most.amount:
            wait = self._together.wait()
        else:
            return
        detail = f"More than {most.amount} requests came in a minute; try again in {wait} seconds"
        allowed = {"max": most.amount, "seconds": 60}
        raise Unavailable(Flaw("rate_limited", detail, allowed=allowed), retry_after=wait)

    def _look(self, name: str, share: int) -> None:
        """Raises Unavailable where so many are open already."""
        most = self._at_once * share
        if most and self._open.get(name, 0) >= most:
            detail = f"{most} requests are being answered already; wait for one of them"
            raise Unavailable(Flaw("rate_limited", detail, allowed={"max": most}))


def shares(client: Client) -> list[tuple[str, int]]:
    """The names by which a request counts, and how many clients each may stand for."""
    address = (f"address {client.address}", ADDRESS_SHARE)
    return [address] if client.share > 1 else [(client.name, 1), address]
