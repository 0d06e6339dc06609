"""At a kink: where the slopes on both sides differ, a gradient lies between them."""

import numpy as np

from backstep.own.cases import Case, moved
from backstep.own.derivative import one_sided
from backstep.own.subject import Given, Subject
from backstep.own.told import Told
from backstep.own.verdict import Report

STEEP = 1e3


def at_kinks(subject: Subject, case: Case, report: Report) -> None:
    """Try the layer with every other number of its input at 0, where most kinks and ties are."""
    name = case.given.inputs[0] if case.given.inputs else ""
    verdict = next((v for v in report.verdicts if v.name == name and v.detail != "numeric"), None)
    if verdict is None or case.given.fixed or not case.whole(name):
        return
    x = case.given.x.copy()
    x.reshape(-1)[::2] = 0.0
    given = Given({**case.given.arrays, name: x}, case.given.settings, {}, case.given.inputs)
    try:
        tensors = subject.forward(given)
        if not np.isfinite(tensors["y"]).all() or tensors["y"].shape != case.dy.shape:
            return
        there = Case(given, tensors, np.abs(case.dy))
        forward = moved(subject, there, name)
        sides = [one_sided(forward, x, place) for place in range(x.size)]
    except Told:
        return  # the forward itself is not made for it
    slopes = [[float(there.dy.reshape(-1) @ side) for side in both] for both in sides]
    if "y" in subject.read or len(subject.read):
        return  # it reads gradients that are not known here
    try:
        value = subject.backward(name, given, tensors, {"y": there.dy})
    except Told as problem:
        verdict.ok, verdict.said, verdict.line = False, problem.words, problem.line
        return
    found = np.asarray(value, dtype=float).reshape(-1)
    for place, (left, right) in enumerate(slopes):
        if not np.isfinite([left, right]).all() or max(abs(left), abs(right)) > STEEP:
            continue
        slack = 1e-4 * (1 + abs(left) + abs(right))
        low, high = min(left, right, 0.0) - slack, max(left, right, 0.0) + slack
        if not low <= found[place] <= high:
            verdict.ok = False
            verdict.worst_at = [int(i) for i in np.unravel_index(place, x.shape)]
            verdict.found, verdict.expected = float(found[place]), right
            verdict.detail = "at 0"
            verdict.said = (
                f"{verdict.gradient} is right elsewhere, but not where {name} is 0",
                f"{verdict.gradient} es correcto en otras partes, pero no donde {name} es 0",
            )
            return
