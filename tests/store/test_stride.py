"""Few iterations are kept, and the way from one to the next is short."""

from pathlib import Path

import numpy as np
import pytest

from backstep.describe.limits import Limits
from backstep.store import way
from backstep.store.checkpoint import Checkpoints
from backstep.store.sqlite import SqliteStore
from backstep.store.stride import MOST_SECONDS, SECONDS, Stride
from tests.networks import dense

SMALL = Stride.for_run(state_bytes=1_000, iteration_work=1e5)


def test_a_small_network_is_kept_every_few_thousand_iterations() -> None:
    assert list(SMALL.between(0, 30_000)) == [3_000 * k for k in range(1, 11)]
    assert list(SMALL.between(2_999, 3_000)) == [3_000]
    assert list(SMALL.between(3_000, 5_999)) == []


@pytest.mark.parametrize("mib", [1, 8, 160])
def test_a_large_state_is_kept_further_apart_but_not_too_far(mib: int) -> None:
    stride = Stride.for_run(mib * 2**20, 1e9)
    assert 1 <= stride.iterations <= 40
    assert stride.seconds == MOST_SECONDS > SECONDS


def test_what_is_more_than_the_work_between_two_is_kept_every_time() -> None:
    assert Stride.for_run(1_000, 1e12).iterations == 1


def test_what_took_long_to_reach_is_kept_whatever_was_estimated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(np.arange(0, 1e6, SECONDS / 10))  # ten looks at it are as long as that
    monkeypatch.setattr(way, "perf_counter", lambda: next(clock))
    store = SqliteStore(tmp_path / "s.sqlite")
    ours = Checkpoints(store, Limits(), 2**20)
    first = ours.create(dense(2, 3, 1))
    ours.next(first, 100)
    kept = [k for k in range(1, 100) if store.state(first.id.base, k) is not None]
    assert 5 <= len(kept) <= 12
    assert max(np.diff([0, *kept, 100])) <= 25
    store.close()
