"""Everything that can be wrong with what a user sent, as one family of exceptions.

    BackstepError
    ├── DescriptionError   a network, its data or its parameters do not make sense        422
    ├── QueryError         a question about a checkpoint is wrongly asked                 422
    ├── RequestError       the request itself is refused              400, 401, 403, 405, 415, 421
    ├── KindChanged        a layer's own code is not here, or not in this version        409
    ├── OwnCode            own code fails, or gives what cannot be used                  422
    ├── NotFound           a checkpoint, address or step does not exist                   404
    ├── LimitError         within bounds one by one, too much in sum                      413
    ├── Unavailable        too many requests, or the store does not answer           429, 503
    └── OutOfTime          the time for one request is over                               503

Each carries one or more flaws: who is wrong (pointer), what was found, what is allowed.
"""

from dataclasses import dataclass
from typing import Any

STATUS = {
    "not_json": 400,
    "key_required": 401,
    "wrong_origin": 403,
    "unknown_checkpoint": 404,
    "unknown_address": 404,
    "unknown_step": 404,
    "not_reached": 404,
    "not_found": 404,
    "method_not_allowed": 405,
    "too_slow": 408,
    "kind_changed": 409,
    "too_large": 413,
    "too_much_work": 413,
    "unsupported_type": 415,
    "range_not_satisfiable": 416,
    "wrong_host": 421,
    "unknown_field": 422,
    "missing_field": 422,
    "wrong_type": 422,
    "unknown_kind": 422,
    "unknown_dataset": 422,
    "out_of_range": 422,
    "shape_mismatch": 422,
    "ragged": 422,
    "class_out_of_range": 422,
    "index_out_of_range": 422,
    "bad_expression": 422,
    "unknown_node": 422,
    "dead_end": 422,
    "not_shareable": 422,
    "own_code": 422,
    "rate_limited": 429,
    "head_too_large": 431,
    "busy": 429,
    "out_of_time": 503,
    "worker_lost": 503,
    "store_unavailable": 503,
    "store_damaged": 503,
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong: its code, a full sentence, and where it stands (a JSON pointer)."""

    code: str
    detail: str
    pointer: str = ""
    found: Any = None
    allowed: dict[str, Any] | None = None


class BackstepError(Exception):
    """One or more flaws; the first one gives the status and the code."""

    def __init__(self, *flaws: Flaw) -> None:
        assert flaws, "an error names at least one flaw"
        super().__init__("; ".join(flaw.detail for flaw in flaws))
        self.flaws = flaws
        self.beside: dict[str, Any] = {}  # members of the answer besides the flaws

    def __reduce__(self) -> tuple[type["BackstepError"], tuple[Flaw, ...]]:
        """From one process to another it goes as its flaws."""
        return type(self), self.flaws

    @property
    def code(self) -> str:
        return self.flaws[0].code

    @property
    def status(self) -> int:
        return STATUS[self.code]


class DescriptionError(BackstepError):
    """A network, its data or its parameters do not make sense."""


class QueryError(BackstepError):
    """A question about a checkpoint is wrongly asked. An unknown address in a query or body is
    422, not 404."""

    @property
    def status(self) -> int:
        return 422


class RequestError(BackstepError):
    """The request itself cannot be read."""


class KindChanged(BackstepError):
    """The code of a layer of somebody's own is not here, or not in the version that is asked for:
    what it would compute cannot be known."""


class OwnCode(BackstepError):
    """Code of somebody's own fails, takes too long, or gives what cannot be used."""


class NotFound(BackstepError):
    """A checkpoint, an address or a step does not exist."""


class LimitError(BackstepError):
    """Each value is within its bounds, but together they are too much."""


class Unavailable(BackstepError):
    """Nothing wrong with the request: there were too many, or the store does not answer.

    `retry_after`, in seconds, is when to ask again, where that is known.
    """

    def __init__(self, *flaws: Flaw, retry_after: int | None = None) -> None:
        super().__init__(*flaws)
        self.retry_after = retry_after


class OutOfTime(BackstepError):
    """The time for one request is over, or nobody waits for its answer any more. What was reached
    is kept where it can be: the same request goes on from there."""
