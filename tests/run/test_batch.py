"""Batches: iteration i is batch i mod B of epoch i // B, in the order that api.md gives."""

import numpy as np
import pytest

from backstep.describe.network import Network
from backstep.run.batch import batch_at
from tests.networks import dense, make


def network(size: int | None, shuffle: bool = False) -> Network:
    return make(dense(2, 1, samples=7, seed=5, batch={"size": size, "shuffle": shuffle}))


@pytest.mark.parametrize("size", [None, 7, 8, 2**31])
def test_without_a_size_or_above_all_samples_a_batch_is_everything(size: int | None) -> None:
    for iteration in (0, 1, 10**15):
        batch = batch_at(network(size), iteration)
        assert (batch.indices.tolist(), batch.epoch) == (list(range(7)), iteration)


def test_the_last_batch_of_an_epoch_may_be_smaller() -> None:
    batches = [batch_at(network(3), iteration) for iteration in range(4)]
    assert [b.indices.tolist() for b in batches] == [[0, 1, 2], [3, 4, 5], [6], [0, 1, 2]]
    assert [b.epoch for b in batches] == [0, 0, 0, 1]


def test_shuffling_draws_each_epochs_order_from_seed_and_epoch() -> None:
    shuffled = network(3, shuffle=True)
    for epoch in range(3):
        order = np.random.default_rng([5, epoch]).permutation(7)
        batches = [batch_at(shuffled, 3 * epoch + i) for i in range(3)]
        assert np.concatenate([b.indices for b in batches]).tolist() == order.tolist()
        assert [len(b.x) for b in batches] == [3, 3, 1]


@pytest.mark.parametrize("shuffle", [False, True])
def test_a_batch_holds_the_samples_that_its_indices_name(shuffle: bool) -> None:
    chosen = network(3, shuffle)
    batch = batch_at(chosen, 5)
    np.testing.assert_array_equal(batch.x, chosen.data.x[batch.indices])
    np.testing.assert_array_equal(batch.target, chosen.data.target[batch.indices])
