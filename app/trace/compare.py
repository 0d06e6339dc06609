"""One gradient held against central differences of E, cell by cell."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.engine.kind import Array
from app.trace.judge import Judge
from app.trace.nudge import Nudge
from app.trace.tape import Tape
from app.work.deadline import current


@dataclass(frozen=True, eq=False)
class Comparison:
    """Analytic and numeric gradient of one tensor, and the verdict on every cell.

    All arrays have the tensor's shape. A verdict is "right", "wrong", "too_small", "at_kink",
    "untold" where no two steps agree or E is not defined, or "unchecked" for a cell that was not
    looked at.
    """

    analytic: Array
    numeric: Array
    error: Array
    verdict: Array

    @property
    def checked(self) -> int:
        """How many cells there is a verdict on."""
        return self.analytic.size - self.count("unchecked") - self.count("untold")

    @property
    def ok(self) -> bool | None:
        """None where there is no verdict on any cell."""
        return not self.count("wrong") if self.checked else None

    def count(self, verdict: str) -> int:
        return int(np.count_nonzero(self.verdict == verdict))

    def to_dict(self) -> dict[str, Any]:
        """api.md's report on one tensor."""
        judged = (self.verdict == "right") | (self.verdict == "wrong")
        error = np.where(judged, np.nan_to_num(self.error, nan=np.inf, posinf=np.inf), -1.0)
        worst = tuple(int(i) for i in np.unravel_index(int(np.argmax(error)), error.shape))
        seen = bool(judged.any())
        none = None if self.ok is None else 0.0
        return {
            "ok": self.ok,
            "max_relative_error": float(error[worst]) if seen else none,
            "worst_at": list(worst) if seen else None,
            "analytic": float(self.analytic[worst]) if seen else None,
            "numeric": float(self.numeric[worst]) if seen else None,
            "cells": self.analytic.size,
            "checked": self.checked,
            "too_small": self.count("too_small"),
            "at_kink": self.count("at_kink"),
            "untold": self.count("untold"),
        }


def compare(tape: Tape, gradient: str, work: float, least: int = 1) -> Comparison:
    """The comparison of one gradient, on as many cells (drawn from the seed) as the work allows.

    Out of time, the cells that were not reached are unchecked.
    """
    nudge = Nudge(tape, gradient)
    analytic = np.asarray(tape.value(gradient), dtype=float)
    numeric = np.full(analytic.shape, np.nan)
    error = np.full(analytic.shape, np.nan)
    verdict = np.full(analytic.shape, "unchecked", dtype=object)
    judge = Judge(nudge, overflowed=not all_finite(tape, nudge, gradient))
    deadline = current()
    for flat in sample(analytic.size, max(least, int(work / nudge.work)), tape.network.seed):
        if deadline.over:
            break
        at = np.unravel_index(flat, analytic.shape)
        numeric[at], verdict[at] = judge.cell(float(analytic[at]), at)
        error[at] = judge.error(float(analytic[at]), float(numeric[at]))
    return Comparison(analytic, numeric, error, verdict)


def all_finite(tape: Tape, nudge: Nudge, gradient: str) -> bool:
    """Whether all is finite that a gradient's rule reads, and all that comes between its tensor
    and E. If not, neither need the gradient be."""
    between = [step.writes for step in tape.plan.steps[nudge.steps.start : nudge.steps.stop]]
    reads = tape.plan.writer[gradient].reads.values()
    return all(bool(np.isfinite(tape.value(address)).all()) for address in (*reads, *between))


def sample(size: int, count: int, seed: int) -> Array:
    """All cells, or so many drawn from the seed."""
    if size <= count:
        return np.arange(size)
    return np.sort(np.random.default_rng([seed, size]).choice(size, count, replace=False))
