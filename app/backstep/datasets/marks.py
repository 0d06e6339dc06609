"""Which mark of a table is the decimal one, so that no number is read a thousand times too small.

1.234 is one and a bit, or a thousand and more. Another cell of the table may tell (0.5, 1.234,5);
where none does, it is asked and not guessed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backstep.datasets.cells import decimal_mark, is_ambiguous, is_grouped, plain
from backstep.datasets.problem import Problem, TableError

OTHER = {".": ",", ",": "."}
MARKS = [".", ","]


@dataclass(frozen=True, slots=True)
class Cells:
    """A column of numbers: its name, and the text and line of each cell that is one."""

    name: str
    texts: Sequence[str]
    lines: Sequence[int]
    plain: bool = False  # no other mark than a point in any of them


@dataclass(frozen=True, slots=True)
class Marks:
    """The decimal mark, and the columns in which marks for thousands were read as such."""

    decimal: str
    grouped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    line: int
    text: str


def decide(columns: Iterable[Cells], wished: str | None = None) -> Marks:
    """The decimal mark of a table's columns of numbers; `wished` is what the user says it is.

    Raises TableError where two marks are surely decimal ones, or none is and a number could be
    read in two ways.
    """
    columns = list(columns)
    decimal = wished or evident(columns)
    grouped = []
    for column in columns:
        if column.plain and decimal == ".":
            continue
        marked = next((p for p in places(column) if is_marked(p.text, decimal)), None)
        if marked is not None:
            if not wished:
                check_alone(column, marked, decimal)
            grouped.append(column.name)
    return Marks(decimal, tuple(grouped))


def evident(columns: list[Cells]) -> str:
    """The mark that cells surely have as the decimal one; a point where no cell has any mark."""
    sure: dict[str, Place] = {}
    count: Counter[str] = Counter()
    unsure: dict[str, Place] = {}  # by column: one question for each
    for column in columns:
        for place in places(column):
            mark = decimal_mark(place.text)
            if mark:
                count[mark] += 1
                sure.setdefault(mark, place)
                if column.plain:
                    break  # the others say nothing else
            elif is_ambiguous(place.text):
                unsure.setdefault(column.name, place)
    if len(sure) > 1:
        rare, usual = sorted(MARKS, key=lambda mark: count[mark])
        raise TableError(two_marks(sure[rare], sure[usual]))
    if not sure and unsure:
        raise TableError(*(question(place) for place in unsure.values()))
    return next(iter(sure), ".")


def check_alone(column: Cells, marked: Place, decimal: str) -> None:
    """In one column a mark for thousands beside decimal fractions without one is a riddle too."""
    if is_grouped(marked.text):
        return
    for place in places(column):
        if decimal_mark(place.text) == decimal and not is_grouped(place.text):
            raise TableError(two_marks(marked, place))


def is_marked(text: str, decimal: str) -> bool:
    """Whether a cell has marks for thousands, given the decimal mark."""
    return is_grouped(text) or (is_ambiguous(text) and OTHER[decimal] in plain(text))


def places(column: Cells) -> Iterable[Place]:
    pairs = zip(column.lines, column.texts, strict=True)
    return (Place(column.name, line, text) for line, text in pairs if not text.isdigit())


def two_marks(rare: Place, usual: Place) -> Problem:
    detail = (
        f"Line {rare.line}: {rare.text[:40]} has another decimal mark than {usual.text[:40]} on "
        f"line {usual.line}; say which mark is the decimal one."
    )
    return Problem(
        "wrong_type", rare.line, detail, rare.text[:40], allowed={"decimal": MARKS, "of": "marks"}
    )


def question(place: Place) -> Problem:
    text = place.text[:40]
    small, large = (f"{value:g}" for value in both_ways(place.text))
    detail = (
        f"Line {place.line}: {text} in {place.name!r} may be {small} or {large}; "
        "say which mark is the decimal one."
    )
    allowed = {"decimal": MARKS, "of": "marks"}
    return Problem("wrong_type", place.line, detail, text, place.name, allowed)


def both_ways(text: str) -> tuple[float, float]:
    """What a number is with its mark as the decimal one, and as one for thousands."""
    bare = plain(text)
    return float(bare.replace(",", ".")), float(bare.replace(",", "").replace(".", ""))
