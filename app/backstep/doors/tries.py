"""How often a wrong key may be tried: ten times a minute from one address, then nobody is heard."""

import time
from math import ceil

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from backstep.errors import Flaw, Unavailable

MOST = 10  # wrong tries in any minute


class Tries:
    """Counts them by address, in one process; `processes` share what there is."""

    def __init__(self, processes: int = 1) -> None:
        self._most = RateLimitItemPerMinute(max(1, MOST // processes))
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def look(self, address: str) -> None:
        """Raises Unavailable (rate_limited) where there were too many: the key is not looked at."""
        if self._limiter.test(self._most, address):
            return
        free = self._limiter.get_window_stats(self._most, address).reset_time
        wait = max(1, ceil(free - time.time()))
        detail = f"Wrong keys were tried {self._most.amount} times; try again in {wait} seconds"
        allowed = {"max": self._most.amount, "seconds": 60}
        raise Unavailable(Flaw("rate_limited", detail, allowed=allowed), retry_after=wait)

    def count(self, address: str) -> None:
        self._limiter.hit(self._most, address)
