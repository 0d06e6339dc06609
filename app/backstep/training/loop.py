"""The training itself: iteration after iteration, with a report a few times a second."""

from collections.abc import Callable
from dataclasses import replace
from math import inf, isfinite
from time import perf_counter, thread_time

import numpy as np

from backstep.describe.network import Network, build
from backstep.run.iterate import Passed, iterate
from backstep.training.job import Cause, End, Job, Reason, Rest, Turn
from backstep.training.notes import GLANCE, Notes, Tell
from backstep.training.until import Met, Watchman
from backstep.training.watching import first_nonfinite, nonfinite_of
from backstep.work.deadline import NEVER, current, within
from backstep.work.held import HELD


def serve(turn: Turn, forget: tuple[str, ...], tell: Tell) -> None:
    """A worker's task: one turn of a training, which then rests here until the next, or has ended.

    It has its own rules for its end, but it can be stopped. What is to be forgotten has gone on
    elsewhere.
    """
    for id in forget:
        HELD.pop(id, None)
    task = current()
    with within(NEVER):
        descent = begun(turn.job) if turn.job is not None else HELD.pop(turn.id)
        goes_on = descent.go(tell, lambda: turn.stopping or task.over, turn.seconds, turn.hand)
    if goes_on:
        HELD[turn.id] = descent


def begun(job: Job) -> "Descent":
    since = thread_time()
    network = build(dict(job.description), job.limits)
    return Descent(network, job, thread_time() - since)


def train(job: Job, tell: Tell, stopped: Callable[[], bool]) -> None:
    """Run a job to its end; `tell` gets a report now and then, the last one with the end."""
    begun(job).go(tell, stopped)


class Descent:
    """A training on its way. It rests between two iterations, and goes on as if it had not."""

    def __init__(self, network: Network, job: Job, worked: float = 0.0) -> None:
        self.network, self.job = network, job
        self._passing = enumerate(iterate(network, job.state, job.iteration), job.iteration)
        self._notes = Notes(job, network)
        self._watchman = Watchman(network, job.until, job.began)
        self._spent = 0.0
        self._worked = worked  # seconds of the processor's that no turn has told yet

    @np.errstate(all="ignore")
    def go(
        self, tell: Tell, stopped: Callable[[], bool], seconds: float = inf, hand: bool = False
    ) -> bool:
        """Go on for so long; whether it goes on after that. With `hand`, the state is told too."""
        notes, began, since = self._notes, perf_counter(), thread_time()
        notes.begin(tell, began)
        for k, passed in self._passing:
            notes.losses.append(passed.loss)
            end = self._ending(k, passed)
            if k >= notes.next_point:
                notes.add_point(k, passed)
            if k == notes.next_kept:
                notes.keep(k, passed.before)
            now = perf_counter()
            if now >= notes.glance and end is None:
                notes.glance = now + GLANCE
                late = self._spent + now - began > self.job.seconds
                end = interruption(late, stopped())
            if end:
                notes.report(k, passed, end)
                return False
            if now - began > seconds:
                self._spent += now - began
                state = passed.after if hand else None
                worked, self._worked = self._worked + thread_time() - since, 0.0
                notes.report(k, passed, rest=Rest(self.job.seconds - self._spent, worked, state))
                return True
            if now >= notes.due or notes.full:
                notes.report(k, passed)
        raise AssertionError

    def _ending(self, k: int, passed: Passed) -> End | None:
        """How the training ends at an iteration, if it does."""
        met = self._watchman.met(k, passed)
        if met is not None:
            return self._end("until", k, self._cause(k, passed, met))
        if not isfinite(passed.loss):
            return self._end("diverged", k, self._blame(k))
        return self._end("iterations", k) if k == self.job.last else None

    def _end(self, reason: Reason, k: int, cause: Cause | None = None) -> End:
        return End(reason, cause, at_once=k == self.job.began)

    def _cause(self, k: int, passed: Passed, met: Met) -> Cause:
        cause = Cause(k, met.address, met.step, met.at, met.condition)
        if met.condition != "nonfinite":
            return cause
        broken = nonfinite_of(self.network, passed.before, k)
        return replace(self._led(broken), condition=met.condition) if broken else cause

    def _blame(self, k: int) -> Cause | None:
        """What the loss that is not finite owes to."""
        cause = first_nonfinite(self.network, *self._notes.sound, k)
        return cause and self._led(cause)

    def _led(self, cause: Cause) -> Cause:
        """A later breakdown is one that updates led to, if there are any."""
        by_steps = cause.by_steps or (cause.iteration > self.job.base_start and moves(self.network))
        return replace(cause, by_steps=by_steps)


def moves(network: Network) -> bool:
    """Whether an update changes anything: a parameter that is not frozen, at a rate above 0."""
    free = any(set(block.parameters) - block.frozen for block in network.layers)
    return free and network.optimizer.settings["lr"] > 0


def interruption(late: bool, stopped: bool) -> End | None:
    return End("stopped") if stopped else End("time_limit") if late else None
