"""Every store keeps the same promises."""

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from backstep.describe.limits import Limits
from backstep.errors import Unavailable
from backstep.run.state import State
from backstep.store import leaves, patience, pieces, sqlite_schema
from backstep.store.checkpoint import Checkpoints
from backstep.store.memory import MemoryStore
from backstep.store.opening import open_store
from backstep.store.sqlite import SqliteStore
from backstep.store.store import TIPS, Base, Store, Stretch
from tests.redis_server import Server, needed, running

DESCRIPTION = {
    "network": {"layers": [{"kind": "linear", "units": 3}]},
    "data": {"x": np.array([[0.1, np.nan, -0.0]]), "target": np.zeros((1, 3))},
    "parameters": {"l1.a/b~c": np.arange(6.0).reshape(2, 3)},
    "seed": 7,
}
EARLIER = Path(__file__).with_name("version3.sql")
BASE = Base("a" * 20, None, 0, DESCRIPTION)


def state(value: float) -> State:
    return {"l1.W": np.full((2, 3), value), "l1.b": np.zeros(3, np.float32), "l1.t": np.array(3)}


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(params=["memory", "sqlite", pytest.param("redis", marks=needed)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "redis":
        server = request.getfixturevalue("redis")
        server.empty()
        address = server.address
    else:
        places = {"memory": "memory:", "sqlite": f"sqlite:///{tmp_path}/deep/s.sqlite"}
        address = places[request.param]
    opened = open_store(address)
    yield opened
    opened.close()


def test_a_base_comes_back_as_it_was_given_bit_for_bit(store: Store) -> None:
    store.add_base(BASE)
    found = store.base(BASE.name)
    assert found is not None
    assert (found.name, found.parent, found.start) == (BASE.name, None, 0)
    assert found.description["network"] == DESCRIPTION["network"]
    x = found.description["data"]["x"]
    assert x.tobytes() == DESCRIPTION["data"]["x"].tobytes()
    assert np.array_equal(
        found.description["parameters"]["l1.a/b~c"], DESCRIPTION["parameters"]["l1.a/b~c"]
    )
    assert store.base("b" * 20) is None


def test_a_name_with_a_slash_is_not_taken_for_a_way() -> None:
    given = {"a/b": np.array(1.0), "a": {"b": np.array(2.0), "~1": np.array(3.0)}}
    bare, arrays = leaves.take(given)
    assert bare == {"a/b": None, "a": {"b": None, "~1": None}}
    assert leaves.give_back(bare, arrays) == given


def test_a_state_keeps_types_shapes_and_cells(store: Store) -> None:
    store.add_base(BASE, state(0.1))
    found = store.state(BASE.name, 0)
    assert found is not None
    for address, array in state(0.1).items():
        assert found[address].dtype == array.dtype
        assert found[address].shape == array.shape
        assert np.array_equal(found[address], array)
    assert store.state(BASE.name, 1) is None


def test_a_network_without_parameters_has_an_empty_state_not_none(store: Store) -> None:
    store.add_base(BASE, {})
    assert store.state(BASE.name, 0) == {}


def test_the_nearest_kept_iteration_is_at_or_before_the_one_asked_for(store: Store) -> None:
    store.add_base(BASE)
    assert store.nearest(BASE.name, 100) is None
    store.record(Stretch(BASE.name, 0, [1.0] * 8, {4: state(4), 8: state(8)}))
    assert [store.nearest(BASE.name, k) for k in (3, 4, 7, 8, 99)] == [None, 4, 4, 8, 8]


def test_tips_are_forgotten_but_what_is_kept_for_good_stays(store: Store) -> None:
    store.add_base(BASE)
    for k in range(1, 21):
        kept = {k: state(k)} if k % 10 == 0 else {}
        store.record(Stretch(BASE.name, k - 1, [float(k)], kept, (k, state(k))))
    there = [k for k in range(21) if store.state(BASE.name, k) is not None]
    assert there == [10, *range(20 - TIPS, 21)]
    last = store.state(BASE.name, 20)
    assert last is not None
    assert np.array_equal(last["l1.W"], state(20)["l1.W"])


def test_losses_join_up_whatever_is_told_twice(store: Store) -> None:
    base = Base("c" * 20, BASE.name + ".5", 5, DESCRIPTION)
    store.add_base(base)
    truth = [float(k) for k in range(3000)]
    store.record(Stretch(base.name, 5, truth[:1]))
    store.record(Stretch(base.name, 5, truth[:1500]))
    store.record(Stretch(base.name, 905, truth[900:1000]))
    store.record(Stretch(base.name, 1400, truth[1395:]))
    assert store.losses(base.name, 3005) == truth
    assert store.losses(base.name, 8) == truth[:3]
    assert store.losses(base.name, 5) == []
    assert store.losses(base.name, 9999) == truth


def test_losses_that_are_not_finite_come_back(store: Store) -> None:
    store.add_base(BASE)
    store.record(Stretch(BASE.name, 0, [np.inf, np.nan]))
    assert str(store.losses(BASE.name, 2)) == "[inf, nan]"


def test_many_threads_may_use_one_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PATIENCE", 600.0)  # however busy the machine is
    store.add_base(BASE)

    def work(k: int) -> bool:
        store.record(Stretch(BASE.name, 0, [0.5] * 40, {k: state(k)}, (100 + k, state(k))))
        found = store.state(BASE.name, k)
        return found is not None and found["l1.W"][0, 0] == k

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(40)))
    assert len(store.losses(BASE.name, 100)) == 40


def test_equal_tensors_are_stored_once_and_freed_with_the_last_owner(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    store = SqliteStore(path)
    store.add_base(BASE, state(1))
    count = "SELECT count(*) FROM pieces"
    with sqlite3.connect(path) as look:
        before = look.execute(count).fetchone()[0]
        for k in range(1, 30):
            store.record(Stretch(BASE.name, k - 1, [0.0], {}, (k, state(1))))
        assert look.execute(count).fetchone()[0] == before
        for k in range(30, 60):
            store.record(Stretch(BASE.name, k - 1, [0.0], {}, (k, state(k))))
        assert look.execute(count).fetchone()[0] == before + TIPS
    look.close()
    store.close()


def test_two_processes_worth_of_stores_see_each_others_writes(tmp_path: Path) -> None:
    one, two = (SqliteStore(tmp_path / "s.sqlite") for _ in range(2))
    one.add_base(BASE)
    assert two.base(BASE.name) is not None
    two.record(Stretch(BASE.name, 0, [1.0], {1: state(1)}))
    assert one.nearest(BASE.name, 5) == 1
    one.close()
    two.close()


def test_a_write_that_fails_halfway_leaves_nothing(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "s.sqlite")
    store.add_base(BASE)
    unpackable = {"l1.W": "no array"}
    with pytest.raises(AttributeError):
        store.record(Stretch(BASE.name, 0, [1.0], {1: state(1), 2: unpackable}))  # type: ignore[dict-item]
    assert store.nearest(BASE.name, 9) is None
    assert store.losses(BASE.name, 9) == []
    store.close()


def test_a_store_that_is_no_database_says_that_it_does_not_answer(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    path.write_bytes(b"this is not a database, and it is long enough to be looked at" * 40)
    with pytest.raises(Unavailable) as caught:
        SqliteStore(path)
    assert caught.value.code == "store_unavailable"


def test_a_store_with_tables_of_another_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with sqlite3.connect(path) as link:
        link.execute("PRAGMA user_version = 99")
    link.close()
    with pytest.raises(Unavailable, match="version 99"):
        SqliteStore(path)


@pytest.mark.parametrize("version", [2, 3])
def test_the_store_of_an_earlier_version_is_brought_up_to_date(
    version: int, tmp_path: Path
) -> None:
    path, script = tmp_path / "s.sqlite", EARLIER.read_text(encoding="utf-8")
    with sqlite3.connect(path) as link:
        link.executescript(script)
        if version == 2:
            for table in sqlite_schema.SUMMED:
                link.execute(f"ALTER TABLE {table} DROP COLUMN sum")
            link.execute("DROP TABLE probes")
            link.execute("PRAGMA user_version = 2")
    link.close()
    store = SqliteStore(path)
    checkpoints = Checkpoints(store, Limits(), 2**24)
    errors = json.loads(script.splitlines()[1].removeprefix("-- "))
    for name, error in errors.items():
        with checkpoints.tape(checkpoints.get(name)) as tape:
            assert tape.loss == error
    reached = checkpoints.next(checkpoints.get(name), 5)
    assert store.losses(reached.id.base, 99)
    store.ready()
    store.close()


def test_a_stores_address_is_sqlite_or_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    open_store("sqlite:///here.sqlite").close()
    assert (tmp_path / "here.sqlite").exists()
    assert isinstance(open_store("memory:"), MemoryStore)
    for wrong in ("", "sqlite:///", "postgres://x", "here.sqlite"):
        with pytest.raises(ValueError, match="a store is"):
            open_store(wrong)


def test_one_cell_changed_in_a_large_tensor_costs_a_piece_and_not_the_tensor(
    tmp_path: Path,
) -> None:
    path = tmp_path / "s.sqlite"
    store = SqliteStore(path)
    large = np.random.default_rng(0).normal(size=(1024, 1024))
    store.add_base(BASE, {"l1.W": large})
    with sqlite3.connect(path) as look:
        held = "SELECT sum(length(cells)) FROM pieces"
        before = look.execute(held).fetchone()[0]
        changed = large.copy()
        changed[700, 5] = 0.25
        store.add_base(Base("e" * 20, f"{BASE.name}.0", 0, DESCRIPTION), {"l1.W": changed})
        assert look.execute(held).fetchone()[0] - before == pieces.SIZE
    look.close()
    found = store.state("e" * 20, 0)
    assert found is not None
    assert np.array_equal(found["l1.W"], changed)
    store.close()
