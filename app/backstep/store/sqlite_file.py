"""One SQLite file open twice: for reading and for writing, whole transactions only.

What is acknowledged is in the file that the path leads to: one that was deleted, replaced, cut or
overwritten under the server is noticed before, and used again as soon as it is whole.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from math import inf
from pathlib import Path

from backstep.store import patience
from backstep.store.faults import answering, damaged, unavailable
from backstep.store.patience import Turn
from backstep.store.sqlite_link import connect, fresh, shrinkable, use_write_ahead_log
from backstep.store.sqlite_schema import prepare
from backstep.store.sqlite_watch import (
    DELETED,
    NOTHING,
    Mark,
    Marks,
    obstacle,
    set_aside,
)
from backstep.work.place import aside

OPENING = 10.0  # seconds to wait for others that open the same new file
NEVER = (-inf, -inf)  # since when another process has the file for writing, and seen last when
IN_THE_WAY = 0.2  # seconds to wait for whoever would keep others waiting that need no store
BLINK = 0.02  # seconds that a lock is waited for at least
LOOKED_THROUGH = 64 * 2**20  # bytes of a file that is searched for damage: a tenth of a second


class SqliteFile:
    """Two connections, so that this process's readers do not wait for its writer's disk.

    `generation` counts how often another file was found at the path: what was remembered of the one
    before is then worth nothing.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path).expanduser()
        self.generation = 0
        self._read: Mark | None = None
        self._locked = NEVER
        self._reading, self._writing = Turn(self.path.name), Turn(self.path.name)
        with answering(self.path.name):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not self.path.exists():
                self.path.touch()
            self._open(OPENING)

    @contextmanager
    def reads(self) -> Iterator[sqlite3.Connection]:
        """A view of one moment, whatever other processes write meanwhile."""
        with answering(self.path.name):
            known = self._known
            found = self._marks()
            if found.data and not found.same_files(known):
                with self._writing.taken():
                    self._reopen(self._marks())
            with self._reading.taken(), forgetting(lambda: self._reader):
                if found.data != self._read:  # what was read before may be there no longer
                    self._reader.execute("PRAGMA shrink_memory")
                    self._read = found.data
                self._reader.execute("BEGIN")
                try:
                    yield self._reader
                finally:
                    if self._reader.in_transaction:
                        self._reader.execute("COMMIT")

    @contextmanager
    def writes(self) -> Iterator[sqlite3.Connection]:
        """All of what is written here, on the disk when this ends, or nothing of it."""
        with answering(self.path.name):
            with (
                aside() as away,
                self._writing.taken(inf if away else IN_THE_WAY),
                forgetting(lambda: self._writer),
            ):
                self._notice()
                self._begin(inf if away else IN_THE_WAY)
                try:
                    yield self._writer
                    self._writer.execute("COMMIT")
                except BaseException:
                    if self._writer.in_transaction:
                        self._writer.execute("ROLLBACK")
                    raise
                self._confirm()

    def _begin(self, most: float) -> None:
        """Have the file for writing, and wait for that so many seconds at most.

        Once it has been locked for as long as anybody is to wait, who comes later hears so at once:
        waits do not add up.
        """
        now = time.monotonic()
        since, seen = self._locked
        if now - seen > patience.PATIENCE:
            since = now
        wait = max(BLINK, min(most, patience.left(), since + patience.PATIENCE - now))
        self._writer.execute(f"PRAGMA busy_timeout = {int(1000 * wait)}")
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            self._locked = NEVER
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                self._locked = since, time.monotonic()
            raise

    def look_through(self) -> None:
        """Read the file's structure as it is on the disk. Raises Damaged."""
        with answering(self.path.name):
            found = Mark.of(self.path)
            if found is None:
                raise unavailable(self.path.name, DELETED)
            if found.size == 0:  # not to be opened: SQLite would do away with its log
                raise damaged(self.path.name, "the file is empty")
            with fresh(self.path) as link:
                (there,) = link.execute("SELECT count(*) FROM sqlite_schema").fetchone()
                if not there:
                    raise damaged(self.path.name, "its tables are gone")
                if found.size > LOOKED_THROUGH:
                    return  # its cells are held against their sums when they are read
                ((said,),) = link.execute("PRAGMA quick_check(1)").fetchall()
        if said != "ok":
            raise damaged(self.path.name, said)

    def give_back(self, pages: int) -> int:
        """Cut free pages, so many at most, from the file's end; how many free ones are left.

        The log goes into the file as well, which is then as short as it can be if nobody reads.
        """
        with answering(self.path.name), self._writing.taken():
            # As a script: a cursor stops after the first page, since no row comes of it.
            self._writer.executescript(f"PRAGMA incremental_vacuum({pages})")
            (left,) = self._writer.execute("PRAGMA freelist_count").fetchone()
            (shrinks,) = self._writer.execute("PRAGMA auto_vacuum").fetchone()
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._known = self._marks()
        return int(left) if shrinks else 0

    def close(self) -> None:
        self._reader.close()
        self._writer.close()

    def _open(self, seconds: float) -> None:
        self._real = self.path.resolve()
        self._writer = connect(self.path, seconds)
        try:
            shrinkable(self._writer)
            use_write_ahead_log(self._writer, seconds)
            prepare(self._writer)
            self._reader = connect(self.path, patience.PATIENCE)
        except BaseException:
            self._writer.close()
            raise
        self._known = self._marks()
        self._read = self._known.data

    def _marks(self) -> Marks:
        return Marks.of(self.path, self._real)

    def _is_open(self, found: Marks) -> bool:
        """Whether what is open is what stands at the path, with all of its log."""
        if found.data is None or not found.same_files(self._known):
            return False
        if not found.shorter(self._known):
            return True
        try:
            _, frames, _ = self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            (page,) = self._writer.execute("PRAGMA page_size").fetchone()
        except sqlite3.Error:
            return False
        return found.log is not None and found.log.size >= frames * page

    def _reopen(self, found: Marks) -> None:
        """Another file stands at the path: go on with that. Only whoever may write calls this."""
        with self._reading.taken():
            if found.data is None or self._is_open(found):
                return  # somebody else has been here before, or it is gone again
            known, self._known = self._known, NOTHING  # nothing is open until it is again
            if known.data and found.data.file != known.data.file:
                with suppress(sqlite3.Error):  # wherever it was moved to, it is to be whole there
                    self._writer.execute("PRAGMA wal_checkpoint(FULL)")
                set_aside(self.path.resolve(), known)
            self.close()
            self.generation += 1
            self._open(patience.left())

    def _notice(self) -> None:
        """Raises Unavailable where what is written now would not be in the path's file."""
        found = self._marks()
        why = obstacle(self.path, found)
        if why:
            raise unavailable(self.path.name, why)
        if not self._is_open(found):
            self._reopen(found)
            raise unavailable(self.path.name, "its file was replaced; ask again to use the new one")
        if found.data != self._known.data:  # written to, by another process or by another program
            self.look_through()
            self._writer.execute("PRAGMA shrink_memory")
            self._known = found

    def _confirm(self) -> None:
        """The same after a write, with the log that the write may have begun anew."""
        found = self._marks()
        if not self._is_open(found):
            raise unavailable(self.path.name, "its file was deleted or replaced meanwhile")
        self._known = found


@contextmanager
def forgetting(link: Callable[[], sqlite3.Connection]) -> Iterator[None]:
    """What a connection remembers of a file that failed is not what it holds once it is whole."""
    try:
        yield
    except sqlite3.Error:
        with suppress(sqlite3.Error):
            link().execute("PRAGMA shrink_memory")
        raise
