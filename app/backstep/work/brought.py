"""What every task brings along to the process that does it: what must be there before it begins.

Set once, by who needs it there: `BRINGING` gives a module's function and its arguments, or nothing.
"""

from collections.abc import Callable
from typing import Any

Brought = tuple[Callable[..., None], tuple[Any, ...]]
BRINGING: list[Callable[[], Brought | None]] = []


def brought() -> tuple[Brought, ...]:
    """What a task that is sent now has to bring."""
    return tuple(found for found in (give() for give in list(BRINGING)) if found is not None)
