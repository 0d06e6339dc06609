"""Slips that show in how a gradient behaves elsewhere: no derivative, something kept."""

from collections.abc import Iterator, Mapping

import numpy as np

from backstep.own.cases import Case
from backstep.own.objects import Object
from backstep.own.subject import Array, Given
from backstep.own.told import Told
from backstep.own.trial import Trial, Tried, quietly


def updated_too_early(trial: Trial) -> Iterator[Tried]:
    """A backward that changes the parameters, so that what it computes after that is of others."""
    subject = trial.subject
    if isinstance(subject, Object) and subject.moved and shaped(trial, trial.cases[0]) is not None:
        yield Tried("in_place", "backward", subject.line(trial.name))


def kept_from_before(trial: Trial) -> Iterator[Tried]:
    """An object that is right with the parameters that it was made with, and wrong with others."""
    subject, case = trial.subject, trial.cases[0]
    if not isinstance(subject, Object) or not subject.first or shaped(trial, case) is None:
        return
    there = elsewhere(case, subject.first)
    found = quietly(subject, trial.name, case, case.gradients(), there)
    if found is not None and along(trial, case, there, found):
        yield Tried("stale", None, subject.line(trial.name))


def shaped(trial: Trial, case: Case) -> Array | None:
    """What was found at one shape, if it is of the shape that it should have."""
    found = next(found for c, found in trial.wrong if c is case)
    fits = isinstance(found, np.ndarray) and found.shape == case.of(trial.name).shape
    return found if fits and found.dtype.kind == "f" else None


def elsewhere(case: Case, arrays: Mapping[str, Array]) -> Given:
    given = case.given
    moved = {**given.arrays, **arrays}
    return Given(moved, given.settings, given.fixed, given.inputs, given.sort)


def along(trial: Trial, case: Case, there: Given, found: Array) -> bool:
    """Whether a gradient is right at another place, tried along two directions."""
    at = there.arrays[trial.name]
    size = float(np.max(np.abs(at), initial=0.0)) or 1.0
    for seed in (1, 2):
        way = np.random.default_rng(seed).normal(size=at.shape)
        ends = []
        for side in (1, -1):
            moved = {**there.arrays, trial.name: at + side * 1e-4 * size * way}
            given = Given(moved, there.settings, there.fixed, there.inputs, there.sort)
            try:
                ends.append(float(np.sum(case.dy * trial.subject.forward(given)["y"])))
            except Told:
                return False
        slope, said = (ends[0] - ends[1]) / (2e-4 * size), float(np.sum(found * way))
        if not slope or abs(slope - said) > 1e-5 * float(np.sqrt(np.sum(found**2))):
            return False
    return True


def without_derivative(trial: Trial) -> Iterator[Tried]:
    """The derivative of a function behind a sum is left out: each number of y has a factor of its
    own that is missing, and what was found does not change with what that function takes."""
    subject, case = trial.subject, min(trial.cases, key=lambda case: case.dy.size)
    found = shaped(trial, case)
    if found is None or trial.name not in case.given.arrays or not case.whole(trial.name):
        return
    there = elsewhere(case, {trial.name: case.of(trial.name) * -1.7 + 0.3})
    try:
        same = quietly(subject, trial.name, case, case.gradients(), there)
    except Told:
        return
    if same is None or not np.allclose(same, found, rtol=1e-9, atol=1e-12):
        return
    if trial.over(case.dy.size + 4) or along(trial, case, there, case.expected(trial.name)):
        return  # y goes straight with it: there is no such function
    rows = []
    for place in range(case.dy.size):
        one = np.zeros(case.dy.size)
        one[place] = 1.0
        sent = one.reshape(case.dy.shape)
        given = {n: case.expected(n, sent) for n in case.jacobians if case.whole(n)} | {"y": sent}
        row = quietly(subject, trial.name, case, given)
        if row is None or row.shape != found.shape or row.dtype.kind not in "fiub":
            return
        rows.append(row.reshape(-1).astype(float))
    factors = scaled_rows(np.stack(rows), case.jacobians[trial.name])
    if factors is not None and np.ptp(factors) > 1e-3 * np.max(np.abs(factors)):
        yield Tried("no_derivative", None, subject.line(trial.name))


def scaled_rows(implied: Array, right: Array) -> Array | None:
    """The factors by which each row is to be multiplied; None if that does not make it right."""
    square = np.sum(implied * implied, axis=1)
    if np.any((square == 0) & (np.abs(right).max(axis=1) > 1e-9)):
        return None
    factors = np.sum(implied * right, axis=1) / np.where(square == 0, 1.0, square)
    return factors if np.allclose(factors[:, None] * implied, right, rtol=1e-4, atol=1e-7) else None
