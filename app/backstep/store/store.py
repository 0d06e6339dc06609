"""What a store can do. Three exist: in memory, in an SQLite file, on a Redis server.

A store holds bases, the states of kept iterations, and the loss of every iteration passed. It
computes nothing and knows no network. Every write is whole or not at all, and writing the same
thing again changes nothing, so that two workers may do the same work at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from backstep.run.state import State
from backstep.store.ids import base_in

LONGEST_TRAINING = 31 * 86_400  # seconds; what is older was left by a process that was killed
TIPS = 4  # states per base that are kept only because somebody stands there


@dataclass(frozen=True, slots=True)
class Base:
    """A cause: where a run starts. `parent` is the checkpoint whose `edit` bore it."""

    name: str
    parent: str | None
    start: int
    description: Mapping[str, Any]
    edit: Mapping[str, Any] | None = None

    @property
    def above(self) -> str | None:
        """The base of the parent."""
        return base_in(self.parent) if self.parent else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Iterations passed: the losses from `first` on, states to keep, and where it ended.

    The losses join the known ones without a gap: a stretch starts at or before their end.
    """

    base: str
    first: int
    losses: Sequence[float] = ()
    kept: Mapping[int, State] = field(default_factory=dict)
    tip: tuple[int, State] | None = None


class Store(Protocol):
    """All methods may be called from any thread; they raise Unavailable if the store does not
    answer, and Damaged if what it holds is not what was written."""

    @property
    def generation(self) -> int:
        """How often the store was found to be another one: what was known of it is then void."""

    def add_base(self, base: Base, state: State | None = None) -> None:
        """Remember a base, and the state at its start where that cannot be drawn again."""

    def base(self, name: str) -> Base | None:
        """The base of this name, its tensors read-only."""

    def record(self, stretch: Stretch) -> None:
        """Remember what a run passed. Raises NotFound where the base is not there (any more)."""

    def nearest(self, base: str, iteration: int) -> int | None:
        """The last kept iteration that is not after this one."""

    def state(self, base: str, iteration: int) -> State | None:
        """The state kept at exactly this iteration, read-only."""

    def losses(self, base: str, stop: int, first: int | None = None) -> list[float]:
        """The known losses from the base's start, or from iteration `first`, up to, not including,
        iteration `stop`."""

    def passed(self, base: str) -> int | None:
        """The iteration up to which the losses are known; None where there is no such base."""

    def bases(self) -> Iterator[str]:
        """The names of all bases; those that are added meanwhile may be left out."""

    def kept(self, base: str) -> list[int]:
        """The iterations whose states are kept, tips too, sorted."""

    def looked(self, bases: Iterable[str]) -> None:
        """Note that somebody looked at these today, and so at all that led to them."""

    def idle(self, before: int, most: int) -> list[str]:
        """Bases last looked at before a day that have states or losses to let go, the longest
        unlooked at first; so many at most."""

    def let_go(self, base: str) -> None:
        """Forget the states and losses of a base: they can be computed again."""

    def leaves(self, before: int, most: int) -> list[str]:
        """Bases last looked at before a day that nothing is kept of and nothing was edited from."""

    def forget(self, base: str) -> None:
        """Forget a base, unless something was edited from it, or it was looked at, meanwhile."""

    def size(self) -> int:
        """Bytes of what is kept, about."""

    def shrink(self) -> None:
        """Give the room of what was forgotten back to the system, in short pieces of work."""

    def begin_training(self, name: str) -> None:
        """Let all processes know of a training, so that each can stop it."""

    def stop_training(self, name: str) -> bool:
        """Leave word that a training is to stop; False if there is none of this name."""

    def stopping_trainings(self) -> set[str]:
        """The trainings that are to stop."""

    def end_training(self, name: str) -> None:
        """Forget a training."""

    def ready(self) -> None:
        """Raise Unavailable unless what is written comes back."""

    def close(self) -> None:
        """Give back what is held open."""
