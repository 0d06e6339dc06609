"""What goes between the server and a worker process: a task one way, what comes of it the other."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Any

from backstep.work.brought import Brought

OTHER_SOURCE = 76  # how a worker ends that finds another package than the one its server runs


@dataclass(frozen=True, slots=True)
class Task:
    """A module's function with its arguments, and the seconds that it has; `told` are those that
    whoever asked is told of.

    One that `tells` gets a function as its last argument: what that is called with is heard at
    once by whoever listens.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...] = ()
    seconds: float = inf
    tells: bool = False
    told: float = inf
    brought: tuple[Brought, ...] = ()  # what is called before it, in its process


@dataclass(frozen=True, slots=True)
class Begun:
    """The process has begun, has all that the task needs, and goes about it now."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something on the way."""

    value: Any


@dataclass(frozen=True, slots=True)
class Done:
    """What a function returned. With `last`, the process ends, having grown too large."""

    value: Any
    last: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """What a function raised: a BackstepError, a MemoryError, or RuntimeError for a bug of ours."""

    error: Exception
    last: bool = False
