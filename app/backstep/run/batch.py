"""Which samples an iteration sees: iteration i is batch i mod B of epoch i // B."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from backstep.describe.network import Network
from backstep.engine.kind import Array


@dataclass(frozen=True, eq=False)
class Batch:
    """The samples of one iteration."""

    indices: Array
    epoch: int
    x: Array
    target: Array


def batch_at(network: Network, iteration: int) -> Batch:
    """The batch of an iteration; the last one of an epoch may be smaller."""
    samples, size = network.data.samples, network.batch_size
    epoch, position = divmod(iteration, network.batches)
    first = position * size
    order = order_of(network, epoch)
    indices = (np.arange(samples) if order is None else order)[first : first + size]
    return Batch(indices, epoch, *samples_at(network, order, first))


def batches_from(network: Network, iteration: int) -> Iterator[tuple[int, Array, Array]]:
    """Forever: iteration, x and target, an epoch's order being drawn once."""
    epoch, position = divmod(iteration, network.batches)
    size, batches = network.batch_size, network.batches
    while True:
        order = order_of(network, epoch)
        for place in range(position, batches):
            yield epoch * batches + place, *samples_at(network, order, place * size)
        epoch, position = epoch + 1, 0


def order_of(network: Network, epoch: int) -> Array | None:
    """The samples of an epoch in the order in which they are drawn; None is the given one."""
    if not network.description["batch"]["shuffle"]:
        return None
    return np.random.default_rng([network.seed, epoch]).permutation(network.data.samples)


def samples_at(network: Network, order: Array | None, first: int) -> tuple[Array, Array]:
    """x and target of the batch that begins at the `first` place of an epoch."""
    data, last = network.data, first + network.batch_size
    if order is None:
        return data.x[first:last], data.target[first:last]
    return data.x[order[first:last]], data.target[order[first:last]]
