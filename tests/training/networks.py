"""Small networks to train, and their training without a server."""

from typing import Any

import numpy as np

from backstep.describe.description import normalise
from backstep.describe.limits import Limits
from backstep.describe.network import Network, build
from backstep.engine.registry import OPTIMIZERS
from backstep.presets import PRESETS
from backstep.run.state import State, initial_state
from backstep.store.cost import iteration_work
from backstep.store.stride import Stride
from backstep.training.job import Job, Report
from backstep.training.loop import train

Json = dict[str, Any]

ADVISED = {name: kind.settings["lr"].recommended for name, kind in OPTIMIZERS.items()}


def mazur() -> Json:
    return PRESETS["mazur"]["description"]


def dense(
    widths: tuple[int, ...],
    data: Json,
    loss: str = "squared_error",
    bend: str = "tanh",
    **more: Any,
) -> Json:
    """Linear layers of these widths with something that bends between them."""
    layers = [layer for n in widths for layer in ({"kind": "linear", "units": n}, {"kind": bend})]
    network = {"layers": layers[:-1], "loss": {"kind": loss}}
    network["optimizer"] = more.pop("optimizer", {"kind": "sgd", "lr": 0.1})
    return {"network": network, "data": data, **more}


def ready(description: Json) -> tuple[Network, State]:
    network = build(normalise(description))
    return network, initial_state(network)


def job(description: Json, iterations: int, **more: Any) -> Job:
    network, state = ready(description)
    more.setdefault("stride", Stride.for_run(8 * network.parameter_count, iteration_work(network)))
    return Job(network.description, Limits(), state, 0, iterations, 0, **more)


def reports(
    description: Json, iterations: int, stopped: Any = lambda: False, **more: Any
) -> list[Report]:
    told: list[Report] = []
    train(job(description, iterations, **more), told.append, stopped)
    return told


def losses(told: list[Report]) -> np.ndarray:
    return np.concatenate([report.losses for report in told])
