"""What a kind's file declares: tensors that outlive an iteration, rules, and examples for tests."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

import numpy as np

Array: TypeAlias = np.ndarray
Shape: TypeAlias = tuple[int, ...]
Settings: TypeAlias = Mapping[str, Any]
Role: TypeAlias = Literal["layer", "loss", "optimizer", "initializer"]
Phase: TypeAlias = Literal["forward", "error", "backward", "update"]
# What depends on settings, on the shape that is read (`x_shape`), on its rank (`rank`) or on the
# letters of its axes (`at`) is a function of them.
Text: TypeAlias = str | Callable[..., str]
Twin: TypeAlias = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A tensor that outlives the iteration: a weight, or a layer's or optimizer's state."""

    name: str
    shape: Callable[..., Shape]
    start: float = 0.0
    init: str = ""  # the setting that names its initializer; otherwise it starts at `start`
    fans: Callable[..., tuple[int, int]] | None = None
    when: Callable[..., bool] | None = None
    dtype: str = ""  # fixed, or the network's


@dataclass(frozen=True, slots=True)
class Rule:
    """One function that computes one tensor, with its cell twin, words and formulas."""

    name: str
    phase: Phase
    function: Callable[..., Any]
    arguments: tuple[str, ...]
    tensors: tuple[str, ...]
    optional: frozenset[str]
    words: tuple[Text, Text]
    local: Text | None = None
    cell: Text | None = None
    all: Text | None = None
    general: Text | None = None
    shape: Callable[..., Shape] | None = None
    when: Callable[..., bool] | None = None
    work: Callable[..., float] | None = None
    drawn: bool = False
    # Cells whose −Infinity is meant and no breakdown: true or false for each, from what it reads.
    meant: Callable[..., Any] | None = None
    replaces: str = ""  # the tensor in whose place the rules after this one read what it writes
    twin: Twin | None = None
    predict: Callable[..., Any] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """What the generic tests feed to a kind: shapes, settings, and where its derivative jumps."""

    shape: Shape = (4, 3)
    settings: dict[str, Any] = field(default_factory=dict)
    inputs: Literal["real", "positive", "probabilities", "rows", "indices"] = "real"
    targets: Literal["real", "classes", "bits"] = "real"
    kinks: tuple[float, ...] = ()
    others: dict[str, Shape] = field(default_factory=dict)  # of further inputs, if not `shape`

    def of(self, samples: int) -> "Example":
        """The same for so many samples."""
        others = {name: (samples, *shape[1:]) for name, shape in self.others.items()}
        return replace(self, shape=(samples, *self.shape[1:]), others=others)

    def shapes(self, inputs: Iterable[str]) -> dict[str, Shape]:
        """The shape of each of a kind's inputs, by name."""
        return {name: self.others.get(name, self.shape) for name in inputs}


@dataclass(frozen=True, slots=True)
class Code:
    """Where a kind of somebody's own is written, and which version of it this is."""

    file: str
    version: str  # of what stands in the file, and so of all that it computes
    name: str = ""  # of a class in it
    lines: dict[str, int | None] = field(default_factory=dict)  # by rule
    derived: frozenset[str] = frozenset()  # rules that nobody has written
