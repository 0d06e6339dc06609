"""From a store's address, as the settings give it, to the store."""

from backstep.store.memory import MemoryStore
from backstep.store.sqlite import SqliteStore
from backstep.store.store import Store

SQLITE = "sqlite:///"
MEMORY = "memory:"


def open_store(address: str) -> Store:
    """Open `sqlite:///path` (a fourth slash begins an absolute path) or `memory:`."""
    if address == MEMORY:
        return MemoryStore()
    if address.startswith(SQLITE) and len(address) > len(SQLITE):
        return SqliteStore(address.removeprefix(SQLITE))
    raise ValueError(f"A store is {SQLITE}path or {MEMORY}, not {address!r}.")
