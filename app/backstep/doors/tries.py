"""How often a wrong key may be tried: ten times a minute from one address, then nobody is heard."""

import time
from math import ceil

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from backstep.doors.together import Together
from backstep.errors import Flaw, Unavailable

MOST = 10  # wrong tries in any minute


class Tries:
    """Counts them by address: in one process, whose `processes` share what there is, and together
    with other servers where they share a store that counts."""

    def __init__(self, processes: int = 1, together: Together | None = None) -> None:
        self._together = together
        self._most = RateLimitItemPerMinute(max(1, MOST // processes))
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def look(self, address: str) -> None:
        """Raises Unavailable (rate_limited) where there were too many: the key is not looked at."""
        if not self._limiter.test(self._most, address):
            free = self._limiter.get_window_stats(self._most, address).reset_time
            wait = max(1, ceil(free - time.time()))
        elif self._together and self._together.count(f"key {address}") >= MOST:
            wait = self._together.wait()
        else:
            return
        detail = f"Wrong keys were tried {self._most.amount} times; try again in {wait} seconds"
        allowed = {"max": self._most.amount, "seconds": 60}
        raise Unavailable(Flaw("rate_limited", detail, allowed=allowed), retry_after=wait)

    def count(self, address: str) -> None:
        self._limiter.hit(self._most, address)
        if self._together:
            self._together.add(f"key {address}")
