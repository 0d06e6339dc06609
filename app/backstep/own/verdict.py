"""What a check finds: of each gradient whether it is right, where it is worst, and what slipped."""

from dataclasses import dataclass, field
from typing import Any

from backstep.languages import Words


@dataclass(eq=False)
class Verdict:
    """One gradient. `ok` is None where nothing could be told."""

    name: str  # of what it is the gradient
    ok: bool
    shape: tuple[int, ...] | None = None
    worst_at: list[int] | None = None
    found: float | None = None
    expected: float | None = None
    slip: str | None = None
    detail: str | None = None
    line: int | None = None
    said: Words | None = None

    @property
    def gradient(self) -> str:
        return f"d{self.name}"

    def to_dict(self) -> dict[str, Any]:
        """As --json prints it."""
        return {
            "ok": self.ok,
            "shape": None if self.shape is None else list(self.shape),
            "worst_at": self.worst_at,
            "found": self.found,
            "expected": self.expected,
            "slip": self.slip,
            "detail": self.detail,
        }


@dataclass(eq=False)
class Report:
    """The whole of a check: the gradients, what is wrong besides them, and what is to be known."""

    verdicts: list[Verdict] = field(default_factory=list)
    slip: str | None = None  # of the forward
    said: list[tuple[Words, int | None]] = field(default_factory=list)
    notes: list[tuple[Words, int | None]] = field(default_factory=list)  # that make nothing wrong
    shapes: list[dict[str, list[int]]] = field(default_factory=list)
    failed: bool = False
    printed: str = ""

    @property
    def ok(self) -> bool:
        whole = not self.failed and self.slip is None
        return whole and all(verdict.ok for verdict in self.verdicts)

    def to_dict(self) -> dict[str, Any]:
        slips = [self.slip, *(verdict.slip for verdict in self.verdicts if not verdict.ok)]
        return {
            "ok": self.ok,
            "gradients": {v.gradient: v.to_dict() for v in self.verdicts},
            "slip": next((slip for slip in slips if slip), None),
        }
