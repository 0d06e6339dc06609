"""What nobody has looked at for long is let go, and made again, bit for bit, when asked for."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from backstep.describe.limits import Limits
from backstep.errors import NotFound
from backstep.store import day
from backstep.store.checkpoint import Checkpoint, Checkpoints
from backstep.store.faults import Damaged
from backstep.store.history import history
from backstep.store.opening import open_store
from backstep.store.retention import Retention, Swept, never, old, sweep
from backstep.store.store import Store
from tests.redis_server import needed, running

DESCRIPTION = {
    "network": {
        "layers": [
            {"kind": "linear", "units": 3},
            {"kind": "tanh"},
            {"kind": "linear", "units": 1},
        ],
        "loss": {"kind": "squared_error"},
        "optimizer": {"kind": "adam", "lr": 0.05},
    },
    "data": {"x": [[0.5, -1.0], [0.25, 2.0]], "target": [[1.0], [0.0]]},
    "seed": 7,
}
FOREVER = Retention(0, 0)
QUARTER = Retention(90, 0)


@pytest.fixture(params=["memory", "sqlite", pytest.param("redis", marks=needed)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "redis":
        with running(tmp_path) as server:
            opened = open_store(server.address)
            yield opened
            opened.close()
        return
    opened = open_store({"memory": "memory:", "sqlite": f"sqlite:///{tmp_path}/s"}[request.param])
    yield opened
    opened.close()


@pytest.fixture
def go_to_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    return lambda number: monkeypatch.setattr(day, "today", lambda: 20_000 + number)


def fresh(store: Store) -> Checkpoints:
    """As another server sees it: nothing is remembered."""
    return Checkpoints(store, Limits(), 2**24)


def edited(checkpoints: Checkpoints, value: float) -> Checkpoint:
    """A run of 50 iterations, an edit, a run of 40, an edit, a run of 30."""
    here = checkpoints.next(checkpoints.create({**DESCRIPTION, "seed": int(value)}), 50)
    for k, iterations in ((1, 40), (2, 30)):
        change = {"set": [{"address": "l1.W", "at": [0, k], "value": value}]}
        here = checkpoints.next(checkpoints.edit(here, change), iterations)
    return here


def numbers(checkpoints: Checkpoints, id: str) -> tuple[object, ...]:
    there = checkpoints.get(id)
    with checkpoints.tape(there) as tape:
        loss = tape.loss
    state = {name: array.tobytes() for name, array in checkpoints.state(there).items()}
    return loss, state, history(checkpoints, there)


def test_what_nobody_looked_at_goes_and_comes_back_bit_for_bit(
    store: Store, go_to_day: Callable[[int], None]
) -> None:
    go_to_day(0)
    checkpoints = fresh(store)
    id = str(edited(checkpoints, 3.0).id)
    before = numbers(checkpoints, id)
    go_to_day(91)
    assert sweep(store, QUARTER) == Swept(let_go=3)
    assert all(not store.kept(base) for base in store.bases())
    assert sweep(store, QUARTER) == Swept(), "there is nothing left to let go"
    assert numbers(fresh(store), id) == before


def test_what_is_looked_at_stays_with_all_that_led_to_it(
    store: Store, go_to_day: Callable[[int], None]
) -> None:
    go_to_day(0)
    checkpoints = fresh(store)
    looked, other = (str(edited(checkpoints, value).id) for value in (3.0, 4.0))
    go_to_day(80)
    again = fresh(store)
    again.get(looked)
    again.looks.write(store)
    go_to_day(100)
    assert sweep(store, QUARTER) == Swept(let_go=3)
    assert store.kept(looked.partition(".")[0])
    assert not store.kept(other.partition(".")[0])
    go_to_day(169)
    assert sweep(store, QUARTER) == Swept()
    go_to_day(171)
    assert sweep(store, QUARTER) == Swept(let_go=3)


def test_what_is_gone_on_from_keeps_all_that_led_to_it(
    store: Store, go_to_day: Callable[[int], None]
) -> None:
    """The base itself is noted by what is written; those before it by the look."""
    go_to_day(0)
    id = str(edited(fresh(store), 3.0).id)
    go_to_day(80)
    again = fresh(store)
    again.next(again.get(id), 5)
    again.looks.write(store)
    go_to_day(100)
    assert sweep(store, QUARTER) == Swept()


def test_a_base_that_was_edited_or_looked_at_meanwhile_is_not_forgotten(
    store: Store, go_to_day: Callable[[int], None]
) -> None:
    go_to_day(0)
    checkpoints = fresh(store)
    parent, other = (checkpoints.create({**DESCRIPTION, "seed": k}) for k in (1, 2))
    go_to_day(1)
    assert set(store.leaves(day.today(), 9)) == {parent.id.base, other.id.base}
    change = {"set": [{"address": "l1.W", "at": [0, 0], "value": 0.5}]}
    child = checkpoints.edit(parent, change)
    store.looked([other.id.base])
    go_to_day(1)
    for name in (parent.id.base, other.id.base):
        store.forget(name)
    assert fresh(store).get(str(child.id)).parent == str(parent.id)
    assert fresh(store).get(str(other.id))


def test_the_day_is_the_first_one_on_which_it_may_go(
    store: Store, go_to_day: Callable[[int], None]
) -> None:
    go_to_day(0)
    fresh(store).create(DESCRIPTION)
    go_to_day(90)
    assert sweep(store, QUARTER) == Swept()


def test_without_a_bound_nothing_goes(store: Store, go_to_day: Callable[[int], None]) -> None:
    go_to_day(0)
    edited(fresh(store), 3.0)
    go_to_day(10_000)
    assert sweep(store, FOREVER) == Swept()


def test_a_store_that_is_too_large_forgets_the_oldest_bases_but_not_todays(
    store: Store, go_to_day: Callable[[int], None]
) -> None:
    names = []
    for k in range(3):
        go_to_day(k)
        names.append(str(edited(fresh(store), float(k + 1)).id))
    swept = sweep(store, Retention(0, 1))
    assert swept.let_go == 6
    assert swept.forgotten == 6
    for name in names[:2]:
        with pytest.raises(NotFound, match="There is no checkpoint"):
            fresh(store).get(name)
    assert numbers(fresh(store), names[2])


def test_a_look_is_written_once_a_day_for_each_base(
    store: Store, go_to_day: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    go_to_day(0)
    checkpoints = fresh(store)
    id = str(edited(checkpoints, 3.0).id)
    told: list[str] = []
    monkeypatch.setattr(type(store), "looked", lambda _, bases: told.extend(bases))
    for _ in range(2):
        for _ in range(5):
            checkpoints.get(id)
        checkpoints.looks.write(store)
    mine = [name for name in told if id.startswith(name)]
    assert len(mine) == 1
    go_to_day(1)
    checkpoints.get(id)
    checkpoints.looks.write(store)
    assert len([name for name in told if id.startswith(name)]) == 2


def test_a_long_line_of_edits_is_made_again(store: Store, go_to_day: Callable[[int], None]) -> None:
    go_to_day(0)
    checkpoints = fresh(store)
    here = checkpoints.create(DESCRIPTION)
    for k in range(40):
        change = {"set": [{"address": "l1.W", "at": [0, 0], "value": float(k)}]}
        here = checkpoints.edit(here, change)
    before = {name: array.copy() for name, array in checkpoints.state(here).items()}
    go_to_day(365)
    assert sweep(store, QUARTER).let_go == 41
    again = fresh(store)
    found = again.state(again.get(str(here.id)))
    assert all(np.array_equal(found[name], before[name]) for name in before)


def test_who_stands_at_what_was_let_go_goes_on_from_there(
    store: Store, go_to_day: Callable[[int], None]
) -> None:
    """A server that had it in memory all the while."""
    go_to_day(0)
    checkpoints, change = fresh(store), {"set": [{"address": "l1.W", "at": [0, 0], "value": 0.5}]}
    here = checkpoints.next(checkpoints.create(DESCRIPTION), 50)
    alike = edited(checkpoints, 7.0)
    go_to_day(91)
    sweep(store, QUARTER)
    assert checkpoints.next(here, 10).id.iteration == 60
    sweep(store, QUARTER)
    store.let_go(here.id.base)
    assert checkpoints.edit(here, change).parent == str(here.id)
    assert numbers(checkpoints, str(alike.id)) == numbers(fresh(store), str(alike.id))


def test_who_stands_too_far_from_what_is_left_is_told_so(store: Store) -> None:
    """One request computes again no more than it may compute at all."""
    checkpoints = Checkpoints(store, Limits(max_work=100_000), 2**24)
    here = checkpoints.create(DESCRIPTION)
    most = here.run.within_work
    for _ in range(3):
        here = checkpoints.next(here, most)
    store.let_go(here.id.base)
    with pytest.raises(NotFound) as caught:
        checkpoints.next(here)
    assert caught.value.code == "not_reached"
    assert caught.value.flaws[0].allowed == {"max": most}
    assert store.nearest(here.id.base, here.id.iteration) is None, "nothing was computed"


def test_a_kept_state_that_is_never_there_is_damage_to_that_checkpoint(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store names an iteration to start from, and has no state of it, as often as asked."""
    id = fresh(store).next(fresh(store).create(DESCRIPTION), 50).id
    monkeypatch.setattr(type(store), "state", lambda *_: None)
    other = fresh(store)
    with pytest.raises(Damaged, match=str(id)) as caught:
        other.state(other.get(str(id)))
    assert caught.value.why == "where it starts from is gone"


def test_an_sqlite_file_becomes_smaller_while_others_use_it(
    tmp_path: Path, go_to_day: Callable[[int], None]
) -> None:
    path = tmp_path / "s.sqlite"
    one, two = open_store(f"sqlite:///{path}"), open_store(f"sqlite:///{path}")
    go_to_day(0)
    checkpoints = fresh(one)
    wide = {**DESCRIPTION, "network": {**DESCRIPTION["network"]}}
    wide["network"]["layers"] = [
        {"kind": "linear", "units": 50_000},
        {"kind": "linear", "units": 1},
    ]
    kept = checkpoints.create(DESCRIPTION)
    for seed in range(4):
        checkpoints.next(checkpoints.create({**wide, "seed": seed}), 4)
    with sqlite3.connect(path) as link:
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    link.close()
    before = path.stat().st_size
    go_to_day(91)
    assert fresh(two).get(str(kept.id))
    sweep(one, QUARTER)
    assert path.stat().st_size < before / 4
    for opened in (one, two):
        opened.ready()
        assert fresh(opened).get(str(kept.id))
        fresh(opened).create({**DESCRIPTION, "seed": 99})
        assert opened.generation == 0
        opened.close()


def test_a_store_that_keeps_what_it_names_is_not_asked_for_ever() -> None:
    asked = []

    def ask(before: int, most: int) -> list[str]:
        asked.append((before, most))
        return ["kept"] if len(asked) < 9 else []

    assert list(old(ask, 7, never)) == ["kept"]
    assert len(asked) == 2
