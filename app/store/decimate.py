"""A long curve with at most so many points, that still shows every peak and every dip."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

Curve = list[tuple[int, float]]


def decimate(iterations: Sequence[int], losses: Sequence[float], most: int) -> Curve:
    """First, last, and the smallest and largest of each of equal stretches between them."""
    count = len(losses)
    if count <= most:
        return list(zip(iterations, losses, strict=True))
    stretches = (most - 2) // 2
    edges = [1 + (count - 2) * k // stretches for k in range(stretches + 1)]
    values = np.asarray(losses)
    chosen = {0, count - 1}
    for first, stop in pairwise(edges):
        stretch = values[first:stop]
        chosen |= {first + int(np.argmin(stretch)), first + int(np.argmax(stretch))}
    return [(iterations[k], losses[k]) for k in sorted(chosen)]


def spread(count: int, most: int) -> list[int]:
    """At most `most` of the places 0 … count−1, evenly spread, with the first and the last."""
    if count <= most:
        return list(range(count))
    return sorted({round(k * (count - 1) / (most - 1)) for k in range(most)})
