"""The verdict on one cell of a gradient: right, wrong, or not to be told.

A first disagreement is not yet an error: where numbers are very large or very small, the
prescribed step drowns in rounding, reaches too far, or leaves what E is defined for. So other steps
are asked, and a cell is acquitted by any that tells something and agrees. It is called wrong only
where three steps agree with each other on another slope, far beyond what rounding does to them, and
where the backward rules give wrong slopes beside the number too: else it is a kink, or untold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf, isfinite, isinf, log, nan
from typing import Any

import numpy as np

from backstep.ask.nudge import Difference, Nudge

STEP = 1e-6  # h, for a number of size 1
TOLERANCE = 1e-6
FLOOR = 2e-3  # what counts as a gradient of ordinary size, where E is about 1
SMALL = 1e-6  # what part of that is too small to tell
ROUNDING = 2.0**-53  # of a float64, relative
TRUST = 1e-4  # how well a complex step must agree with a difference to count
SURE = 10  # how often the doubt about a slope a disagreement must be, to be one
SEEDS = range(1, 13)  # other ways of rounding: enough that chance does not hide what they do
FEW = 4  # of them
WELL = 1e-2  # how well steps must agree on a slope to be held against another
DECADES = 13  # of steps, from a tenth of a number of size 1 down
INNER = 8  # of steps, from a tenth of a smaller number down
FACTOR = 10.0  # from one step to the next


@dataclass(frozen=True)
class Judge:
    """Says of single cells whether analytic and numeric value agree, by api.md's measure."""

    nudge: Nudge
    overflowed: bool

    @property
    def floor(self) -> float:
        return FLOOR * max(1.0, abs(self.nudge.loss))

    def cell(self, analytic: float, at: Any) -> tuple[float, str]:
        """The numeric value of a cell, and the verdict on it; NaN where it is untold."""
        if not isfinite(self.nudge.loss) or (self.overflowed and not isfinite(analytic)):
            return nan, "untold"
        size = abs(float(self.nudge.array[at]))
        if isinf(size) and isfinite(analytic):  # no step moves it, nor E
            return 0.0, "too_small" if abs(analytic) < SMALL * self.floor else "wrong"
        first = self.nudge.difference(at, STEP * max(1.0, size))
        numeric = first.slope if first else nan
        if abs(analytic) < SMALL * self.floor and abs(numeric) < SMALL * self.floor:
            return numeric, "too_small"
        if self.error(analytic, numeric) <= TOLERANCE:
            return numeric, "right"
        known = {first.up: first} if first and isfinite(numeric) else {}
        for slope in self.other_slopes(analytic, at, known):
            if self.error(analytic, slope) <= TOLERANCE:
                return slope, "right"
        return self.suspect(analytic, at, [known[h] for h in sorted(known)])

    def other_slopes(
        self, analytic: float, at: Any, known: dict[float, Difference]
    ) -> Iterator[float]:
        """Slopes that may tell more than the first step's: other steps, better ones from two of
        them, and the complex step where it agrees with one. What was computed is in `known`."""
        for h in other_steps(float(self.nudge.array[at]), self.nudge.largest):
            found = self.nudge.difference(at, h)
            if found and isfinite(found.slope):
                known[h] = found
                if self.is_sharp(analytic, found.slope, h):
                    yield found.slope
        differences = sorted(known.items())
        for (h, near), (_, wide) in pairwise(differences):
            better = extrapolated(near, wide)
            if self.is_sharp(analytic, better, h):
                yield better
        slope = self.nudge.complex_slope(at)
        if any(self.is_trusted(slope, found) for _, found in differences):
            yield slope

    def is_trusted(self, slope: float, beside: Difference) -> bool:
        """Whether a complex step agrees with a difference that tells something.

        By their own size: a step that lost its imaginary part is 0, and so may rounding be.
        """
        size = TRUST * max(abs(slope), abs(beside.slope))
        return self.blur(beside.up) <= size and abs(slope - beside.slope) <= size

    def suspect(self, analytic: float, at: Any, known: list[Difference]) -> tuple[float, str]:
        """The verdict on a cell that no step acquits: three steps in a row must agree against it,
        the smallest ones first."""
        noise = ROUNDING * abs(self.nudge.loss)  # of E, as far as it is known
        for least, near, wide in zip(known, known[1:], known[2:], strict=False):
            slopes = least.slope, near.slope, wide.slope
            spread = max(slopes) - min(slopes)
            allowed = min(self.gap(analytic, near) / SURE, WELL * self.size(near.slope, 0.0))
            if spread + noise / near.up >= allowed:
                continue
            if self.is_special(analytic, at, known, near):
                bend, before = abs(near.right - near.left), abs(wide.right - wide.left)
                corner = bend > max(before / 3, SURE * noise / near.up)
                return (near.slope, "at_kink") if corner else (nan, "untold")
            noise = max(noise, self.noise(at, near, allowed - spread))
            if spread + noise / near.up < allowed:
                decided = self.is_decided(analytic, at, self.gap(analytic, near))
                return (near.slope, "wrong") if decided else (nan, "untold")
        return nan, "untold"

    def gap(self, analytic: float, near: Difference) -> float:
        return abs(analytic - near.slope) if isfinite(analytic) else inf

    def noise(self, at: Any, near: Difference, enough: float) -> float:
        """How far E moves where it is rounded another way, in what depends on this number; it is
        not looked at further where that makes more than enough of a slope."""
        moved = 0.0
        for seed in SEEDS:
            other = self.nudge.difference(at, near.up, seed)
            if other is None or not isfinite(other.slope):
                return inf
            sides = other.left - near.left, other.right - near.right
            moved = max(moved, *map(abs, sides))
            if moved > enough:
                break
        return moved * near.up

    def is_special(
        self, analytic: float, at: Any, known: list[Difference], near: Difference
    ) -> bool:
        """Whether the backward rules are right beside this number.

        Then it is the number that is special: a kink, where E has two slopes and the rules take
        one of them, or another; or a point where their formula is not defined.
        """
        if isfinite(analytic):
            return all(self.sides_agree(at, near, self.gap(analytic, near) / 4))
        return any(isfinite(slope) for far in known for slope in self.beside(at, far))

    def is_decided(self, analytic: float, at: Any, gap: float) -> bool:
        """Whether it is the backward rules, and not their rounding, that give this."""
        others = (self.nudge.analytic_rounded(at, seed) for seed in SEEDS[:FEW])
        return not any(abs(other - analytic) > gap / SURE for other in others)

    def sides_agree(self, at: Any, near: Difference, allowed: float) -> Iterator[bool]:
        """Whether the backward rules give E's slope on its left, and on its right."""
        left, right = self.beside(at, near)
        yield abs(left - near.left) <= allowed
        yield abs(right - near.right) <= allowed

    def beside(self, at: Any, near: Difference) -> Iterator[float]:
        """What the backward rules give in the middle of a step down, and of one up."""
        number = float(self.nudge.array[at])
        for by in (-near.down / 2, near.up / 2):
            yield self.nudge.analytic_at(at, number + by)

    def error(self, analytic: float, numeric: float) -> float:
        if analytic == numeric:
            return 0.0
        with np.errstate(all="ignore"):
            return float(np.abs(np.subtract(analytic, numeric)) / self.size(analytic, numeric))

    def size(self, analytic: float, numeric: float) -> float:
        return max(self.floor, *(abs(slope) for slope in (analytic, numeric) if isfinite(slope)), 0)

    def is_sharp(self, analytic: float, numeric: float, h: float) -> bool:
        """Whether E's rounding, divided by this step, is small enough to tell anything."""
        return self.blur(h) <= TOLERANCE * self.size(analytic, numeric)

    def blur(self, h: float) -> float:
        """E's own rounding, divided by a step."""
        return ROUNDING * abs(self.nudge.loss) / h


def other_steps(number: float, largest: float) -> list[float]:
    """Steps that may tell more than the prescribed one, the nearest to it first.

    Where the number, or its whole tensor, is much smaller than 1, E may change within as little.
    """
    first = STEP * max(1.0, abs(number))
    steps = [max(1.0, abs(number)) * FACTOR**-k for k in range(1, DECADES + 1)]
    for size in (largest, abs(number)):
        steps += [h for k in range(1, INNER + 1) if (h := size * FACTOR**-k) and is_new(h, steps)]
    return sorted((h for h in steps if h != first), key=lambda h: abs(log(h) - log(first)))


def is_new(h: float, steps: list[float]) -> bool:
    """Whether no step is about as large."""
    return all(not 1 / 3 < h / other < 3 for other in steps)


def extrapolated(near: Difference, wide: Difference) -> float:
    """Richardson's better slope from two steps.

    What is wrong with a central difference grows with the square of its step.
    """
    ratio = wide.up / near.up
    return near.slope + (near.slope - wide.slope) / (ratio * ratio - 1)
