"""The addresses that a store may have, as the settings take them."""

from importlib.util import find_spec

SQLITE = "sqlite:///"
MEMORY = "memory:"
REDIS = ("redis://", "rediss://", "unix://")


def check_address(address: str) -> str:
    """The address again. Raises ValueError where there is no such store."""
    if address == MEMORY or (address.startswith(SQLITE) and len(address) > len(SQLITE)):
        return address
    if not address.startswith(REDIS):
        kinds = f"{SQLITE}path (a path from the root has four slashes), redis://host:port/0"
        raise ValueError(f"a store is {kinds} or {MEMORY}")
    if find_spec("redis") is None:
        raise ValueError("Redis needs the extra redis: pip install 'backstep-nn[redis]'")
    return address
