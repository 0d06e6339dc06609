"""Counts that several servers add up, on the Redis server that they share."""

from collections.abc import Mapping

from redis import Redis

from backstep.store.redis_link import key
from backstep.store.redis_server import answering, named

LASTING = 120  # seconds after which nobody asks for a minute's count any more
TIMEOUT = 1.0  # seconds


class RedisTally:
    """A key for each name and window."""

    def __init__(self, address: str) -> None:
        self._name = named(address)
        self._redis = Redis.from_url(
            address, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT
        )

    def add(self, window: int, counts: Mapping[str, int]) -> dict[str, int]:
        """Add to the counts of a window; what all servers have counted. Raises Unavailable."""
        with answering(self._name), self._redis.pipeline(transaction=False) as ask:
            for name, count in counts.items():
                place = key("count", str(window), name)
                ask.incrby(place, count)
                ask.expire(place, LASTING)
            return dict(zip(counts, ask.execute()[::2], strict=True))
