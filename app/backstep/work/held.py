"""What a worker process keeps from one task to the next, by name: trainings that rest there."""

from typing import Any

HELD: dict[str, Any] = {}
