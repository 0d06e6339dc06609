"""Looking at a training while it goes on: gradient norms, metrics, tensors, predictions."""

from typing import Any

import numpy as np

from backstep.ask.broken import first_broken
from backstep.ask.norm import norm
from backstep.describe.address import gradient_of
from backstep.describe.network import Network
from backstep.run.iterate import Passed, iterate
from backstep.run.predict import predict
from backstep.run.state import State
from backstep.run.tape import Tape
from backstep.training.breaking import why
from backstep.training.job import Cause, Watch
from backstep.training.metrics import metrics


def observe(network: Network, passed: Passed, watch: Watch) -> dict[str, Any]:
    """What is watched at an iteration, before its update."""
    seen: dict[str, Any] = {}
    state = passed.before
    if watch.norms:
        seen["norms"] = {a: norm(passed.value(a)) for a in parameter_gradients(network)}
    if watch.tensors:
        seen["tensors"] = {address: passed.value(address) for address in watch.tensors}
    if watch.metrics:
        seen["metrics"] = {
            "train": metrics(network, state, "train"),
            "test": metrics(network, state, "test"),
        }
    if watch.points is not None:
        seen["predict"] = predict(network, state, watch.points, watch.address)
    return seen


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
