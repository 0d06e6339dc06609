"""The place that work has in its lane: who waits for something outside gives it back meanwhile.

A thread that waits for the store would else keep others waiting that need no store.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Place(Protocol):
    """What a lane gives to the work that it begins."""

    def leave(self) -> bool:
        """Let another one have it; False where too many have left theirs already."""

    def come_back(self) -> None:
        """Go on, if there is room or not: the lane begins nothing new until there is again."""


_place: ContextVar[Place | None] = ContextVar("place", default=None)


@contextmanager
def placed(place: Place) -> Iterator[None]:
    """Whatever is done in here, in this thread, has this place."""
    token = _place.set(place)
    try:
        yield
    finally:
        _place.reset(token)


@contextmanager
def aside() -> Iterator[bool]:
    """Whatever waits in here lets others go before it; False where it still has its place, since
    too many have left theirs: then it had better not wait long."""
    place = _place.get()
    if place is None:
        yield True
    elif not place.leave():
        yield False
    else:
        try:
            yield True
        finally:
            place.come_back()
