"""The heads of an attention: each has its part of the columns, in shapes, arrays and cells."""

from functools import lru_cache
from math import prod, sqrt

import numpy as np

from backstep.engine.expr import Expr, View, const
from backstep.engine.kind import Array, Misfit, Shape
from backstep.engine.misfit import in_words, ranked


def agreed(q: Shape, k: Shape, v: Shape, heads: int) -> Shape:
    """The output's shape, which is q's; a Misfit where q, k, v or the heads do not fit."""
    if len(q) != 3:
        raise Misfit(
            f"attention expects rows of numbers at several places (rank 3), and q is {ranked(q)}",
            allowed={"rank": 3},
        )
    if len(k) != 3 or (k[0], k[2]) != (q[0], q[2]) or v != k:
        wanted = f"{in_words((q[0],))}×S×{q[2]}"
        raise Misfit(
            f"q is {in_words(q)}, so k and v are {wanted}, both alike, and they are "
            f"{in_words(k)} and {in_words(v)}",
            allowed={"shape": [q[0], None, q[2]]},
        )
    if q[2] % heads:
        raise Misfit(
            f"{heads} heads share the {q[2]} columns equally, and that cannot be",
            setting="heads",
            allowed={"choices": [count for count in range(1, q[2] + 1) if q[2] % count == 0][:50]},
        )
    return q


def split(x: Array, heads: int) -> Array:
    """N×T×D as N×heads×T×(D/heads): each head's columns."""
    if heads == 1:
        return x[:, None]
    samples, places, width = x.shape
    return x.reshape(samples, places, heads, width // heads).transpose(0, 2, 1, 3)


def joined(x: Array) -> Array:
    """And back: the heads side by side."""
    samples, heads, places, width = x.shape
    if heads == 1:
        return x[:, 0]
    return x.transpose(0, 2, 1, 3).reshape(samples, places, heads * width)


@lru_cache(maxsize=8)
def later(asking: int, answering: int) -> Array:
    """Which places are later than the one that asks: above the diagonal."""
    return ~np.tri(asking, answering, dtype=bool)


def of_head(h: int, heads: int, width: int) -> slice:
    """The columns of a head."""
    d = width // heads
    return slice(h * d, (h + 1) * d)


def head_at(j: int, weights: View, rows: View) -> int:
    """Which head has the column j of rows that are weighted."""
    return j // (rows.shape[2] // weights.shape[1])


def root(width: int, heads: int) -> Expr:
    """What scores are divided by."""
    return const(sqrt(width / heads), "√(D/heads)")


def products(q: Shape, k: Shape) -> int:
    """Each place of q meets each of k, in each column."""
    return 2 * prod(q) * k[1]
