"""Slips that are found by trying: with one thing changed, is the gradient right?"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from backstep.own.behaving import kept_from_before, updated_too_early, without_derivative
from backstep.own.cases import Case
from backstep.own.compare import answered, is_right
from backstep.own.cuts import Cuts
from backstep.own.edits import Edit, edits
from backstep.own.functions import Functions
from backstep.own.rewriting import EARLY, LATE, NAMES, Rewrite
from backstep.own.subject import Subject
from backstep.own.told import Told
from backstep.own.trial import Trial, Tried, quietly


def trials(trial: Trial) -> Iterator[Tried]:
    """Every slip that is found, as long as there are calls left."""
    for search in (
        other_gradient,
        without_derivative,
        updated_too_early,
        kept_from_before,
        other_tensor,
        other_name,
        one_path,
        changed_early,
        two_paths,
        changed_late,
    ):
        yield from search(trial)


def other_gradient(trial: Trial) -> Iterator[Tried]:
    """A gradient is read that is farther from the error than it should be: a derivative is left
    out between them."""
    if not isinstance(trial.subject, Functions) or trial.over():
        return
    case = trial.cases[0]
    gradients = {n: case.expected(n) for n in case.jacobians if case.whole(n)}
    gradients["y"] = case.dy
    for read in gradients:
        for nearer in gradients:
            if nearer in (read, "y", trial.name) or trial.over():
                continue
            if gradients[nearer].shape != gradients[read].shape:
                continue
            taken = {**gradients, read: gradients[nearer]}
            found = quietly(trial.subject, trial.name, case, taken)
            if found is not None and is_right(case, trial.name, found):
                yield Tried("no_derivative", None, trial.subject.line(trial.name))


def other_tensor(trial: Trial) -> Iterator[Tried]:
    """A function that takes the input of a function where its output belongs, or the reverse."""
    if not isinstance(trial.subject, Functions) or trial.over():
        return
    pairs = [(i, o, "x_for_y") for i, o in trial.subject.layers()]
    pairs += [(o, i, "y_for_x") for i, o, _ in pairs]
    for there, instead, slip in dict.fromkeys(pairs):
        if trial.over() or not trial.subject.takes(trial.name, there):
            continue
        if all(swapped_is_right(trial, case, there, instead) for case in trial.cases):
            yield Tried(slip, None, trial.subject.line(trial.name))


def swapped_is_right(trial: Trial, case: Case, there: str, instead: str) -> bool:
    arrays = case.arrays
    if arrays[there].shape != arrays[instead].shape:
        return False
    tensors = {**case.tensors, there: arrays[instead]}
    try:
        value = trial.subject.backward(trial.name, case.given, tensors, case.gradients())
    except Told:
        return False
    return value is not None and is_right(case, trial.name, np.asarray(value))


def other_name(trial: Trial) -> Iterator[Tried]:
    yield from changed(trial, NAMES)


def changed_early(trial: Trial) -> Iterator[Tried]:
    yield from changed(trial, EARLY)


def changed_late(trial: Trial) -> Iterator[Tried]:
    yield from changed(trial, LATE)


def changed(trial: Trial, rewrites: tuple[Rewrite, ...]) -> Iterator[Tried]:
    """One place of the code is changed, and the gradient is right at every shape."""
    rank = max(trial.cases[0].dy.ndim, trial.cases[0].given.x.ndim)
    failing = {found.line for _, found in trial.wrong if isinstance(found, Told)}
    found = edits(trial.subject, trial.name, rank, rewrites)
    for edit in sorted(found, key=lambda edit: edit.line not in failing):
        if trial.over():
            return
        if rights(trial, edit):
            yield Tried(edit.slip, edit.detail, edit.line)


def rights(trial: Trial, edit: Edit) -> bool:
    try:
        subject = trial.subject.again(trial.subject.source.changed(edit.tree()))
        if trial.name not in subject.written:
            return False
    except (Told, RecursionError, ValueError, SyntaxError, TypeError):
        return False
    right = True
    for case in trial.cases:
        found = answered(subject, case, trial.name)
        right = is_right(case, trial.name, found)
        if right and edit.forward:
            right = same_forward(subject, case)
        if not right:
            break
    trial.subject.calls += subject.calls
    return right


def same_forward(subject: Subject, case: Case) -> bool:
    try:
        return np.array_equal(subject.forward(case.given)["y"], case.tensors["y"])
    except Told:
        return False


def one_path(trial: Trial) -> Iterator[Tried]:
    yield from without_paths(trial, 1)


def two_paths(trial: Trial) -> Iterator[Tried]:
    yield from without_paths(trial, 2)


def without_paths(trial: Trial, together: int) -> Iterator[Tried]:
    """What was found is right for a forward in which something is held still: the path through it
    is missing."""
    found = [f for _, f in trial.wrong]
    if not all(isinstance(f, np.ndarray) and f.dtype.kind == "f" for f in found):
        return
    if any(f.shape != case.of(trial.name).shape for case, f in trial.wrong):
        return
    cuts = Cuts(trial.subject, trial.name)
    for sites in cuts.choices(trial.over, together):
        if all(cuts.explains(sites, case, f) for case, f in ordered(trial)):
            yield Tried("missing_path", cuts.text(sites))


def ordered(trial: Trial) -> list[tuple[Case, Any]]:
    return sorted(trial.wrong, key=lambda pair: pair[0].of(trial.name).size)
