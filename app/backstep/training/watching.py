"""Looking at a training while it goes on: gradient norms, metrics, tensors, predictions."""

from typing import Any

import numpy as np

from backstep.ask.norm import norm
from backstep.describe.address import INPUT, TARGET, gradient_of
from backstep.describe.network import Network
from backstep.run.iterate import iterate
from backstep.run.predict import predict
from backstep.run.state import State
from backstep.run.tape import Tape
from backstep.training.breaking import why
from backstep.training.job import Cause, Watch
from backstep.training.metrics import metrics


def observe(network: Network, state: State, iteration: int, watch: Watch) -> dict[str, Any]:
    """What is watched at an iteration, before its update."""
    seen: dict[str, Any] = {}
    if watch.norms or watch.tensors:
        tape = Tape(network, state, iteration)
        if watch.norms:
            seen["norms"] = {a: norm(tape.value(a)) for a in parameter_gradients(network)}
        if watch.tensors:
            seen["tensors"] = {address: tape.value(address) for address in watch.tensors}
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
    tape = Tape(network, state, iteration)
    given = {INPUT: tape.batch.x, TARGET: tape.batch.target, **state}
    for address, array in given.items():
        if not np.isfinite(array).all():
            return Cause(iteration, address, None)
    for step in tape.plan.steps:
        if not np.isfinite(tape.value(step.writes)).all():
            updating = step.phase == "update"
            return Cause(iteration, step.writes, step.index, why(tape, step), by_steps=updating)
    return None
