"""One SQLite file open twice: for reading and for writing, whole transactions only."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from app.errors import Flaw, Unavailable

SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
SCHEMA_VERSION = 2
PATIENCE = 10.0  # seconds to wait for another process's write


class SqliteFile:
    """Two connections, so that this process's readers do not wait for its writer's disk."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path).expanduser()
        self._reading, self._writing = Lock(), Lock()
        with self._answering():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = self._connect()
            try:
                self._use_write_ahead_log()
                self._prepare()
                self._reader = self._connect()
            except BaseException:
                self._writer.close()
                raise

    @contextmanager
    def reads(self) -> Iterator[sqlite3.Connection]:
        """A view of one moment, whatever other processes write meanwhile."""
        with self._answering(), self._reading:
            self._reader.execute("BEGIN")
            try:
                yield self._reader
            finally:
                self._reader.execute("COMMIT")

    @contextmanager
    def writes(self) -> Iterator[sqlite3.Connection]:
        """All of what is written here, on the disk when this ends, or nothing of it."""
        with self._answering(), self._writing:
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise

    def close(self) -> None:
        self._reader.close()
        self._writer.close()

    def _connect(self) -> sqlite3.Connection:
        link = sqlite3.connect(
            self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            link.execute("PRAGMA synchronous = FULL")
            link.execute("PRAGMA journal_size_limit = 67108864")
        except BaseException:  # what is no database says so only now
            link.close()
            raise
        return link

    def _use_write_ahead_log(self) -> None:
        """Several workers may start on an empty file at once, and for this SQLite does not wait."""
        give_up = time.monotonic() + PATIENCE
        while True:
            try:
                self._writer.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError:
                if time.monotonic() > give_up:
                    raise
                time.sleep(0.02)

    def _prepare(self) -> None:
        with self.writes() as write:
            (version,) = write.execute("PRAGMA user_version").fetchone()
            if version not in (0, SCHEMA_VERSION):
                raise sqlite3.DatabaseError(f"its tables have version {version}")
            for statement in SCHEMA.split(";"):
                write.execute(statement)
            write.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Whatever goes wrong in SQLite, the request was not the cause."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise Unavailable(
                Flaw("store_unavailable", f"The store {self.path.name} does not answer: {error}.")
            ) from error
