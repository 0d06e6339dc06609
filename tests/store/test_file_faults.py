"""Whatever happens to a store's file is told before anything is acknowledged, and can be mended."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from backstep.errors import NotFound, Unavailable
from backstep.store import patience, readiness
from backstep.store.sqlite import SqliteStore
from backstep.store.store import Base, Stretch
from backstep.work.place import placed

ENDS = ("", "-wal", "-shm")


def base(number: int) -> Base:
    """Bases that differ, and are large enough to fill pages of their own."""
    x = np.random.default_rng(number).normal(size=(40, 50))
    return Base(f"{number:020d}", None, 0, {"data": {"x": x}})


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "EVERY", 0.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "s.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(path)
    opened.add_base(base(1))
    yield opened
    opened.close()


def checkpointed(path: Path) -> None:
    """Have everything in the file itself, as it is after some time."""
    link = sqlite3.connect(path)
    link.execute("PRAGMA wal_checkpoint(FULL)")
    link.close()


def assert_refuses(store: SqliteStore) -> None:
    for attempt in (store.ready, lambda: store.add_base(base(2))):
        with pytest.raises(Unavailable):
            attempt()


def assert_works(store: SqliteStore, path: Path) -> None:
    """It takes what it is given, and another process finds that."""
    store.ready()
    store.add_base(base(3))
    store.record(Stretch(base(3).name, 0, [1.0]))
    other = SqliteStore(path)
    assert other.base(base(3).name) is not None
    assert other.losses(base(3).name, 9) == [1.0]
    other.close()


def test_a_file_in_order_is_ready_and_may_be_asked_often(store: SqliteStore, path: Path) -> None:
    for _ in range(3):
        store.ready()
    assert_works(store, path)


def test_readiness_is_found_out_at_most_once_a_second(
    store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "EVERY", 1000.0)
    store.ready()
    path.unlink()
    store.ready()


@pytest.mark.parametrize("ends", [ENDS, ("",)], ids=["with its log", "without its log"])
def test_a_deleted_file_takes_no_more_writes_until_there_is_one(
    store: SqliteStore, path: Path, ends: tuple[str, ...]
) -> None:
    for end in ends:
        path.with_name(path.name + end).unlink()
    assert_refuses(store)
    assert_refuses(store)
    path.touch()
    with pytest.raises(Unavailable, match="replaced"):
        store.add_base(base(2))
    assert_works(store, path)
    assert store.base(base(1).name) is None
    assert store.generation == 1


def test_a_file_that_was_moved_away_and_back_is_used_again(
    store: SqliteStore, path: Path, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    path.rename(away)
    assert_refuses(store)
    away.rename(path)
    assert_works(store, path)
    assert store.base(base(1).name) is not None


def test_a_file_deleted_while_it_is_written_is_not_acknowledged(
    store: SqliteStore, path: Path
) -> None:
    with pytest.raises(Unavailable, match="meanwhile"), store._file.writes() as write:
        write.execute("INSERT INTO probes VALUES (77, 1)")
        path.unlink()


def test_a_replaced_file_is_noticed_and_then_used(
    store: SqliteStore, path: Path, tmp_path: Path
) -> None:
    other = SqliteStore(tmp_path / "other.sqlite")
    other.add_base(base(9))
    other.close()
    os.replace(tmp_path / "other.sqlite", path)  # the log of the one before is still there
    with pytest.raises(Unavailable):
        store.add_base(base(2))
    assert store.base(base(1).name) is None
    assert store.base(base(9).name) is not None
    assert_works(store, path)


def test_a_file_in_whose_place_there_was_a_wrong_one_is_whole_when_it_is_back(
    store: SqliteStore, path: Path, tmp_path: Path
) -> None:
    store.add_base(base(4))  # so far it stands in the log alone
    away = tmp_path / "away"
    path.rename(away)
    path.write_text("this is no database, and never was " * 100)
    assert_refuses(store)
    assert_refuses(store)
    path.unlink()
    away.rename(path)
    with pytest.raises(Unavailable):
        store.add_base(base(2))
    assert_works(store, path)
    assert store.base(base(1).name) is not None
    assert store.base(base(4).name) is not None


def test_a_link_is_followed_and_one_that_leads_elsewhere_is_noticed(
    path: Path, tmp_path: Path
) -> None:
    real, other = tmp_path / "real.sqlite", tmp_path / "other.sqlite"
    for file, number in ((real, 1), (other, 9)):
        made = SqliteStore(file)
        made.add_base(base(number))
        made.close()
    path.symlink_to(real)
    store = SqliteStore(path)
    assert_works(store, path)
    path.unlink()
    assert_refuses(store)
    path.symlink_to(other)
    with pytest.raises(Unavailable, match="replaced"):
        store.add_base(base(2))
    assert store.base(base(1).name) is None
    assert store.base(base(9).name) is not None
    assert_works(store, path)
    store.close()


def test_what_was_computed_for_another_file_is_not_written_into_this_one(
    store: SqliteStore, path: Path
) -> None:
    path.unlink()
    path.touch()
    with pytest.raises(Unavailable):
        store.ready()
    with pytest.raises(NotFound) as caught:
        store.record(Stretch(base(1).name, 0, [1.0]))
    assert caught.value.code == "unknown_checkpoint"


def test_a_log_that_was_deleted_loses_nothing(store: SqliteStore, path: Path) -> None:
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink()
    with pytest.raises(Unavailable):
        store.add_base(base(2))
    assert_works(store, path)
    assert store.base(base(1).name) is not None


def test_a_log_that_another_program_has_made_part_of_the_file_is_in_order(
    store: SqliteStore, path: Path
) -> None:
    link = sqlite3.connect(path)
    link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    link.close()
    assert path.with_name(path.name + "-wal").stat().st_size == 0
    assert_works(store, path)
    assert store.generation == 0


def test_a_log_that_was_cut_is_told(store: SqliteStore, path: Path) -> None:
    os.truncate(path.with_name(path.name + "-wal"), 0)
    with pytest.raises(Unavailable):
        store.add_base(base(2))
    assert_works(store, path)


def test_a_read_only_file_is_told_also_to_root(store: SqliteStore, path: Path) -> None:
    path.chmod(0o444)
    assert_refuses(store)
    assert store.base(base(1).name) is not None
    path.chmod(0o644)
    assert_works(store, path)


def overwritten(whole: bytes) -> bytes:
    """All but the first page is noise."""
    return whole[:4096] + np.random.default_rng(0).bytes(len(whole) - 4096)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut to one page": lambda whole: whole[:4096],
    "cut to nothing": lambda _: b"",
    "cut in the middle": lambda whole: whole[: len(whole) // 2],
    "overwritten": overwritten,
    "not a database": lambda whole: b"\xff" * len(whole),
    "with zeros at its end": lambda whole: whole[: -2 * 4096] + bytes(2 * 4096),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_a_damaged_file_is_told_and_used_again_when_it_is_whole(
    store: SqliteStore, path: Path, damage: Callable[[bytes], bytes]
) -> None:
    checkpointed(path)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert_refuses(store)
    assert_refuses(store)
    path.write_bytes(whole)
    assert_works(store, path)
    assert store.base(base(1).name) is not None


def test_a_locked_file_is_told_in_time_however_many_wait(
    store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "PATIENCE", 0.5)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    granted: list[float] = []  # seconds that SQLite may wait for the lock: by the clock it may be

    def note(statement: str) -> None:  # longer, where the machine is busy
        name, _, value = statement.partition(" = ")
        if name == "PRAGMA busy_timeout":
            granted.append(int(value) / 1000)

    store._file._writer.set_trace_callback(note)
    told: list[Unavailable] = []

    def write(number: int) -> None:
        patience.begin()
        with pytest.raises(Unavailable) as caught:
            store.add_base(base(number))
        told.append(caught.value)

    threads = [Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == len(threads)
    assert sum(granted) < len(threads) / 2 * patience.PATIENCE  # nobody waited behind another
    assert store.base(base(1).name) is not None  # readers go on
    granted.clear()
    for number in range(20):  # who comes later hears of it at once
        with pytest.raises(Unavailable, match="locked"):
            store.add_base(base(number))
    assert len(granted) == 20
    assert sum(granted) < 10 * patience.PATIENCE
    other.close()
    assert_works(store, path)


def test_who_would_keep_others_waiting_does_not_wait_long(
    store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        """A place in a lane of which too many are waiting outside already."""

        def leave(self) -> bool:
            return False

        def come_back(self) -> None:
            raise AssertionError

    monkeypatch.setattr(patience, "PATIENCE", 1000.0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with placed(Full()), pytest.raises(Unavailable, match="locked"):
        store.add_base(base(2))
    other.close()
    assert_works(store, path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB in memory; only root can have one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here (it takes root)")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_told_and_nothing_acknowledged_is_lost(small_disk: Path) -> None:
    path = small_disk / "s.sqlite"
    store = SqliteStore(path)
    there: list[str] = []
    with pytest.raises(Unavailable):
        for number in range(1000):
            store.add_base(base(number))
            there.append(base(number).name)
    assert len(there) > 10
    filler = small_disk / "filler"
    with suppress_full(), filler.open("wb") as file:
        while True:
            file.write(bytes(4096))
    assert_refuses(store)
    assert all(store.base(name) for name in there)
    filler.unlink()
    if shutil.disk_usage(small_disk).free < 2**19:
        subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    assert_works(store, path)
    store.close()
    again = SqliteStore(path)
    assert all(again.base(name) for name in there)
    again.close()


def suppress_full() -> "pytest.RaisesContext[OSError]":
    return pytest.raises(OSError, match="No space")
