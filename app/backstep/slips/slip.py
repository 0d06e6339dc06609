"""A slip: its name, what it is called and said to have done, and what it makes of what is right."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from backstep.languages import Words
from backstep.slips.evidence import Evidence

# Of one gradient at one shape: the details with which the slip explains what was found. It explains
# a gradient if one of them does at every shape.
OfArray: TypeAlias = Callable[[Evidence], Iterable[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Slip:
    """One slip.

    `title` is a few words; `said` is a sentence about a gradient, with {gradient}, {of} and
    {detail}; `details` are sentences for details that have one of their own.
    """

    name: str
    title: Words
    said: Words
    details: dict[str, Words]
    array: OfArray | None = None

    def sentence(self, detail: str | None, language: int, **slots: str) -> str:
        """What is said of a gradient, in English (0) or Spanish (1)."""
        words = self.details.get(detail or "", self.said)
        return words[language].format(detail=detail or "", **slots)
