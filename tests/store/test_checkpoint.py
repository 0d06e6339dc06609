"""Checkpoints: one cause, one id, one set of numbers, however one gets there."""

from copy import deepcopy
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from backstep.describe.limits import Limits
from backstep.errors import LimitError, NotFound
from backstep.presets import PRESETS
from backstep.run.iterate import advance
from backstep.run.state import State
from backstep.store import patience, stride
from backstep.store.checkpoint import Checkpoint, Checkpoints
from backstep.store.memory import MemoryStore
from backstep.store.sqlite import SqliteStore
from backstep.store.store import Store

COURSE = PRESETS["course"]["description"]
ADAM = deepcopy(COURSE)
ADAM["network"]["optimizer"] = {"kind": "adam", "lr": 0.01}
ADAM["network"]["layers"].insert(1, {"kind": "batch_norm"})
ADAM["network"]["layers"].insert(2, {"kind": "dropout", "rate": 0.3})
ADAM["parameters"] = {}
ADAM["batch"] = {"size": 5, "shuffle": True}


def checkpoints(store: Store, tape_bytes: int = 2**26, max_work: float = 1e9) -> Checkpoints:
    return Checkpoints(store, Limits(max_work=max_work), tape_bytes)


def assert_equal(one: State, two: State) -> None:
    assert one.keys() == two.keys()
    for address in one:
        assert one[address].tobytes() == two[address].tobytes(), address


@pytest.mark.parametrize("description", [COURSE, ADAM], ids=["course", "adam"])
@pytest.mark.parametrize("stored", [MemoryStore, SqliteStore])
def test_a_state_has_the_same_bits_however_one_gets_to_it(
    description: dict, stored: type, tmp_path: Path
) -> None:
    store = stored() if stored is MemoryStore else stored(tmp_path / "s.sqlite")
    ours = checkpoints(store)
    first = ours.create(description)
    truth, losses = advance(first.network, ours.state(first), 0, 150)
    assert_equal(ours.state(ours.next(first, 150)), truth)
    stepped = first
    for _ in range(5):
        stepped = ours.next(stepped, 30)
    assert_equal(ours.state(stepped), truth)
    forgetful = checkpoints(store, tape_bytes=0)
    found = forgetful.get(str(first.id.at(150)))
    assert_equal(forgetful.state(found), truth)
    assert store.losses(first.id.base, 150) == losses
    fresh = checkpoints(MemoryStore())
    assert fresh.create(description).id == first.id
    assert_equal(fresh.state(fresh.get(str(first.id.at(150)))), truth)
    store.close()


def test_an_iteration_that_was_not_kept_is_computed_from_the_nearest_kept_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = MemoryStore()
    monkeypatch.setattr(stride, "WORK", 3e7)
    first = checkpoints(store).create(COURSE)
    checkpoints(store).next(first, 1000)
    kept = store.nearest(first_base(store), 779)
    assert kept is not None
    assert kept == 779 // first.run.stride.iterations * first.run.stride.iterations
    started: list[int] = []
    from backstep.store import reached as module

    real = module.iterate

    def counted(network, state, iteration):
        started.append(iteration)
        return real(network, state, iteration)

    monkeypatch.setattr(module, "iterate", counted)
    ours = checkpoints(store)
    ours.state(ours.get(f"{first_base(store)}.779"))
    assert started == [kept]


def first_base(store: MemoryStore) -> str:
    return next(iter(store._bases))


def test_what_was_reached_stays_within_reach_on_the_smallest_work_limit() -> None:
    store = MemoryStore()
    ours = checkpoints(store, max_work=1e6)
    here = ours.create(COURSE)
    assert here.run.within_work < 10
    for _ in range(40):
        here = ours.next(here, here.run.within_work)
    for iteration in range(here.id.iteration + 1):
        later = checkpoints(store, tape_bytes=0, max_work=1e6)
        assert later.get(str(here.id.at(iteration))).id.iteration == iteration
    too_far = here.id.iteration + here.run.within_work + 1
    with pytest.raises(NotFound) as caught:
        ours.get(str(here.id.at(too_far)))
    assert caught.value.code == "not_reached"


def test_next_refuses_more_than_the_work_limit_and_stores_nothing() -> None:
    store = MemoryStore()
    ours = checkpoints(store)
    first = ours.create(COURSE)
    with pytest.raises(LimitError):
        ours.next(first, first.run.within_work + 1)
    assert store.nearest(first.id.base, 10**9) is None


def test_creating_stores_nothing_if_the_description_is_wrong() -> None:
    store = MemoryStore()
    wrong = deepcopy(COURSE)
    wrong["parameters"]["l1.W"] = [[1.0]]
    with pytest.raises(Exception, match="shape"):
        checkpoints(store).create(wrong)
    assert store._bases == {}


def test_an_edit_keeps_its_first_state_and_its_parent() -> None:
    store = MemoryStore()
    ours = checkpoints(store)
    parent = ours.next(ours.create(ADAM), 7)
    edit = {"set": [{"address": "l1.W", "at": [0, 0], "value": 3.5}]}
    child = ours.edit(parent, edit)
    expected = ours.state(parent) | {"l1.W": ours.state(parent)["l1.W"].copy()}
    expected["l1.W"][0, 0] = 3.5
    assert_equal(ours.state(child), expected)
    assert child.parent == str(parent.id)
    assert child.id.iteration == 7
    forgetful = checkpoints(store, tape_bytes=0)
    assert_equal(forgetful.state(forgetful.get(str(child.id))), expected)
    truth, _ = advance(child.network, expected, 7, 20)
    assert_equal(forgetful.state(forgetful.get(str(child.id.at(27)))), truth)


def test_an_edit_of_the_architecture_carries_on(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "s.sqlite")
    ours = checkpoints(store)
    parent = ours.next(ours.create(COURSE), 3)
    layers = [{"from": "l1"}, {"kind": "relu"}, {"from": "l2"}, {"from": "l3", "label": "OUT"}]
    child = ours.edit(parent, {"description": {"network": {"layers": layers}}})
    assert np.array_equal(ours.state(child)["l3.W"], ours.state(parent)["l2.W"])
    again = checkpoints(store).get(str(child.id))
    assert [block.kind.name for block in again.network.layers] == [
        "linear", "relu", "linear", "linear",
    ]  # fmt: skip
    store.close()


def test_a_redraw_draws() -> None:
    ours = checkpoints(MemoryStore())
    first = ours.create(COURSE)
    drawn = ours.edit(first, {"redraw": ["l2"]})
    before, after = ours.state(first), ours.state(drawn)
    assert not np.array_equal(after["l2.W"], before["l2.W"])
    assert np.array_equal(after["l1.W"], before["l1.W"])


def test_a_tape_is_kept_within_the_bound_and_used_again() -> None:
    ours = checkpoints(MemoryStore())
    first = ours.create(COURSE)
    with ours.tape(first) as one, ours.tape(ours.get(str(first.id))) as two:
        assert one is two
    small = Checkpoints(MemoryStore(), Limits(), 100_000)
    here = small.create(COURSE)
    for _ in range(30):
        here = small.next(here)
    assert 0 < len(small._desks) < 5
    assert small._desks.used <= 100_000


def test_one_thread_at_a_time_winds_a_tape() -> None:
    ours = checkpoints(MemoryStore())
    first = ours.create(COURSE)
    order: list[str] = []

    def other() -> None:
        with ours.tape(first):
            order.append("the other")

    thread = Thread(target=other)
    with ours.tape(first):
        thread.start()
        thread.join(timeout=0.05)
        order.append("this one")
    thread.join()
    assert order == ["this one", "the other"]


def test_many_threads_may_use_one_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "PATIENCE", 60.0)  # the machine may be busy with other things
    store = SqliteStore(tmp_path / "s.sqlite")
    ours = checkpoints(store, tape_bytes=300_000)
    first = ours.create(ADAM)
    _, losses = advance(first.network, ours.state(first), 0, 60)
    wrong: list[object] = []

    def visit(offset: int) -> None:
        for k in range(60):
            iteration = (k * 7 + offset) % 60
            found: Checkpoint = ours.get(str(first.id.at(iteration)))
            with ours.tape(found) as tape:
                tape.goto(0)
                if tape.loss != losses[iteration]:
                    wrong.append((iteration, tape.loss))
            if k % 20 == 0:
                ours.next(found, 5)

    threads = [Thread(target=visit, args=(offset,)) for offset in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    known = store.losses(first.id.base, 60)
    assert len(known) >= 55
    assert known == losses[: len(known)]
    store.close()


def test_an_id_that_names_nothing_or_what_was_before_an_edit_is_not_found() -> None:
    ours = checkpoints(MemoryStore())
    third = ours.next(ours.create(COURSE), 3)
    edited = ours.edit(third, {"set": [{"address": "l1.W", "at": [0, 0], "value": 9}]})
    base = str(edited.id).partition(".")[0]
    assert ours.get(f"{base}.3").id == edited.id
    for text in ("", "nonsense", f"{'0' * 20}.0", f"{base}.2", f"{base}.0"):
        with pytest.raises(NotFound, match="no checkpoint"):
            ours.get(text)
