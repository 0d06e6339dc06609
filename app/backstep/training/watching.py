"""Looking at a training while it goes on: gradient norms, metrics, tensors, predictions."""

from typing import Any

import numpy as np

from backstep.ask.broken import first_broken
from backstep.ask.norm import norm
from backstep.describe.address import gradient_of, tensor
from backstep.describe.classes import classes_of
from backstep.describe.network import Network
from backstep.engine.kind import Array, Index
from backstep.run.iterate import Passed, iterate
from backstep.run.predict import predict, respond
from backstep.run.state import State
from backstep.run.tape import Tape
from backstep.training import packed
from backstep.training.breaking import why
from backstep.training.job import Cause, Watch
from backstep.training.metrics import error, metrics


def observe(network: Network, passed: Passed, watch: Watch) -> dict[str, Any]:
    """What is watched at an iteration, before its update."""
    seen: dict[str, Any] = {}
    state = passed.before
    if watch.norms:
        seen["norms"] = norms(network, passed)
    if watch.tensors:
        seen["tensors"] = {a: shown(network, passed, a, watch) for a in watch.tensors}
    if watch.exact:
        seen.setdefault("tensors", {}).update((a, exact(passed, a, watch)) for a in watch.exact)
    if watch.cells:
        seen["cells"] = [number(passed.value(address), at) for address, at in watch.cells]
    if watch.metrics:
        seen["metrics"] = {
            "train": metrics(network, state, "train"),
            "test": metrics(network, state, "test"),
        }
    if watch.outputs:
        y = respond(network, state, network.data.x)
        seen["outputs"] = packed.prediction(y, grid=False, classes=False) if watch.packed else y
    if watch.points is not None:
        y = predict(network, state, watch.points, watch.address)
        seen["predict"] = told(network, y, watch) if watch.packed else y
    if watch.units and watch.plane is not None:
        seen["units"] = {a: unit(network, state, a, watch) for a in watch.units}
    return seen


def point(network: Network, k: int, passed: Passed, watch: Watch) -> dict[str, Any]:
    """What curves have of an iteration: the errors of both parts, the norms of gradients."""
    seen: dict[str, Any] = {"iteration": k}
    if watch.norms:
        seen["norms"] = norms(network, passed)
    if watch.metrics:
        for part in ("train", "test"):
            seen[part] = error(network, passed.before, part)
    return seen


def norms(network: Network, passed: Passed) -> dict[str, float]:
    return {a: norm(passed.value(a)) for a in parameter_gradients(network)}


def exact(passed: Passed, address: str, watch: Watch) -> Any:
    """A tensor in numbers, if it can be sent so."""
    array = passed.value(address)
    return packed.tensor(array, packed.MOST_EXACT, spread=False) if watch.packed else array


def unit(network: Network, state: State, address: str, watch: Watch) -> Any:
    """What the units of a layer say over the plane, each on a scale of its own."""
    assert watch.plane is not None
    y = predict(network, state, watch.plane, address)
    return packed.prediction(y, grid=True, classes=False) if watch.packed else y


def shown(network: Network, passed: Passed, address: str, watch: Watch) -> Any:
    """A tensor, packed or as it is; of parameters and their gradients it is told how they are
    distributed."""
    if not watch.packed:
        return passed.value(address)
    spread = address in network.parameters or address in parameter_gradients(network)
    return packed.tensor(passed.value(address), watch.inline, spread)


def number(array: Array, at: Index) -> float | None:
    """A cell; None where this batch, the last of an epoch, has fewer samples."""
    inside = all(i < n for i, n in zip(at, array.shape, strict=True))
    return float(array[at]) if inside else None


def told(network: Network, y: Array, watch: Watch) -> Any:
    """What the network says of points, packed: as classes where they are the last layer's."""
    last = not network.layers or watch.address in (None, tensor(network.layers[-1].id, "y"))
    return packed.prediction(y, watch.grid, last and classes_of(network.data) is not None)


def parameter_gradients(network: Network) -> list[str]:
    return [gradient_of(address) for address in network.parameters]


def is_finite(state: State) -> bool:
    return all(np.isfinite(array).all() for array in state.values())


def first_nonfinite(network: Network, state: State, iteration: int, last: int) -> Cause | None:
    """Where a number first was not finite, on the way from this state to the last iteration.

    The way is gone again: what broke the loss may have been written long before it broke, such as
    an optimizer's state that is infinite, and only divides.
    """
    for k, passed in enumerate(iterate(network, state, iteration), iteration):
        if k == last or not is_finite(passed.before) or not is_finite(passed.after):
            return nonfinite_of(network, passed.before, k)
    return None


def nonfinite_of(network: Network, state: State, iteration: int) -> Cause | None:
    """Where a number of one iteration is not finite, and why."""
    tape = Tape(network, state, iteration)
    broken = first_broken(tape.plan, tape.value)
    if broken is None:
        return None
    address, step, at = broken
    if step is None:
        return Cause(iteration, address, None, at, why="given")
    updating = step.phase == "update"
    return Cause(iteration, address, step.index, at, why=why(tape, step, at), by_steps=updating)
