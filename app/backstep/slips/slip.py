"""A slip: its name, its words, and what it makes of what is right."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from backstep.languages import Words
from backstep.slips.cell import OfCell
from backstep.slips.evidence import Evidence

# Of one gradient at one shape: the details with which the slip explains what was found. It explains
# a gradient if one of them does at every shape.
OfArray: TypeAlias = Callable[[Evidence], Iterable[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Slip:
    """One slip.

    `said` is a sentence about a gradient, with {gradient}, {of} and {detail}; `details` are those
    for details that have one of their own. `told` is a sentence about one number that somebody has
    guessed, with {guess} and {name}, and the slots of what came out.
    """

    name: str
    said: Words | None = None
    details: dict[str, Words] = field(default_factory=dict)
    array: OfArray | None = None
    told: Words | None = None
    cell: OfCell | None = None

    def sentence(self, detail: str | None, language: int, **slots: str) -> str:
        """What is said of a gradient, in English (0) or Spanish (1)."""
        words = self.details.get(detail or "", self.said)
        assert words is not None, f"{self.name} says nothing of gradients"
        return words[language].format(detail=detail or "", **slots)
