"""From a store's address, as the settings give it, to the store."""

from backstep.store.address import MEMORY, SQLITE, check_address
from backstep.store.memory import MemoryStore
from backstep.store.sqlite import SqliteStore
from backstep.store.store import Store


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
