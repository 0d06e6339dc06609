"""Events on their way to a client: a slow one gets fewer, with the same peaks and the same end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from backstep.store.decimate import decimate
from backstep.training.job import Report

MAX_LOSSES = 1000  # in one event
FEW_LOSSES = 24  # in one that is to be small, in the long run
SAVED = 192  # more, where there were few before: a short training is told whole
PILED_UP = 20_000  # losses that wait before they are thinned


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its name, and its data before they are JSON."""

    name: str
    data: Mapping[str, Any]


@dataclass(slots=True)
class Progress:
    """Reports that nobody has fetched yet, as one."""

    iterations: list[int] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)
    watched: Mapping[str, Any] = field(default_factory=dict)
    points: list[Mapping[str, Any]] = field(default_factory=list)
    most: int = MAX_LOSSES

    def add(self, report: Report) -> None:
        self.iterations.extend(range(report.first, report.first + len(report.losses)))
        self.losses.extend(report.losses.tolist())
        self.watched = report.watched or self.watched
        self.points.extend(report.points)
        if len(self.losses) > PILED_UP:
            curve = decimate(self.iterations, self.losses, MAX_LOSSES)
            self.iterations, self.losses = [k for k, _ in curve], [loss for _, loss in curve]

    def to_event(self) -> Event:
        curve = decimate(self.iterations, self.losses, self.most)
        data = {"iteration": self.iterations[-1], "losses": curve, **self.watched}
        return Event("progress", data | {"curves": self.points} if self.points else data)


class Mailbox:
    """Filled by the thread that listens to a worker, emptied by the one that answers a client."""

    def __init__(self, notify: Callable[[], None], most: int = MAX_LOSSES) -> None:
        self._notify, self._most = notify, most
        self._saved = SAVED if most < MAX_LOSSES else 0
        self._lock = Lock()
        self._waiting: Event | None = None
        self._first: list[Event] = []
        self._progress: Progress | None = None
        self._later: list[Event] = []
        self.closed = False

    def wait(self, data: Mapping[str, Any]) -> None:
        """How things stand in the queue; only the latest is worth telling."""
        with self._lock:
            self._waiting = Event("waiting", data)
        self._notify()

    def start(self, data: Mapping[str, Any]) -> None:
        with self._lock:
            self._first.append(Event("started", data))
        self._notify()

    def add(self, report: Report, checkpoints: list[Event]) -> None:
        with self._lock:
            self._progress = self._progress or Progress()
            self._progress.add(report)
            self._later.extend(checkpoints)
        self._notify()

    def close(self, name: str, data: Mapping[str, Any]) -> None:
        """The last event."""
        with self._lock:
            self._later.append(Event(name, data))
            self.closed = True
        self._notify()

    @property
    def progressed(self) -> bool:
        """Whether there is progress to tell."""
        return self._progress is not None

    def _told(self, progress: Progress) -> Event:
        """Progress as an event, with as many losses as it may have now."""
        progress.most = min(MAX_LOSSES, self._most + self._saved)
        event = progress.to_event()
        left = self._saved + self._most - len(event.data["losses"])
        self._saved = max(0, min(SAVED, left)) if self._most < MAX_LOSSES else 0
        return event

    def take(self) -> list[Event]:
        """Everything that is there, in order."""
        with self._lock:
            events = [self._waiting] if self._waiting else []
            events += self._first
            events += [self._told(self._progress)] if self._progress else []
            events += self._later
            self._waiting, self._first, self._progress, self._later = None, [], None, []
        return events
