"""A connection to an SQLite file: safe on a power cut, patient with others, giving room back."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from backstep.store import patience
from backstep.store.sqlite_watch import LOG_BYTES

WRITTEN_ANEW = 64 * 2**20  # bytes of a file that is written anew in less than a second


@contextmanager
def fresh(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that remembers nothing."""
    link = connect(path, patience.left())
    try:
        yield link
    finally:
        link.close()


def connect(path: Path, seconds: float) -> sqlite3.Connection:
    """A connection that waits so long for others. It never makes a file: who opens a store does."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    link = sqlite3.connect(
        address, timeout=seconds, isolation_level=None, check_same_thread=False, uri=True
    )
    link.text_factory = readable
    try:
        link.execute("PRAGMA synchronous = FULL")
        link.execute(f"PRAGMA journal_size_limit = {LOG_BYTES}")
    except BaseException:  # what is no database says so only now
        link.close()
        raise
    return link


def readable(text: bytes) -> str:
    """Text whatever its bytes are: what was damaged is told by its sum, and not by SQLite."""
    return text.decode("utf-8", "surrogateescape")


def use_write_ahead_log(link: sqlite3.Connection, seconds: float) -> None:
    """Several workers may start on an empty file at once, and for this SQLite does not wait."""
    give_up = time.monotonic() + seconds
    while True:
        try:
            link.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.02)


def shrinkable(link: sqlite3.Connection) -> None:
    """A new file can give back what it no longer needs; a small one of before is written anew."""
    (pages,) = link.execute("PRAGMA page_count").fetchone()
    (size,) = link.execute("PRAGMA page_size").fetchone()
    (shrinks,) = link.execute("PRAGMA auto_vacuum").fetchone()
    if shrinks:
        return
    link.execute("PRAGMA auto_vacuum = INCREMENTAL")
    if 0 < pages * size <= WRITTEN_ANEW:
        with suppress(sqlite3.OperationalError):  # in use, or its disk is full: another time
            link.execute("VACUUM")
