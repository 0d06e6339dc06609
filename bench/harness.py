"""Times two things in turn, so that whatever else the machine does falls on both alike."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

ALTERNATIONS = 21
ROWS = 5


@dataclass(frozen=True)
class Result:
    """One bar: what was found in each alternation, in which unit, and the most that it may be."""

    name: str
    found: tuple[float, ...]
    bar: float
    unit: str
    note: str = ""

    @property
    def median(self) -> float:
        return median(self.found)

    @property
    def holds(self) -> bool:
        return self.median <= self.bar

    def __str__(self) -> str:
        verdict = "holds" if self.holds else "MISSED"
        low, high = self.show(min(self.found)), self.show(max(self.found))
        return (
            f"{self.name:<52} {self.show(self.median):>9}   ({low} to {high})"
            f"   bar {self.show(self.bar)}: {verdict}   {self.note}"
        )

    def show(self, value: float) -> str:
        return f"{value:,.0f} {self.unit}" if value >= 1000 else f"{value:.2f} {self.unit}"


def seconds(task: Callable[[], object], times: int) -> float:
    """How long one call takes: `times` calls in a row, the quickest of a few rows.

    Another process that takes the core for a moment spoils a row, not the measurement.
    """
    rows = []
    for _ in range(ROWS):
        start = perf_counter()
        for _ in range(times):
            task()
        rows.append((perf_counter() - start) / times)
    return min(rows)


def compare(
    name: str, ours: Callable[[], object], theirs: Callable[[], object], times: int, bar: float
) -> Result:
    """The ratio of ours to theirs, in each of many alternations."""
    seconds(ours, times), seconds(theirs, times)  # neither pays for a cold start
    pairs = [
        (seconds(ours, times), seconds(theirs, times))
        if turn % 2
        else tuple(reversed((seconds(theirs, times), seconds(ours, times))))
        for turn in range(ALTERNATIONS)
    ]
    ratios = tuple(our / their for our, their in pairs)
    our, their = (1e6 * median(side) for side in zip(*pairs, strict=True))
    return Result(name, ratios, bar, "×", f"{our:,.1f} µs against {their:,.1f} µs")


def clock(name: str, task: Callable[[], object], times: int, bar: float) -> Result:
    """The milliseconds of one call, measured again and again."""
    seconds(task, times)
    found = tuple(1e3 * seconds(task, times) for _ in range(ALTERNATIONS))
    return Result(name, found, bar, "ms")
