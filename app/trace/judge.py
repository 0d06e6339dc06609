"""The verdict on one cell of a gradient: right, wrong, or not to be told.

A first disagreement is not yet an error: where numbers are very large or very small, the
prescribed step drowns in rounding or reaches too far, so other steps are asked before a cell is
called wrong. Where E has a corner both slopes are right, and nothing can be told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from app.trace.nudge import Nudge

STEP = 1e-6  # h, for a number of size 1
TOLERANCE = 1e-6
FLOOR = 2e-3  # what counts as a gradient of ordinary size, where E is about 1
SMALL = 1e-6  # what part of that is too small to tell
CORNER = 1e-6  # how much the slopes on both sides of a corner differ, at least
SCALES = (1e1, 1e0, 1e-1, 1e-2, 1e-3)  # of h, on which a corner is looked for
NOISE = 32  # how often E's rounding a difference of slopes must be, to be one
OTHER_STEPS = (1e-1, 1e-2, 1e-3, 1e1, 1e2, 1e3, 1e4)  # of h
SMALLER = 3  # of them, each a tenth of the one before
RELATIVE_STEP = 1e-5  # of the number itself, for those that are much smaller than h
ROUNDING = 2.0**-53  # of a float64, relative

Bend: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True)
class Judge:
    """Says of single cells whether analytic and numeric value agree, by api.md's measure."""

    nudge: Nudge
    overflowed: bool

    @property
    def floor(self) -> float:
        return FLOOR * max(1.0, abs(self.nudge.loss))

    def cell(self, analytic: float, at: Any) -> tuple[float, str]:
        """The numeric value of a cell, and the verdict on it."""
        steps = list(steps_for(float(self.nudge.array[at])))
        numeric = self.slope(at, steps[0])
        if self.overflowed and not np.isfinite(analytic):
            return numeric, "unchecked"
        if abs(analytic) < SMALL * self.floor and abs(numeric) < SMALL * self.floor:
            return numeric, "too_small"
        if self.error(analytic, numeric) <= TOLERANCE:
            return numeric, "right"
        slopes = [numeric, *(self.slope(at, h) for h in steps[1:])]
        for h, other in (*zip(steps, slopes, strict=True), *extrapolated(steps, slopes)):
            if self.is_sharp(analytic, other, h) and self.error(analytic, other) <= TOLERANCE:
                return other, "right"
        if not np.isfinite(slopes).any():
            return numeric, "unchecked"
        return numeric, "at_kink" if self.is_kink(analytic, at, steps[0]) else "wrong"

    def slope(self, at: Any, h: float) -> float:
        """The central difference of E."""
        below, above = self.nudge.around(at, h)
        with np.errstate(all="ignore"):
            return float(np.divide(np.subtract(above, below), 2 * h))

    def error(self, analytic: float, numeric: float) -> float:
        if analytic == numeric:
            return 0.0
        with np.errstate(all="ignore"):
            return float(np.abs(np.subtract(analytic, numeric)) / self.size(analytic, numeric))

    def size(self, analytic: float, numeric: float) -> float:
        return max(abs(analytic), abs(numeric), self.floor)

    def is_sharp(self, analytic: float, numeric: float, h: float) -> bool:
        """Whether E's rounding, divided by this step, is small enough to tell anything."""
        return self.blur(h) <= TOLERANCE * self.size(analytic, numeric)

    def blur(self, h: float) -> float:
        """E's rounding, divided by a step."""
        return ROUNDING * abs(self.nudge.loss) / h

    def is_kink(self, analytic: float, at: Any, h: float) -> bool:
        """Whether E has a corner here, or so near that the slope may be that of either side.

        Small steps tell it where E curves strongly as well, large ones where E is large.
        """
        bends = [self.bend(at, h * scale) for scale in SCALES]
        return self.is_beside(analytic, bends[1], bends[2]) or any(
            self.is_as_sharp(wide, near, self.blur(h * scale))
            for wide, near, scale in zip(bends, bends[1:], SCALES[1:], strict=False)
        )

    def is_beside(self, analytic: float, wide: Bend, near: Bend) -> bool:
        """Whether the slope is that of one side of a corner."""
        sides = (*wide[1:], *near[1:])
        return wide[0] > 10 * CORNER and any(
            self.error(analytic, slope) < wide[0] / 100 for slope in sides
        )

    def is_as_sharp(self, wide: Bend, near: Bend, blur: float) -> bool:
        """Whether a bend looks the same from ten times as near, as no smooth curve's does."""
        noise = NOISE * blur / self.size(*near[1:])
        return wide[0] > max(CORNER, noise) and wide[0] / 2 < near[0] < wide[0] * 2

    def bend(self, at: Any, h: float) -> Bend:
        """How much the slopes to the left and right differ, relative to their size; and both."""
        (below, above), here = self.nudge.around(at, h), self.nudge.loss
        with np.errstate(all="ignore"):
            left, right = np.divide(np.subtract([here, above], [below, here]), h).tolist()
        return self.error(left, right), left, right


def steps_for(number: float) -> Iterator[float]:
    """The prescribed step, and then the others that may tell more."""
    h = STEP * max(1.0, abs(number))
    yield h
    for factor in OTHER_STEPS:
        yield h * factor
    if 0 < abs(number) < 1:
        yield abs(number) * RELATIVE_STEP


def extrapolated(steps: list[float], slopes: list[float]) -> Iterator[tuple[float, float]]:
    """Richardson's better slopes, each from a step and one ten times as large.

    What is wrong with a central difference grows with the square of its step.
    """
    for k in range(1, SMALLER + 1):
        yield steps[k], slopes[k] + (slopes[k] - slopes[k - 1]) / 99
