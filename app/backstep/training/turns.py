"""Whose turn it is: trainings share the cores in turns of half a second, less where many do.

Who has had least goes first, and who has had none before all others, so that everyone moves. A
training's first turns are short: where a whole class begins at once, each is seen to move at once.
"""

from collections.abc import Sequence
from math import inf
from typing import Protocol, TypeVar

TURN = 0.5  # seconds
ROUND = 1.0  # in which everyone has had a turn: where many share, turns are shorter
LEAST = 0.03
FIRST = 0.01  # enough for a first look; each turn after it may be as long as all before together
AHEAD = 2  # turns that one training may be ahead of another for staying in its process
CLOSE = 0.1  # and of what the other has had, so that shares are even from the start
CARRIED = 100e6  # bytes of a state that are told and read in a second, about
CARRYING = 0.2  # of a turn, at most, for that: large networks have longer ones


class Waiting(Protocol):
    """What a training tells of itself while it waits."""

    begun: bool
    used: float  # seconds of the processor's, and what others had before it came

    @property
    def stopping(self) -> bool: ...


T = TypeVar("T", bound=Waiting)


def length(sharing: int, cores: int, state_bytes: int = 0, had: float = inf) -> float:
    """Seconds of a turn, where so many trainings share so many cores, for one that has had so many
    seconds."""
    turn = min(max(LEAST, min(TURN, ROUND * cores / sharing)), max(FIRST, had))
    return max(turn, state_bytes / CARRIED / CARRYING) if state_bytes > CARRIED * LEAST else turn


def chosen(waiting: Sequence[T], here: Sequence[T], turn: float) -> T:
    """Who goes next of those that wait; what rests `here` goes on here, if that is fair."""
    first = min(waiting, key=standing)
    if first.stopping or not first.begun or not here:
        return first
    near = min(here, key=standing)
    ahead = min(AHEAD * turn, CLOSE * first.used)
    return near if near.used - first.used <= ahead else first


def standing(training: Waiting) -> tuple[bool, bool, float]:
    """Who is only to end, then who has had no turn yet, then who has had least."""
    return not training.stopping, training.begun, training.used
