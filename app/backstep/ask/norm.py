"""How large a tensor is in one number: the square root of the sum of its squares."""

from math import frexp

import numpy as np

from backstep.engine.kind import Array


def norm(array: Array) -> float:
    """The Euclidean norm of all cells, in row-major order; NaN or infinite where a cell is."""
    cells = np.asarray(array, dtype=np.float64).ravel()
    # Scaling by a power of two is exact, and keeps the squares of huge and tiny cells in range.
    exponent = frexp(float(np.abs(cells).max(initial=0.0)))[1]
    with np.errstate(over="ignore", invalid="ignore"):
        length = np.sqrt(np.square(np.ldexp(cells, -exponent)).sum())
        return float(np.ldexp(length, exponent))
