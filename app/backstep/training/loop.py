"""The training itself: iteration after iteration, with a report a few times a second."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import isfinite
from time import perf_counter

import numpy as np

from backstep.describe.network import Network, build
from backstep.run.iterate import iterate
from backstep.run.state import State
from backstep.training.job import End, Job, Reason, Report
from backstep.training.watching import first_nonfinite, is_finite, observe
from backstep.work.deadline import NEVER, current, within

INTERVAL = 1 / 20  # seconds from one report to the next, at least
SHARE = 2  # looking takes at most every second moment away from training
FULL_BYTES = 32 * 2**20  # states held back at most before they are told

Tell = Callable[[Report], None]


def serve(job: Job, tell: Tell) -> None:
    """A worker's task: a training has its own rules for its end, but it can be stopped."""
    task = current()
    with within(NEVER):
        train(job, tell, lambda: task.over)


def train(job: Job, tell: Tell, stopped: Callable[[], bool]) -> None:
    """Run a job to its end; `tell` gets a report now and then, the last one with the end."""
    descend(build(dict(job.description), job.limits), job, tell, stopped)


@np.errstate(all="ignore")
def descend(network: Network, job: Job, tell: Tell, stopped: Callable[[], bool]) -> None:
    """The same with the job's network at hand."""
    notes = Notes(job, network, tell)
    began = perf_counter()
    for k, passed in enumerate(iterate(network, job.state, job.iteration), job.iteration):
        notes.losses.append(passed.loss)
        end = ending(job, k, passed.loss)
        if k == notes.next_kept:
            notes.keep(k, passed.before)
        now = perf_counter()
        if now >= notes.due and end is None:
            end = interruption(now - began > job.seconds, stopped())
        if end:
            cause = first_nonfinite(network, *notes.sound, k) if end == "diverged" else None
            if cause and cause.iteration > job.base_start and moves(network):
                cause = replace(cause, by_steps=True)
            notes.report(k, passed.before, End(end, cause, at_once=k == job.iteration))
            return
        if now >= notes.due or notes.full:
            notes.report(k, passed.before)


def ending(job: Job, k: int, loss: float) -> Reason | None:
    """Why the training ends at an iteration with this loss, if it does."""
    if not isfinite(loss):
        return "diverged"
    if job.loss_below is not None and loss < job.loss_below:
        return "until"
    return "iterations" if k == job.last else None


def moves(network: Network) -> bool:
    """Whether an update changes anything: a parameter that is not frozen, at a rate above 0."""
    free = any(set(block.parameters) - block.frozen for block in network.layers)
    return free and network.optimizer.settings["lr"] > 0


def interruption(late: bool, stopped: bool) -> Reason | None:
    return "stopped" if stopped else "time_limit" if late else None


class Notes:
    """What has happened since the last report, and when the next one is due."""

    def __init__(self, job: Job, network: Network, tell: Tell) -> None:
        self.job, self.network, self.tell = job, network, tell
        self.first = job.iteration
        self.losses: list[float] = []
        self.kept: dict[int, State] = {}
        self.held = 0
        self.sound = job.state, job.iteration  # the last one told that held finite numbers only
        self.due = perf_counter() + INTERVAL
        self.kept_at = perf_counter()
        self._lasting = lasting(job)
        self.next_kept = next(self._lasting, None)

    def keep(self, k: int, state: State) -> None:
        """Keep a state, and look out for the next one."""
        self.kept[k] = state
        self.held += sum(array.nbytes for array in state.values())
        self.kept_at = perf_counter()
        if k == self.next_kept:
            self.next_kept = next(self._lasting, None)

    @property
    def full(self) -> bool:
        return self.held > FULL_BYTES

    def report(self, k: int, state: State, end: End | None = None) -> None:
        """Tell what happened up to iteration k, whose state is told too if it is the last."""
        now = perf_counter()
        if now - self.kept_at > self.job.stride.seconds:
            self.keep(k, state)
        hurried = end is not None and end.reason == "stopped"
        seen = {} if hurried else observe(self.network, state, k, self.job.watch)
        tip = state if end else None
        self.tell(Report(self.first, np.array(self.losses), self.kept, seen, tip, end))
        if end is None and is_finite(state):
            self.sound = state, k
        self.first, self.losses, self.kept, self.held = k + 1, [], {}, 0
        # On a clock's beats: one that was missed is not made up for by two in a row.
        missed = max(0.0, now - self.due) // INTERVAL if INTERVAL else 0
        beat = self.due + (missed + 1) * INTERVAL
        self.due = max(beat, now + SHARE * (perf_counter() - now))


def lasting(job: Job) -> Iterator[int]:
    """The iterations whose states are kept wherever the run was begun, in order."""
    start = job.base_start
    return (start + age for age in job.stride.between(job.iteration - start, job.last - start))
