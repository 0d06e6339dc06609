"""A Redis server that is gone, emptied, evicting or damaged: told before all is acknowledged."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import monotonic

import numpy as np
import pytest
from redis import Redis

from backstep.errors import NotFound, Unavailable
from backstep.store import readiness, silence
from backstep.store.faults import Damaged
from backstep.store.redis import RedisStore
from backstep.store.store import Base, Stretch
from tests.redis_server import Server, needed, running

pytestmark = needed


def base(number: int) -> Base:
    return Base(f"{number:020d}", None, 0, {"data": {"x": np.full((40, 50), float(number))}})


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running(tmp_path) as started:
        yield started


@pytest.fixture
def store(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[RedisStore]:
    monkeypatch.setattr(readiness, "EVERY", 0.0)
    opened = RedisStore(server.address)
    opened.add_base(base(1), {"l1.W": np.ones((3, 3))})
    yield opened
    opened.close()


def test_a_server_that_is_gone_is_told_at_once_and_used_again_when_it_is_back(
    server: Server, store: RedisStore
) -> None:
    server.kill()
    attempts = (store.ready, lambda: store.base(base(1).name), lambda: store.add_base(base(2)))
    for attempt in attempts:
        waits = []
        for _ in range(3):  # others keep the machine busy
            began = monotonic()
            with pytest.raises(Unavailable) as caught:
                attempt()
            waits.append(monotonic() - began)
            assert caught.value.code == "store_unavailable"
        assert min(waits) < 2
    server.start()
    store.ready()
    assert store.base(base(1).name) is not None
    store.add_base(base(2))
    assert store.generation == 0


def test_who_comes_after_somebody_has_waited_in_vain_hears_so_without_asking(
    server: Server, store: RedisStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(silence, "AGAIN", 1e6)
    name = base(1).name
    questions = (
        lambda: store.base(name),
        lambda: store.state(name, 0),
        lambda: store.losses(name, 5),
        lambda: store.nearest(name, 0),
        lambda: store.passed(name),
        lambda: store.kept(name),
        lambda: list(store.bases()),
        lambda: store.add_base(base(2)),
        lambda: store.record(Stretch(name, 0, [1.0])),
        lambda: store.begin_training("t"),
        lambda: store.stop_training("t"),
        lambda: store.end_training("t"),
        store.stopping_trainings,
        lambda: store.looked([name]),
        lambda: store.idle(10**6, 1),
        store.size,
        store.ready,
    )
    server.freeze()
    with pytest.raises(Unavailable, match="Timeout"):
        store.base(name)
    for question in questions:
        with pytest.raises(Unavailable, match="a moment ago"):
            question()
    server.thaw()
    monkeypatch.setattr(silence, "AGAIN", 0.0)
    monkeypatch.setattr(store._link._silence, "_until", 0.0)  # the moment is over
    for question in questions:
        answered(question)


def answered(question: Callable[[], object]) -> None:
    """Asked until there is an answer: on a busy machine one may be later than a store waits."""
    for _ in range(60):
        try:
            question()
        except Unavailable as error:
            assert "Timeout" in str(error), error
        else:
            return
    raise AssertionError("no answer")


def test_what_is_acknowledged_survives_a_killed_server(server: Server, store: RedisStore) -> None:
    acknowledged: list[int] = []
    some = Event()

    def write(first: int) -> None:
        for number in range(first, first + 10_000, 8):
            try:
                store.add_base(base(number), {"l1.W": np.full((4, 4), float(number))})
            except Unavailable:
                return
            acknowledged.append(number)
            if len(acknowledged) > 200:
                some.set()

    with ThreadPoolExecutor(8) as pool:
        for k in range(8):
            pool.submit(write, 10 + k)
        assert some.wait(60)
        server.kill()
    server.start()
    again = RedisStore(server.address)
    for number in acknowledged:
        assert again.base(base(number).name) is not None, number
        state = again.state(base(number).name, 0)
        assert state is not None
        assert state["l1.W"][0, 0] == number
    again.close()


def test_an_emptied_store_is_another_one(server: Server, store: RedisStore) -> None:
    server.empty()
    with pytest.raises(Unavailable, match="emptied or replaced"):
        store.record(Stretch(base(1).name, 0, [1.0]))
    assert store.generation == 1
    assert store.base(base(1).name) is None
    with pytest.raises(NotFound):
        store.record(Stretch(base(1).name, 0, [1.0]))
    store.add_base(base(1))
    store.ready()


def test_a_piece_that_is_not_what_was_written_is_damage_and_names_the_checkpoint(
    server: Server, store: RedisStore
) -> None:
    with Redis(port=server.port) as client:
        pieces = list(client.scan_iter("backstep:p:*"))
        for piece in pieces:
            client.hset(piece, "cells", b"other bytes")
    with pytest.raises(Damaged, match=f"{base(1).name}.0"):
        store.state(base(1).name, 0)
    store.add_base(base(1), {"l1.W": np.ones((3, 3))})  # written again, it is whole again
    assert store.state(base(1).name, 0) is not None


def test_pieces_that_nobody_names_are_gone_with_the_last_tip(
    server: Server, store: RedisStore
) -> None:
    with Redis(port=server.port) as client:
        before = len(client.keys("backstep:p:*"))
        for k in range(1, 30):
            state = {"l1.W": np.full((3, 3), float(k + 1))}
            store.record(Stretch(base(1).name, k - 1, [0.0], {}, (k, state)))
        assert len(client.keys("backstep:p:*")) == before + 4


def test_one_cell_of_a_large_tensor_is_sent_and_kept_as_one_piece(
    server: Server, store: RedisStore
) -> None:
    large = np.random.default_rng(0).normal(size=(512, 512))
    store.add_base(base(2), {"l1.W": large})
    changed = large.copy()
    changed[100, 3] = 0.5
    with Redis(port=server.port) as client:
        before = client.info("stats")["total_net_input_bytes"]
        store.add_base(base(3), {"l1.W": changed})
        sent = client.info("stats")["total_net_input_bytes"] - before
    assert sent < large.nbytes / 8
    found = store.state(base(3).name, 0)
    assert found is not None
    assert np.array_equal(found["l1.W"], changed)


def test_a_server_that_throws_keys_away_is_refused(tmp_path: Path) -> None:
    with running(tmp_path, "--maxmemory-policy", "allkeys-lru") as server:
        with pytest.raises(Unavailable, match="maxmemory-policy allkeys-lru"):
            RedisStore(server.address)


@pytest.mark.parametrize(
    "options",
    [("--appendonly", "no"), ("--appendfsync", "everysec"), ("--appendfsync", "no"), ()],
    ids=" ".join,
)
def test_a_server_that_may_lose_writes_is_told_in_a_line_and_no_other(
    options: tuple[str, ...], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with running(tmp_path, *options) as server:
        RedisStore(server.address).close()
    assert ("appendonly yes" in caplog.text) == bool(options), caplog.text


def test_a_server_that_keeps_its_settings_to_itself_is_believed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with running(tmp_path, "--rename-command", "CONFIG", "hidden") as server:
        RedisStore(server.address).close()
    assert not caplog.text


def test_the_password_of_an_address_is_in_no_message(server: Server) -> None:
    address = server.address.replace("//", "//student:hunter2@")
    with pytest.raises(Unavailable) as caught:
        RedisStore(address)
    assert "hunter2" not in str(caught.value)
