"""A large tensor in a few numbers: statistics with a histogram, and a preview."""

from itertools import pairwise
from math import frexp

import numpy as np

from backstep.ask.norm import norm
from backstep.engine.kind import Array

BINS = 25
SAMPLE = 65_536  # cells looked at, at most, for the statistics


def stats(array: Array, meant: Array | None = None) -> dict[str, object]:
    """The distribution of the finite cells; of an even sample of them where there are very many.

    `meant` are cells that are −Infinity on purpose: they are no numbers that broke, but `masked`.
    """
    cells = np.asarray(array, dtype=np.float64).ravel()
    step = -(-cells.size // SAMPLE)
    sampled = step > 1
    if sampled:
        cells = cells[::step]
    masked = 0 if meant is None else int(np.count_nonzero(meant.ravel()[::step]))
    finite = cells[np.isfinite(cells)]
    answer = _moments(finite) | {
        "zeros": int(finite.size - np.count_nonzero(finite)),
        "nonfinite": int(cells.size - finite.size) - masked,
        "histogram": _histogram(finite),
    }
    answer |= {"masked": masked} if masked else {}
    return answer | {"sampled": True} if sampled else answer


def _moments(finite: Array) -> dict[str, object]:
    if finite.size == 0:
        return dict.fromkeys(("min", "max", "mean", "std", "norm"))
    low, high = float(finite.min()), float(finite.max())
    # Scaling by a power of two is exact, and keeps the squares of huge and tiny cells in range.
    exponent = frexp(max(abs(low), abs(high)))[1]
    unit = np.ldexp(finite, -exponent)
    with np.errstate(over="ignore"):
        mean, std = (float(np.ldexp(moment, exponent)) for moment in (unit.mean(), unit.std()))
    return {"min": low, "max": high, "mean": mean, "std": std, "norm": norm(finite)}


def _histogram(finite: Array) -> dict[str, object] | None:
    """Equal bins from the smallest to the largest cell; one value alone falls into the middle."""
    if finite.size == 0:
        return None
    low, high = float(finite.min()), float(finite.max())
    halved = high / 2 - low / 2  # half the width: the whole may be beyond float64
    if halved > 0:
        bins = np.minimum(((finite / 2 - low / 2) / halved * BINS).astype(np.intp), BINS - 1)
    else:
        bins = np.full(finite.size, BINS // 2)
    counts = np.bincount(bins, minlength=BINS)
    return {"min": low, "max": high, "counts": counts.tolist()}


def preview(array: Array, side: int) -> Array:
    """A matrix of at most side × side cells: of each block the one of largest magnitude, with its
    sign.

    Above two axes the first gives the rows and the others, flattened, the columns; a vector is
    one row. A block that holds a NaN is NaN.
    """
    matrix = array.reshape(array.shape[0] if array.ndim > 1 else 1, -1)
    high, low = (_columns(_rows(matrix, side, f), side, f) for f in (np.maximum, np.minimum))
    return np.where(high >= -low, high, low)


def _rows(matrix: Array, side: int, function: np.ufunc) -> Array:
    if len(matrix) <= side:
        return matrix
    edges = np.arange(side + 1) * len(matrix) // side
    blocks = (matrix[first:stop] for first, stop in pairwise(edges))
    return np.stack([function.reduce(block, axis=0) for block in blocks])


def _columns(matrix: Array, side: int, function: np.ufunc) -> Array:
    width = matrix.shape[1]
    if width <= side:
        return matrix
    return function.reduceat(matrix, np.arange(side) * width // side, axis=1)
