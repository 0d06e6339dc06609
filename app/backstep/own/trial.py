"""A wrong gradient for which a slip is sought, and what one that is found is told with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from backstep.own.cases import Case
from backstep.own.subject import Array, Given, Subject
from backstep.own.told import Told


@dataclass(frozen=True)
class Tried:
    """A slip that was found, and the line of it."""

    slip: str
    detail: str | None = None
    line: int | None = None


@dataclass(frozen=True, eq=False)
class Trial:
    """A wrong gradient, the shapes where it is wrong with what was found, and how many calls of
    own code there may be in all."""

    subject: Subject
    name: str
    wrong: Sequence[tuple[Case, Any]]
    limit: float

    @property
    def cases(self) -> list[Case]:
        """The shapes, the smallest first."""
        return sorted((case for case, _ in self.wrong), key=lambda c: c.of(self.name).size)

    def over(self, more: float = 0) -> bool:
        return self.subject.calls + more > self.limit


def quietly(
    subject: Subject, name: str, case: Case, gradients: dict[str, Array], given: Given | None = None
) -> Array | None:
    """What own code gives; None where it fails."""
    tensors = case.tensors if given is None else subject.forward(given)
    try:
        value = subject.backward(name, given or case.given, tensors, gradients)
        return None if value is None else np.asarray(value)
    except (Told, ValueError):
        return None
