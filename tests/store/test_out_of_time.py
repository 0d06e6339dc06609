"""A way that takes too long is kept as far as it went, and gone on from there."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from backstep.describe.limits import Limits
from backstep.errors import OutOfTime
from backstep.store import reached as reached_module
from backstep.store import way
from backstep.store.checkpoint import Checkpoint, Checkpoints
from backstep.store.memory import MemoryStore
from backstep.work.deadline import Deadline, within
from tests.networks import dense

FAR = 500
PATIENCE = 30.0  # seconds, where the wait has no end


@pytest.fixture
def checkpoints() -> Checkpoints:
    return Checkpoints(MemoryStore(), Limits(), 2**24)


def counting(looks: int) -> Deadline:
    clock = count()
    return Deadline(looks, lambda: float(next(clock)))


def reached(error: OutOfTime) -> str:
    assert error.flaws[0].allowed is not None
    return str(error.flaws[0].allowed["reached"])


def weights(checkpoints: Checkpoints, checkpoint: Checkpoint) -> list[float]:
    return checkpoints.state(checkpoint)["l1.W"].ravel().tolist()


@pytest.mark.parametrize("flush", [2**16, 7])
def test_the_same_request_goes_on_from_where_it_was(
    checkpoints: Checkpoints, monkeypatch: pytest.MonkeyPatch, flush: int
) -> None:
    monkeypatch.setattr(way, "FLUSH_LOSSES", flush)
    start, far = checkpoints.create(dense(2, 3, 1)), [0]
    arrived = None
    while arrived is None:
        with within(counting(100)):
            try:
                arrived = checkpoints.next(start, FAR)
            except OutOfTime as error:
                there = checkpoints.get(reached(error))
                assert there.id.iteration > far[-1], "it goes on, and does not begin again"
                far.append(there.id.iteration)
    assert len(far) > 4
    other = Checkpoints(MemoryStore(), Limits(), 2**24)
    whole = other.next(other.create(dense(2, 3, 1)), FAR)
    assert whole.id == arrived.id
    assert weights(checkpoints, arrived) == weights(other, whole)
    base = whole.id.base
    assert checkpoints.store.losses(base, FAR) == other.store.losses(base, FAR)


def test_a_look_at_what_nobody_has_reached_goes_on_too(checkpoints: Checkpoints) -> None:
    start = checkpoints.create(dense(2, 3, 1))
    there = checkpoints.get(str(start.id.at(FAR)))
    first = second = 0
    with within(counting(60)), pytest.raises(OutOfTime) as raised:
        checkpoints.state(there)
    first = checkpoints.get(reached(raised.value)).id.iteration
    with within(counting(60)), pytest.raises(OutOfTime) as raised:
        checkpoints.state(there)
    second = checkpoints.get(reached(raised.value)).id.iteration
    assert 0 < first < second < FAR


def test_who_reached_nothing_is_told_so(checkpoints: Checkpoints) -> None:
    start = checkpoints.create(dense(2, 3, 1))
    deadline = Deadline(most=10.0)
    with within(deadline), pytest.raises(OutOfTime) as raised:
        checkpoints.next(start, FAR)
    assert raised.value.flaws[0].allowed == {"reached": None}


def test_who_waits_for_another_ones_tape_gives_up_when_the_time_is_over(
    checkpoints: Checkpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reached_module, "GLANCE", 0.001)
    first = checkpoints.create(dense(2, 3, 1))

    def other() -> None:
        with within(counting(3)), checkpoints.tape(first):
            pass

    with ThreadPoolExecutor(1) as pool, checkpoints.tape(first):
        with pytest.raises(OutOfTime):
            pool.submit(other).result(timeout=PATIENCE)
    with checkpoints.tape(first) as tape:
        assert tape.loss > 0, "nobody holds it any more"
