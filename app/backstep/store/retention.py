"""What a store lets go of: what nobody has looked at for long, and the oldest of too much.

A base's states and losses go first: they are computed again when they are asked for. Where that
does not suffice, bases go that nothing was edited from, and their ids are unknown from then on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backstep.store import day
from backstep.store.store import Store

AT_ONCE = 64  # bases that are asked for at once


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what nobody looks at is kept, in days, and how large a store may be, in bytes.

    0 is without end.
    """

    days: int
    bytes: int


@dataclass(slots=True)
class Swept:
    """How many bases were let go of, and how many forgotten."""

    let_go: int = 0
    forgotten: int = 0


def never() -> bool:
    return False


def sweep(store: Store, bounds: Retention, ending: Callable[[], bool] = never) -> Swept:
    """Let go of what is to go, in short pieces of work, until it is told that it ends; others may
    use the store meanwhile."""
    swept = Swept()
    if bounds.days:
        for base in old(store.idle, day.today() - bounds.days, ending):
            store.let_go(base)
            swept.let_go += 1
    if bounds.bytes and store.size() > bounds.bytes:
        shrink_to(store, bounds.bytes, swept, ending)
    if swept.let_go or swept.forgotten:
        store.shrink()
    return swept


def shrink_to(store: Store, most: int, swept: Swept, ending: Callable[[], bool]) -> None:
    """The oldest goes until the rest fits; what was looked at today stays in any case."""
    for base in old(store.idle, day.today(), ending):
        store.let_go(base)
        swept.let_go += 1
        if store.size() <= most:
            return
    for base in old(store.leaves, day.today(), ending):
        store.forget(base)
        swept.forgotten += 1
        if store.size() <= most:
            return


def old(
    ask: Callable[[int, int], list[str]], before: int, ending: Callable[[], bool]
) -> Iterator[str]:
    """The bases that a store names, asked for anew when all that it named are gone; a store that
    names the same again keeps them, and is not asked for ever."""
    kept: list[str] = []
    while (names := ask(before, AT_ONCE)) and names != kept:
        for name in names:
            if ending():
                return
            yield name
        kept = names
