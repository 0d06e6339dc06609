"""Collecting what is wrong with a description: all of it, but only the first stage that fails."""

from collections import Counter

from backstep.describe.numbers import Numbers
from backstep.errors import DescriptionError, Flaw

STAGES = ("types", "settings", "wires", "sharing", "shapes", "data", "parameters")
STAGE_OF = {
    "unknown_field": "types",
    "missing_field": "types",
    "wrong_type": "types",
    "unknown_kind": "settings",
    "unknown_dataset": "settings",
    "bad_expression": "settings",
    "out_of_range": "settings",
    "unknown_node": "settings",
    "dead_end": "wires",
    "not_shareable": "sharing",
}
MAX_KEY = 200  # characters of a name in a pointer
AT_MOST = 100  # flaws in one answer: who sent so many will not read them all


class Flaws:
    """A list of flaws that knows which stage each belongs to, and holds the first of each stage."""

    def __init__(self) -> None:
        self.found: list[Flaw] = []
        self.count = 0
        self._held: Counter[str] = Counter()

    def add(
        self, code: str, detail: str, pointer: str, found: object = None, **allowed: object
    ) -> None:
        flaw = Flaw(code, detail, pointer, found, allowed or None)
        self.count += 1
        if self._held[stage_of(flaw)] < AT_MOST:
            self._held[stage_of(flaw)] += 1
            self.found.append(flaw)

    @property
    def full(self) -> bool:
        """Whether nothing that may still be found could change the answer."""
        return self._held[STAGES[0]] >= AT_MOST

    @property
    def first_stage(self) -> str | None:
        """The earliest stage that fails, if any does."""
        return min(map(stage_of, self.found), key=STAGES.index, default=None)

    def raise_first_stage(self) -> None:
        """Raise what the earliest failing stage found; do nothing if nothing is wrong."""
        stage = self.first_stage
        if stage:
            first = [flaw for flaw in self.found if stage_of(flaw) == stage]
            raise DescriptionError(*first)


def stage_of(flaw: Flaw) -> str:
    """Where a flaw belongs. Ragged rows are those of the data, or of a tensor given besides."""
    given = "data" if flaw.pointer.startswith("/data/") else "parameters"
    return STAGE_OF.get(flaw.code, given)


def escape(key: str) -> str:
    """A key as one part of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def escape_pointer(part: str) -> str:
    """The same, of a very long key the beginning."""
    return escape(part[:MAX_KEY])


def type_name(value: object) -> str:
    """What a JSON value is, in words that a user of JSON knows."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case dict():
            return "an object"
        case Numbers():
            return "a list of numbers"
    return type(value).__name__


def spell(value: object) -> str:
    """A fraction as it is, anything else as what it is: `1.5`, "text", "a list"."""
    return str(value) if isinstance(value, float) else type_name(value)


def is_whole(value: object) -> bool:
    """Whether this is a whole number, as 3 and 3.0 are in JSON; true and false are none."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


def shorten(value: object) -> object:
    """A found value small enough to repeat to the user."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**63:
        return f"a whole number of about {int(value.bit_length() * 0.30103) + 1} digits"
    if isinstance(value, str) and len(value) > 80:
        return value[:77] + "…"
    if isinstance(value, (list, dict, Numbers)):
        return type_name(value)
    return value
