"""A long curve with at most so many points, that still shows every peak and every dip."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np

Curve = list[tuple[int, float]]


class Values(Protocol):
    """Numbers of which a part is read only when it is wanted."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> Sequence[float]: ...


def decimate(iterations: Sequence[int], losses: Values, most: int) -> Curve:
    """First, last, and the smallest and largest of each of equal stretches between them."""
    count = len(losses)
    if count <= most:
        return list(zip(iterations, losses[0:count], strict=True))
    stretches = (most - 2) // 2
    edges = [1 + (count - 2) * k // stretches for k in range(stretches + 1)]
    chosen: dict[int, float] = {}
    for first, stop in pairwise([0, *edges, count]):
        stretch = losses[first:stop]
        for place in (int(np.argmin(stretch)), int(np.argmax(stretch))):
            chosen[first + place] = stretch[place]
    return [(iterations[place], chosen[place]) for place in sorted(chosen)]


def spread(count: int, most: int) -> list[int]:
    """At most `most` of the places 0 … count−1, evenly spread, with the first and the last."""
    if count <= most:
        return list(range(count))
    return sorted({round(k * (count - 1) / (most - 1)) for k in range(most)})
