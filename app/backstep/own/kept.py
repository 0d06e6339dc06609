"""Whether an object keeps what an update or another batch has changed."""

from collections.abc import Sequence

import numpy as np

from backstep.own.cases import Case
from backstep.own.objects import Object
from backstep.own.subject import Array, Subject
from backstep.own.told import Told
from backstep.own.verdict import Report, Verdict
from backstep.slips.catalogue import BY_NAME
from backstep.slips.evidence import equal


def kept_too_long(subject: Subject, fitting: Sequence[Case], report: Report) -> None:
    """One object is used twice: at another batch, with its parameters updated in between."""
    if not isinstance(subject, Object) or len(fitting) < 2:
        return
    before, after = fitting[0], fitting[1]
    try:
        found = twice(subject, before, after)
    except Told as problem:  # at each of both by itself it did not fail
        first, slip = report.verdicts[0], BY_NAME["stale"]
        first.ok, first.slip, first.line = False, slip.name, problem.line
        en, es = (
            f"{slip.sentence(None, i, gradient=first.gradient, of=first.name)} ({problem.words[i]})"
            for i in (0, 1)
        )
        first.said = (en, es)
        return
    for verdict in report.verdicts:
        value = found.get(verdict.name)
        if value is None or not after.whole(verdict.name):
            continue
        array, right = np.asarray(value), after.expected(verdict.name)
        if not equal(array, right):
            blame(verdict, array, right, before)


def twice(subject: Object, before: Case, after: Case) -> dict[str, Array]:
    layer = subject.fresh(before.given)
    subject.calls += 4
    subject.guarded("forward", lambda: subject.pass_on(layer, before.given))
    subject.gradients(layer, before.dy)
    subject.update(layer, after.given)
    subject.guarded("forward", lambda: subject.pass_on(layer, after.given))
    return subject.gradients(layer, after.dy)


def blame(verdict: Verdict, found: Array, right: Array, before: Case) -> None:
    verdict.ok, verdict.slip = False, "stale"
    if found.shape == right.shape:
        at = np.unravel_index(int(np.argmax(np.abs(found - right))), right.shape)
        verdict.worst_at = [int(i) for i in at]
        verdict.found, verdict.expected = float(found[at]), float(right[at])
        first = before.expected(verdict.name) if before.whole(verdict.name) else None
        if first is not None and first.shape == right.shape and equal(found, right + first):
            verdict.detail = "accumulates"
    slip = BY_NAME["stale"]
    en, es = (
        slip.sentence(verdict.detail, i, gradient=verdict.gradient, of=verdict.name) for i in (0, 1)
    )
    verdict.said = (en, es)
