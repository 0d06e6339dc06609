"""A gradient that nobody has written: from the forward alone, by differences at two steps."""

from collections.abc import Callable
from typing import Any

import numpy as np

from backstep.own.subject import Array
from backstep.own.told import Told

MOST = 20_000  # numbers of one tensor
WIDE, NEAR = 1e-3, 1e-5
AGREE = 1e-4  # of the larger: else there is a kink between the two steps


def slopes(name: str, forward: Callable[[Array], Any], at: Any, dy: Any) -> Array:
    """∂E/∂ of each number of a tensor, E being Σ dy · y: the wider step and half of it together,
    whose error is of the fourth order; at a kink, the nearer one."""
    at, dy = np.asarray(at, dtype=float), np.asarray(dy, dtype=float)
    if at.size > MOST:
        raise Told(
            f"{name} is not written, and there are {at.size:,} numbers: too many to derive "
            f"numerically (at most {MOST:,}). Write the function {name}",
            f"{name} no está escrita, y son {at.size:,} números: demasiados para derivar "
            f"numéricamente (a lo sumo {MOST:,}). Escriba la función {name}",
            final=True,
        )
    found = np.empty(at.size)
    moved = at.copy()
    flat = moved.reshape(-1)

    def difference(place: int, step: float) -> float:
        here = float(flat[place])
        h = step * max(1.0, abs(here))
        flat[place] = here + h
        high, up = forward(moved.copy()), float(flat[place])
        flat[place] = here - h
        low, down = forward(moved.copy()), float(flat[place])
        flat[place] = here
        return float(np.sum(dy * (np.asarray(high, float) - np.asarray(low, float)))) / (up - down)

    for place in range(at.size):
        wide, half = difference(place, WIDE), difference(place, WIDE / 2)
        both = (4 * half - wide) / 3
        if abs(half - wide) <= AGREE * (abs(half) + abs(wide)) + 1e-12:
            found[place] = both
            continue
        near = difference(place, NEAR)
        found[place] = both if abs(both - near) <= AGREE * abs(near) else near
    return found.reshape(at.shape)
