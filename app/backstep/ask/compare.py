"""One gradient held against central differences of E, cell by cell."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from backstep.ask.judge import Judge
from backstep.ask.nudge import Nudge
from backstep.engine.kind import Array
from backstep.errors import OutOfTime
from backstep.run.tape import Tape
from backstep.work.deadline import current


@dataclass(frozen=True, eq=False)
class Comparison:
    """The cells of one gradient that were looked at: their places, row-major, both values, and the
    verdict on each.

    A verdict is "right", "wrong", "too_small", "at_kink", or "untold" where no two steps agree or E
    is not defined. All other cells are "unchecked". Nothing is held for those: of a tensor of
    millions of numbers, few are looked at.
    """

    gradient: Array
    places: Array
    analytic: Array
    numeric: Array
    error: Array
    verdict: Array

    @property
    def checked(self) -> int:
        """How many cells there is a verdict on."""
        return len(self.places) - self.count("untold")

    @property
    def ok(self) -> bool | None:
        """None where there is no verdict on any cell."""
        return not self.count("wrong") if self.checked else None

    def count(self, verdict: str) -> int:
        return int(np.count_nonzero(self.verdict == verdict))

    def to_dict(self) -> dict[str, Any]:
        """api.md's report on one tensor."""
        judged = np.flatnonzero((self.verdict == "right") | (self.verdict == "wrong"))
        seen, none = len(judged) > 0, None if self.ok is None else 0.0
        error = np.nan_to_num(self.error[judged], nan=np.inf, posinf=np.inf)
        worst = int(judged[np.argmax(error)]) if seen else 0
        return {
            "ok": self.ok,
            "max_relative_error": float(error.max()) if seen else none,
            "worst_at": self._index(worst) if seen else None,
            "analytic": float(self.analytic[worst]) if seen else None,
            "numeric": float(self.numeric[worst]) if seen else None,
            "cells": self.gradient.size,
            "checked": self.checked,
            "too_small": self.count("too_small"),
            "at_kink": self.count("at_kink"),
            "untold": self.count("untold"),
        }

    def cells(self) -> dict[str, Any]:
        """Every cell: both values, the numeric one NaN where none was looked for, and verdicts."""
        numeric = np.full(self.gradient.size, np.nan)
        numeric[self.places] = self.numeric
        verdicts = np.full(self.gradient.size, "unchecked", dtype=object)
        verdicts[self.places] = self.verdict
        return {
            "numeric_cells": numeric.reshape(self.gradient.shape),
            "analytic_cells": self.gradient,
            "verdicts": verdicts.tolist(),
        }

    def _index(self, which: int) -> list[int]:
        return [int(i) for i in np.unravel_index(self.places[which], self.gradient.shape)]


def compare(tape: Tape, gradient: str, work: float, least: int = 1) -> Comparison:
    """The comparison of one gradient, on as many cells (drawn from the seed) as the work allows.

    Out of time, the cells that were not reached are unchecked.
    """
    nudge = Nudge(tape, gradient)
    whole = np.asarray(tape.value(gradient), dtype=float)
    judge = Judge(nudge, overflowed=not all_finite(tape, nudge, gradient))
    places = sample(whole.size, max(least, int(work / nudge.work)), tape.network.seed)
    analytic, found = whole.reshape(-1)[places], list[tuple[float, str]]()
    deadline = current()
    for place, value in zip(places, analytic.tolist(), strict=True):
        if deadline.over:
            break
        try:
            found.append(judge.cell(value, np.unravel_index(place, whole.shape)))
        except OutOfTime:  # in the middle of a cell, which takes long in a large network
            break
    looked = len(found)
    numeric = np.array([value for value, _ in found])
    verdict = np.array([verdict for _, verdict in found], dtype=object)
    pairs = zip(analytic.tolist(), numeric.tolist(), strict=False)
    error = np.array([judge.error(*pair) for pair in pairs])
    return Comparison(whole, places[:looked], analytic[:looked], numeric, error, verdict)


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
