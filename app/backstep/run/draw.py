"""Drawing a parameter's first values: from the seed and the address, and from nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import prod
from typing import Any, TypeAlias

import numpy as np

from backstep.describe.persisting import Persisting
from backstep.engine.kind import Array, Shape, call
from backstep.engine.registry import INITIALIZERS
from backstep.work.deadline import look


@dataclass(frozen=True, slots=True)
class Draw:
    """All that one parameter's values depend on; plain, so that another process can draw them."""

    address: str
    seed: int
    initializer: dict[str, Any]
    shape: Shape
    fans: tuple[int, int]
    dtype: str

    @property
    def cells(self) -> int:
        return prod(self.shape)


Drawing: TypeAlias = Callable[[list[Draw]], dict[str, Array]]


def draw_of(start: Persisting, seed: int, dtype: str) -> Draw:
    """How a parameter is drawn."""
    declared, settings = start.declared, start.block.settings
    known = {**settings, **start.block.into(1)}
    fans = call(declared.fans, known) if declared.fans else (1, 1)
    return Draw(start.address, seed, settings[declared.init], start.shape, fans, dtype)


def drawn(draws: Iterable[Draw]) -> dict[str, Array]:
    """The values of each, by address."""
    return {draw.address: values(draw) for draw in draws}


def values(draw: Draw) -> Array:
    look()
    chosen = draw.initializer
    drawing = INITIALIZERS[chosen["kind"]].drawing
    assert drawing is not None, f"{chosen['kind']} does not say how it draws"
    rng = np.random.default_rng([draw.seed, *draw.address.encode()])
    found: Array = call(drawing, {**chosen, "rng": rng, "shape": draw.shape, "fans": draw.fans})
    return found.astype(draw.dtype)
