"""The body of `POST …/train`, read against the network that is to be trained."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from backstep.api.bodies import ITERATIONS, MAX_ITERATIONS, Taken, read_body
from backstep.api.until_body import Until, checked_until, read_until
from backstep.api.watched import Watched, checked_watch, read_watch
from backstep.describe.flaws import Flaws
from backstep.describe.kinds import read_setting
from backstep.describe.limits import Limits
from backstep.describe.network import Network
from backstep.engine.kind import Setting
from backstep.training.job import Watch
from backstep.training.until import Until as Conditions

MAX_KEPT = 1000
KEEP = Setting("keep", "integer", ("Checkpoints", "Puntos de control"), 50, min=0, max=MAX_KEPT)


class Train(Taken):
    """How far to train, and what to tell."""

    iterations: Annotated[int, Field(ge=1, le=MAX_ITERATIONS)]
    until: Until = Until()
    keep: Annotated[int, Field(ge=0, le=MAX_KEPT)] = 50
    watch: Watched = Watched()


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for. `iterations` counts from the checkpoint's own."""

    iterations: int
    keep: int
    until: Conditions
    watch: Watch


def read_train(raw: Any, network: Network, limits: Limits) -> Order:
    """Raises DescriptionError, QueryError or LimitError, with pointers into the body."""
    flaws, fields = Flaws(), ("iterations", "until", "keep", "watch")
    given = read_body(raw, fields, ("iterations",), flaws)
    until = read_until(given.get("until", {}), flaws)
    watch = read_watch(given.get("watch", {}), flaws)
    iterations = read_setting(ITERATIONS, given.get("iterations", 1), "/iterations", flaws)
    keep = read_setting(KEEP, given.get("keep", KEEP.default), "/keep", flaws)
    flaws.raise_first_stage()
    watched = checked_watch(watch, network, limits)
    return Order(iterations, keep, checked_until(until, network, limits), watched)
