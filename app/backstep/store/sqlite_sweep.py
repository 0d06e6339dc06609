"""What goes from an SQLite file when nobody has looked at it for long, in short transactions."""

from collections.abc import Iterable
from sqlite3 import Connection

from backstep.store import day
from backstep.store.ids import CheckpointId
from backstep.store.sqlite_file import SqliteFile
from backstep.store.sqlite_tensors import unlink
from backstep.work.deadline import look

BATCH = 64  # states that one transaction lets go: others who write wait no longer
PAGES = 1024  # of the file that one transaction gives back

# A base and all that led to it. A parent is a checkpoint: a base's name, a dot, an iteration.
LINE = """
    WITH RECURSIVE line(name) AS (
        SELECT ?
        UNION
        SELECT substr(parent, 1, instr(parent, '.') - 1) FROM bases JOIN line USING (name)
        WHERE parent IS NOT NULL
    )
    INSERT INTO looks SELECT name, ? FROM line WHERE name IN (SELECT name FROM bases)
    ON CONFLICT DO UPDATE SET day = excluded.day WHERE day < excluded.day
"""
HELD = (
    "(EXISTS (SELECT 1 FROM states WHERE states.base = looks.base) "
    "OR EXISTS (SELECT 1 FROM losses WHERE losses.base = looks.base))"
)
# What the oldest versions kept of an edit does not suffice to make it again.
IDLE = (
    f"SELECT looks.base FROM looks JOIN bases ON name = looks.base WHERE day < ? AND {HELD} "
    "AND (parent IS NULL OR edit IS NOT NULL) ORDER BY day LIMIT ?"
)
LEAF = (
    f"SELECT base FROM looks WHERE day < ? AND NOT {HELD} AND NOT EXISTS (SELECT 1 FROM bases "
    "WHERE parent >= looks.base || '.' AND parent < looks.base || '/')"
)
LEAVES = f"{LEAF} ORDER BY day LIMIT ?"
UNNOTED = "INSERT INTO looks SELECT name, ? FROM bases WHERE name NOT IN (SELECT base FROM looks)"


def note(write: Connection, base: str) -> None:
    """Somebody looked at a base today."""
    write.execute(
        "INSERT INTO looks VALUES (?, ?) ON CONFLICT "
        "DO UPDATE SET day = excluded.day WHERE day < excluded.day",
        (base, day.today()),
    )


class SqliteSweep:
    """The promises of the Store protocol about what is let go."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    def looked(self, bases: Iterable[str]) -> None:
        with self._file.writes() as write:
            write.executemany(LINE, [(base, day.today()) for base in bases])

    def idle(self, before: int, most: int) -> list[str]:
        with self._file.writes() as write:
            write.execute(UNNOTED, (day.today(),))
        return self._names(IDLE, before, most)

    def leaves(self, before: int, most: int) -> list[str]:
        return self._names(LEAVES, before, most)

    def _names(self, question: str, before: int, most: int) -> list[str]:
        with self._file.reads() as read:
            return [name for (name,) in read.execute(question, (before, most))]

    def let_go(self, base: str) -> None:
        while True:
            with self._file.writes() as write:
                held = write.execute(
                    "SELECT id, iteration FROM states WHERE base = ? LIMIT ?", (base, BATCH)
                ).fetchall()
                for key, iteration in held:
                    unlink(write, str(CheckpointId(base, iteration)))
                    write.execute("DELETE FROM states WHERE id = ?", (key,))
                if len(held) < BATCH:
                    write.execute("DELETE FROM losses WHERE base = ?", (base,))
                    return

    def forget(self, base: str) -> None:
        with self._file.writes() as write:
            if write.execute(f"{LEAF} AND base = ?", (day.today(), base)).fetchone() is None:
                return
            unlink(write, base)
            write.execute("DELETE FROM bases WHERE name = ?", (base,))
            write.execute("DELETE FROM looks WHERE base = ?", (base,))

    def size(self) -> int:
        with self._file.reads() as read:
            pages, free, size = (
                read.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("page_count", "freelist_count", "page_size")
            )
        return int((pages - free) * size)

    def shrink(self) -> None:
        """Cut the file down to what is in it."""
        while self._file.give_back(PAGES):
            look()
