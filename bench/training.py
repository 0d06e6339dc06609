"""Training against the same numpy calls in a loop by hand: what going on and on costs."""

from collections.abc import Callable
from typing import Any

import numpy as np

from backstep.describe.description import normalise
from backstep.describe.limits import Limits
from backstep.describe.network import Network, build
from backstep.engine.kind import Array
from backstep.run.state import State, initial_state
from backstep.store.cost import iteration_work
from backstep.store.stride import Stride
from backstep.training.job import Job, Report
from backstep.training.loop import Descent
from bench.harness import Result, compare

PARAMETERS = ("l1.W", "l1.b", "l3.W", "l3.b", "l5.W", "l5.b")
MIDST = 2**15 + 1  # where runs begin: in the middle of a long one
ByHand = Callable[..., tuple[Array, ...]]


def network_of(
    x: Array, target: Array, widths: tuple[int, ...], batch: int, bend: str, loss: str
) -> Network:
    """Linear layers of these widths, with something that bends between them."""
    layers = [layer for n in widths for layer in ({"kind": "linear", "units": n}, {"kind": bend})]
    optimizer = {"kind": "sgd", "lr": 0.01}
    network = {"layers": layers[:-1], "loss": {"kind": loss}, "optimizer": optimizer}
    data = {"x": x, "target": target}
    return build(normalise({"network": network, "data": data, "batch": {"size": batch}}))


def small() -> Network:
    """2-4-4-1 with tanh, 16 batches of 4."""
    rng = np.random.default_rng(0)
    x, target = rng.normal(size=(64, 2)), rng.normal(size=(64, 1))
    return network_of(x, target, (4, 4, 1), 4, "tanh", "squared_error")


def large() -> Network:
    """784-128-64-10 with ReLU, 10 batches of 64."""
    rng = np.random.default_rng(0)
    x, target = rng.uniform(size=(640, 784)), rng.integers(10, size=640).astype(float)
    return network_of(x, target, (128, 64, 10), 64, "relu", "softmax_cross_entropy")


def job_of(network: Network, state: State, iterations: int) -> Job:
    stride = Stride.for_run(8 * network.parameter_count, iteration_work(network))
    return Job(network.description, Limits(), state, MIDST, iterations, 0, stride)


def train_by_steps(network: Network, job: Job) -> Array:
    """Every iteration's loss, and that of the last, as a training finds them."""
    told: list[Report] = []
    Descent(network, job).go(told.append, lambda: False)
    return np.concatenate([report.losses for report in told])


def by_hand(network: Network, state: State, iterations: int, iteration: ByHand) -> list[float]:
    """Every iteration's loss; the batches in the order of the samples."""
    x, target = network.data.x, network.data.target
    size, lr = network.batch_size, network.optimizer.settings["lr"]
    parameters: tuple[Any, ...] = tuple(state[address] for address in PARAMETERS)
    losses = []
    for k in range(MIDST, MIDST + iterations):
        first = k % network.batches * size
        computed = iteration(x[first : first + size], target[first : first + size], *parameters, lr)
        parameters = computed[: len(PARAMETERS)]
        losses.append(float(computed[len(PARAMETERS)]))
    return losses


def compare_training(
    name: str, network: Network, iteration: ByHand, iterations: int, bar: float
) -> Result:
    """Checks first that both find the same losses, bit for bit."""
    state = initial_state(network)
    job = job_of(network, state, iterations)

    def ours() -> Array:
        return train_by_steps(network, job)

    def theirs() -> list[float]:
        return by_hand(network, state, iterations, iteration)

    found = ours()[:-1]
    assert np.array_equal(found, theirs()), "the losses differ"
    return compare(name, ours, theirs, times=1, bar=bar)
