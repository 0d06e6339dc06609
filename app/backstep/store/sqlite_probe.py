"""Whether a store's file can be written to: by writing to it and reading that back."""

from backstep.store.faults import unavailable
from backstep.store.sqlite_file import SqliteFile
from backstep.store.sqlite_watch import Mark

LAST = "SELECT coalesce(max(value), 0) FROM probes"


class SqliteProbe:
    """Called, it raises Unavailable where what is written does not come back, or is damaged."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        self._sound: Mark | None = None

    def __call__(self) -> None:
        with self._file.writes() as write:
            value = write.execute(LAST).fetchone()[0] + 1
            write.execute("INSERT OR REPLACE INTO probes VALUES (1, ?)", (value,))
        with self._file.reads() as read:
            found = read.execute(LAST).fetchone()[0]
        if found < value:  # another process may have written a later one since
            raise unavailable(self._file.path.name, "what is written does not come back")
        mark = Mark.of(self._file.path)
        if mark != self._sound:
            self._file.look_through()
            self._sound = mark
