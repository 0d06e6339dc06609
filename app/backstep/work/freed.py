"""Memory that is free again goes back to the system: the allocator would keep tens of megabytes."""

import ctypes

_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of glibc; others have none


def give_back() -> None:
    """Takes a few milliseconds where much has been freed."""
    if _trim is not None:
        _trim(0)
