"""A Redis server as backstep needs it: one that answers, and that throws nothing away by itself."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from redis import Redis
from redis.exceptions import RedisError, ResponseError

from backstep.store.faults import unavailable

logger = logging.getLogger(__name__)

KEEPS, ALWAYS = "noeviction", "always"
SAFE = "`appendonly yes` with `appendfsync always` keeps all that it has acknowledged"


def named(address: str) -> str:
    """A store's address without what is secret in it."""
    return re.sub(r"//[^@/]*@", "//", address)


def check_server(redis: Redis, name: str) -> None:
    """Raises Unavailable where keys may be thrown away; says so where a crash loses writes."""
    memory, kept = redis.info("memory"), redis.info("persistence")
    policy = memory.get("maxmemory_policy", KEEPS)
    if policy != KEEPS:
        why = f"it may throw keys away (maxmemory-policy {policy}); set it to {KEEPS}"
        raise unavailable(name, why)
    if not kept.get("aof_enabled") or flushing(redis) != ALWAYS:
        logger.warning("%s may lose its last writes in a crash: %s", name, SAFE)


def flushing(redis: Redis) -> str:
    """When what it appends is on its disk; where it does not let us ask, it is believed."""
    try:
        return str(redis.config_get("appendfsync").get("appendfsync", ALWAYS))
    except ResponseError:  # whoever runs it for others keeps its settings to himself
        return ALWAYS


@contextmanager
def answering(name: str) -> Iterator[None]:
    """Whatever goes wrong in Redis, the request was not the cause."""
    try:
        yield
    except (RedisError, OSError) as error:
        raise unavailable(name, f"{type(error).__name__}: {str(error)[:120]}") from error
