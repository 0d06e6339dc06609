"""A layer of one's own as a check sees it, however it is written: a forward, and gradients."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

import numpy as np

from backstep.own.source import Source
from backstep.own.told import Told

Array: TypeAlias = np.ndarray
Arrays: TypeAlias = dict[str, Array]


@dataclass(eq=False)
class Given:
    """What a layer is tried with: its inputs and parameters, settings, and what is not moved."""

    arrays: Arrays  # inputs and parameters: each has a derivative
    settings: dict[str, Any] = field(default_factory=dict)
    fixed: Arrays = field(default_factory=dict)  # a target
    inputs: tuple[str, ...] = ("x",)
    sort: str = ""  # of numbers: where one sort does not suit a layer, another may

    @property
    def x(self) -> Array:
        return self.arrays[self.inputs[0]]


class Subject(Protocol):
    """A layer of one's own."""

    source: Source
    written: tuple[str, ...]  # what it has a gradient of its own for
    read: tuple[str, ...]  # of what its gradients read the gradient, besides y
    missing: tuple[str, ...]  # what it has no gradient for
    calls: float  # how often its forward or its backward has been called, about

    def forward(self, given: Given, over: Mapping[str, Array] | None = None) -> Arrays:
        """Every tensor by its name, y among them; those of `over` are not computed but taken."""
        ...

    def backward(self, of: str, given: Given, tensors: Arrays, gradients: Arrays) -> Any:
        """Its gradient of one tensor; `gradients` has those that may be read, dy among them."""
        ...

    def changed_by(self, given: Given) -> list[tuple[str, int | None]]:
        """Inputs that its forward changes in place, and in which line."""
        ...

    def again(self, source: Source) -> "Subject":
        """The same layer of a changed file."""
        ...

    def places(self, of: str) -> list[str]:
        """The functions and classes of the file that a gradient is computed by."""
        ...

    def forward_places(self) -> list[str]:
        """The functions and classes that the forward is computed by."""
        ...

    def line(self, of: str) -> int | None:
        """Where a gradient is handed back."""
        ...

    def layers(self) -> list[tuple[str, str]]:
        """Names that may be taken for each other: of what goes in and of what comes out."""
        ...

    def arriving(self, of: str) -> str:
        """What the gradient that arrives is called in the code."""
        ...

    def trials(
        self, asked: tuple[int, ...] | None, rng: np.random.Generator
    ) -> Iterator[Given | Told]:
        """Ways to try it, at several shapes, or why one does not suit it."""
        ...


def still(source: Source) -> None:
    """Bring all that draws at random back to where it began, so that a call can be repeated."""
    np.random.seed(7)
    random.seed(7)
    for value in source.namespace.values():
        if isinstance(value, np.random.Generator):
            value.bit_generator.state = type(value.bit_generator)(7).state


def drawn(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Numbers that are not near 0, where many functions have a kink."""
    numbers = rng.normal(size=shape)
    return np.sign(numbers) * (0.1 + np.abs(numbers))
