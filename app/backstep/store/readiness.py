"""Whether a store can be written to: by writing to it and reading that back."""

import time

from backstep.errors import Flaw, Unavailable
from backstep.store.faults import unavailable
from backstep.store.patience import Turn
from backstep.store.sqlite_file import SqliteFile
from backstep.store.sqlite_watch import Mark

EVERY = 1.0  # seconds that a finding holds, however many ask


class Readiness:
    """Called, it raises Unavailable where the store cannot keep what it is given."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        self._turn = Turn(file.path.name)
        self._until = 0.0
        self._sound: Mark | None = None
        self._wrong: tuple[Flaw, ...] = ()

    def __call__(self) -> None:
        with self._turn.taken():
            if time.monotonic() >= self._until:
                self._wrong = self._found()
                self._until = time.monotonic() + EVERY
            wrong = self._wrong
        if wrong:
            raise Unavailable(*wrong)

    def _found(self) -> tuple[Flaw, ...]:
        try:
            self._probe()
            mark = Mark.of(self._file.path)
            if mark != self._sound:
                self._file.look_through()
                self._sound = mark
        except Unavailable as error:
            return error.flaws
        return ()

    def _probe(self) -> None:
        last = "SELECT coalesce(max(value), 0) FROM probes"
        with self._file.writes() as write:
            value = write.execute(last).fetchone()[0] + 1
            write.execute("INSERT OR REPLACE INTO probes VALUES (1, ?)", (value,))
        with self._file.reads() as read:
            found = read.execute(last).fetchone()[0]
        if found < value:  # another process may have written a later one since
            raise unavailable(self._file.path.name, "what is written does not come back")
