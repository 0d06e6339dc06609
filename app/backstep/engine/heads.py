"""The heads of an attention: each has its part of the columns, in arrays, cells and formulas."""

from collections.abc import Callable
from functools import lru_cache
from math import prod, sqrt

import numpy as np

from backstep.engine.expr import Expr, const
from backstep.engine.kind import Array, Shape


def written(formula: str) -> Callable[..., str]:
    """A formula that speaks of the columns `j` of a head: `own` sums over them, `whose` and
    `where` say which head a column has, and which columns a head; `mine` is 1 for a column of the
    head h, else 0; `seen` is 1 for a score that a place may look at; `root` divides."""

    def text(q_shape: Shape, heads: int, causal: bool) -> str:
        d = q_shape[2] // heads
        root, seen = f"1/sqrt({d}) · " * (d > 1), " · [r ≤ i]" * causal
        if heads == 1:
            told = {"own": "Σ[j] ", "whose": "; h = 0", "where": "", "mine": ""}
        elif d == 1:
            of, j = "h = j", "j = h"
            told = {"own": "", "whose": f"; {of}", "where": f"; {j}"}
        else:
            of, j = f"h = floor(j/{d})", f"j = {d} · h + c"
            told = {"own": f"Σ[0 ≤ c < {d}] ", "whose": f"; {of}", "where": f"; {j}"}
        if heads > 1:
            told["mine"] = f" · [{of}]"
        return formula.format(root=root, seen=seen, **told)

    return text


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


def root(width: int, heads: int) -> Expr:
    """What scores are divided by."""
    return const(sqrt(width / heads), "√(D/heads)")


def products(q: Shape, k: Shape) -> int:
    """Each place of q meets each of k, in each column."""
    return 2 * prod(q) * k[1]
