"""What a training has to tell: losses, states to keep, what is watched, a few times a second."""

from collections.abc import Callable, Iterator
from math import inf
from time import perf_counter
from typing import Any

import numpy as np

from backstep.describe.network import Network
from backstep.run.iterate import Passed
from backstep.run.state import State
from backstep.training.job import End, Job, Report, Rest, Watch
from backstep.training.watching import is_finite, observe, point

INTERVAL = 1 / 20  # seconds from one report to the next, at least
SPARING = 1 / 11  # where reports are to be few, and yet a living picture
FIRST = 1 / 100  # and to the first one: whoever waits sees soon that it moves
GLANCE = 1 / 100  # between two looks at whether it is to end
FOR_EVER = 1e9
SHARE = 2  # looking takes at most every second moment away from training
STRETCH = 8  # a curve's points are this part of the way behind them apart
POINTS_SHARE = 0.1  # they take at most this part of the time, once they have had
POINTS_FREE = 1 / 10  # these seconds
FULL_BYTES = 32 * 2**20  # states held back at most before they are told

Tell = Callable[[Report], None]


class Notes:
    """What has happened since the last report, and when the next one is due."""

    def __init__(self, job: Job, network: Network) -> None:
        self.job, self.network = job, network
        self._interval = interval(job.watch)
        self.first = job.iteration
        self.losses: list[float] = []
        self.kept: dict[int, State] = {}
        self.held = 0
        self.sound = job.state, job.iteration  # the last one told that held finite numbers only
        self.glance = 0.0
        self.due = 0.0
        self._tell: Tell = lambda _: None
        self._looked = False  # in this turn
        self._kept_for = 0.0  # seconds of computing since a state was kept
        self._since = self._began = 0.0
        self._lasting = lasting(job)
        self.next_kept = next(self._lasting, None)
        self.points: list[dict[str, Any]] = []
        self.next_point = job.iteration + 1 if job.watch.curves else inf
        self._pointed = self._computed = 0.0  # seconds: of points, of turns that are over

    def begin(self, tell: Tell, now: float) -> None:
        """A turn begins."""
        self._tell, self._looked, self._since, self._began = tell, False, now, now
        self.glance = now
        first = self._interval if self.due else min(FIRST, self._interval)
        self.due = now + first

    def keep(self, k: int, state: State) -> None:
        """Keep a state, and look out for the next one."""
        self.kept[k] = state
        self.held += sum(array.nbytes for array in state.values())
        self._kept_for, self._since = 0.0, perf_counter()
        if k == self.next_kept:
            self.next_kept = next(self._lasting, None)

    def add_point(self, k: int, passed: Passed) -> None:
        """A point of the curves, if there is time for it; the next one is further away."""
        self.next_point = k + max(1, (k - self.job.began) // STRETCH)
        now = perf_counter()
        if self._pointed > POINTS_FREE + POINTS_SHARE * (self._computed + now - self._began):
            return
        self.points.append(point(self.network, k, passed, self.job.watch))
        self._pointed += perf_counter() - now

    @property
    def full(self) -> bool:
        return self.held > FULL_BYTES

    def report(
        self, k: int, passed: Passed, end: End | None = None, rest: Rest | None = None
    ) -> None:
        """Tell what happened up to iteration k, whose state is told too if it is the last."""
        now, state = perf_counter(), passed.before
        if self._kept_for + now - self._since > self.job.stride.seconds:
            self.keep(k, state)
        hurried = end is not None and end.reason == "stopped"
        blind = self.job.watch.pictures == 0 and end is None
        if hurried or blind or (rest is not None and self._looked):
            seen = {}
        else:
            seen = observe(self.network, passed, self.job.watch)
            self._looked = True
        tip = state if end else None
        losses, points = np.array(self.losses), tuple(self.points)
        self._tell(Report(self.first, losses, self.kept, seen, tip, end, rest, points))
        if end is None and is_finite(state):
            self.sound = state, k
        self.first, self.losses, self.kept, self.held, self.points = k + 1, [], {}, 0, []
        if rest is not None:
            self._kept_for += now - self._since
            self._computed += now - self._began
        # On a clock's beats: one that was missed is not made up for by two in a row.
        late = max(0.0, now - self.due)
        missed = late // self._interval if self._interval else 0
        beat = self.due + (missed + 1) * self._interval
        self.due = max(beat, now + SHARE * (perf_counter() - now))


def interval(watch: Watch) -> float:
    """Seconds from one report to the next: for ever where no picture is asked for."""
    if watch.pictures is None:
        return max(INTERVAL, SPARING) if watch.packed else INTERVAL
    return max(INTERVAL, 1 / watch.pictures) if watch.pictures else FOR_EVER


def lasting(job: Job) -> Iterator[int]:
    """The iterations whose states are kept wherever the run was begun, in order."""
    start = job.base_start
    return (start + age for age in job.stride.between(job.iteration - start, job.last - start))
