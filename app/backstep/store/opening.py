"""From a store's address, as the settings give it, to the store."""

from typing import TYPE_CHECKING

from backstep.store.address import MEMORY, REDIS, SQLITE, check_address
from backstep.store.memory import MemoryStore
from backstep.store.sqlite import SqliteStore
from backstep.store.store import Store

if TYPE_CHECKING:
    from backstep.store.redis_tally import RedisTally


def open_store(address: str) -> Store:
    """Open `sqlite:///path`, `redis://host:port/0` or `memory:`.

    Raises ValueError for another address, and Unavailable where the store does not answer.
    """
    check_address(address)
    if address == MEMORY:
        return MemoryStore()
    if address.startswith(SQLITE):
        return SqliteStore(address.removeprefix(SQLITE))
    from backstep.store.redis import RedisStore  # needs the extra

    return RedisStore(address)


def open_tally(address: str) -> "RedisTally | None":
    """Where the servers of a store count together; None where there is one machine only."""
    if not address.startswith(REDIS):
        return None
    from backstep.store.redis_tally import RedisTally  # needs the extra

    return RedisTally(address)
