"""The derivative of a forward that is only known by calling it: differences at several steps."""

import warnings
from collections.abc import Callable

import numpy as np

from backstep.own.subject import Array

STEP = 1e-5
WIDER = 2e-3  # and half of it: together their error is of the fourth order
TINY = 1e-30  # an imaginary step
SURE = 2  # numbers of a tensor at which other steps are tried in any case
MOST = 3  # and at which, where what was found differs everywhere
MUCH = 4_000_000  # numbers that a jacobian may have
Forward = Callable[[Array], Array]


def jacobian(forward: Forward, at: Array, places: Array) -> Array:
    """∂y/∂p for the numbers at flat places: a row for each number of y, a column for each place.

    One step to both sides; at some places others as well, and at all of them if they disagree.
    """
    if not len(places):
        return np.zeros((0, 0))
    found = np.stack([central(forward, at, int(p), STEP) for p in places], axis=1)
    refine(forward, at, places, found, np.linspace(0, len(places) - 1, SURE).astype(int))
    return found


def refine(forward: Forward, at: Array, places: Array, found: Array, which: Array) -> None:
    """Put what several steps agree on into these columns; all if the first step was far off in
    one of them. NaN where no two ways agree: at a kink, or where y is not defined."""
    which = np.unique(which)
    some = which[np.linspace(0, len(which) - 1, min(MOST, len(which))).astype(int)]
    rough = False
    for k in np.unique(some):
        better = column(forward, at, int(places[k]), found[:, k])
        scale = np.max(np.abs(better), initial=0.0, where=np.isfinite(better)) + 1e-9
        rough = rough or not close(better, found[:, k], scale * 1e-2)
        found[:, k] = better
    for k in np.setdiff1d(which, some) if rough else ():
        found[:, k] = column(forward, at, int(places[k]), found[:, k])


def column(forward: Forward, at: Array, place: int, near: Array) -> Array:
    """At most 5 more calls: a wider step and half of it, and an imaginary one."""
    wide = central(forward, at, place, WIDER)
    half = central(forward, at, place, WIDER / 2)
    both = (4 * half - wide) / 3
    scale = np.max(np.abs(half), initial=0.0, where=np.isfinite(half)) + 1e-9
    if np.isfinite(both).all() and close(half, wide, scale * 0.1):
        return both
    steep = imaginary(forward, at, place)
    if steep is not None and (close(steep, near, scale) or close(steep, half, scale)):
        return steep
    with np.errstate(all="ignore"):
        agrees = np.abs(near - half) <= 3e-2 * (np.abs(near) + scale * 1e-3)
    return np.where(agrees, near, np.nan)


def close(one: Array, other: Array, scale: float) -> bool:
    with np.errstate(all="ignore"):
        return bool(np.all(np.abs(one - other) <= 1e-3 * scale))


def central(forward: Forward, at: Array, place: int, step: float) -> Array:
    above, below = at.copy(), at.copy()
    h = step * max(1.0, abs(float(at.reshape(-1)[place])))
    above.reshape(-1)[place] += h
    below.reshape(-1)[place] -= h
    run = float(above.reshape(-1)[place] - below.reshape(-1)[place])
    with np.errstate(all="ignore"):
        return (forward(above) - forward(below)).reshape(-1) / run


def one_sided(forward: Forward, at: Array, place: int) -> tuple[Array, Array]:
    """The slopes on both sides of a number, which at a kink are different."""
    h = 1e-6
    here, above, below = forward(at), at.copy(), at.copy()
    above.reshape(-1)[place] += h
    below.reshape(-1)[place] -= h
    left = (here - forward(below)).reshape(-1) / h
    return left, (forward(above) - here).reshape(-1) / h


def imaginary(forward: Forward, at: Array, place: int) -> Array | None:
    """A step into the imaginary numbers, which subtracts nothing; None where own code has no use
    for them. Source: Squire and Trapp, "Using complex variables to estimate derivatives of real
    functions" (1998)."""
    moved = at.astype(complex)
    moved.reshape(-1)[place] += TINY * 1j
    with warnings.catch_warnings():
        warnings.simplefilter("error", np.exceptions.ComplexWarning)
        try:
            found = forward(moved)
        except Exception:
            return None
    slopes = np.imag(found).reshape(-1) / TINY
    return slopes if np.iscomplexobj(found) and np.isfinite(slopes).all() else None
