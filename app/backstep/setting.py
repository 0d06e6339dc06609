"""A setting: a number, word or switch that the user chooses for a layer, a loss or a data set.

Declared once; its type, bounds and words feed the form, the check, the catalog and the docs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from backstep.languages import Words, in_languages
from backstep.naming import NAMES, choice_title


class Refused(Exception):
    """A value of the right type that cannot be used: a problem's code, and a full sentence."""

    def __init__(
        self, code: str, detail: str, *, found: Any = None, allowed: dict[str, Any] | None = None
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.found = found
        self.allowed = allowed or {}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; its type is number, integer, boolean, text, or initializer (a kind itself)."""

    name: str
    type: str
    words: Words
    default: Any = None
    required: bool = False
    min: float | None = None
    max: float | None = None
    above: float | None = None  # an open lower bound
    below: float | None = None  # an open upper bound
    excluded: tuple[float, ...] = ()  # within the bounds, and no value all the same
    choices: tuple[Any, ...] | None = None
    format: str = ""  # what a text is, so that a form can help with it: "expression"
    recommended: float | None = None  # a value to begin with, where there is no default
    later: bool = False  # came when there were checkpoints already: at its default it moves no id
    title: Words | None = None  # what it is called, where naming.NAMES does not say it
    choice_titles: tuple[Words, ...] = ()  # and its choices, where naming.CHOICES does not
    check: Callable[[Any], None] | None = None  # raises Refused where type and bounds do not say it

    def chosen_from(self) -> list[dict[str, str]]:
        """How each choice is shown, in their order."""
        if self.choice_titles:
            return [in_languages(words) for words in self.choice_titles]
        return [choice_title(choice, self.name) for choice in self.choices or ()]

    def to_dict(self) -> dict[str, Any]:
        lowest = self.min if self.min is not None else self.above
        highest = self.max if self.max is not None else self.below
        exclusive = {"min": self.above is not None, "max": self.below is not None}
        return {
            "type": self.type,
            "required": self.required,
            "default": self.default,
            "min": lowest,
            "max": highest,
            "exclusive": [bound for bound, open_ in exclusive.items() if open_],
            "excluded": list(self.excluded),
            "choices": list(self.choices) if self.choices is not None else None,
            "choice_titles": self.chosen_from(),
            "format": self.format or None,
            "recommended": self.recommended,
            "title": in_languages(self.title or NAMES.get(self.name, (self.name, self.name))),
            "summary": in_languages(self.words),
        }
