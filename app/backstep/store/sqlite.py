"""The store that needs no server: one SQLite file, shared by any number of processes.

Write-ahead logging lets readers go on while one writes; `synchronous=FULL` puts every commit on the
disk before it is acknowledged, so neither kill -9 nor a power cut takes back an answer.
"""

import json
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

from backstep.describe.numbers import as_json
from backstep.errors import Flaw, NotFound
from backstep.reading.parse import parse
from backstep.run.state import State
from backstep.store import leaves, sums, tensors
from backstep.store.faults import damaged, naming
from backstep.store.ids import CheckpointId
from backstep.store.readiness import Readiness
from backstep.store.sqlite_file import SqliteFile
from backstep.store.sqlite_probe import SqliteProbe
from backstep.store.sqlite_sweep import SqliteSweep, note
from backstep.store.sqlite_tensors import link, linked, unlink
from backstep.store.store import LONGEST_TRAINING, TIPS, Base, Stretch

SEGMENT = 1024  # losses in a row of the table


PAGE = "SELECT name FROM bases WHERE name > ? ORDER BY name LIMIT ?"
LAST = "SELECT first + length(cells) / 8 FROM losses WHERE base = ? ORDER BY first DESC LIMIT 1"


class SqliteStore(SqliteSweep):
    """The tables of schema.sql, one method per promise of the Store protocol."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(SqliteFile(path))
        self.ready = Readiness(self._file.path.name, SqliteProbe(self._file))

    @property
    def generation(self) -> int:
        return self._file.generation

    def add_base(self, base: Base, state: State | None = None) -> None:
        bare, arrays = leaves.take(base.description)
        edit = None if base.edit is None else as_json(base.edit)
        packed = {name: tensors.pack(array) for name, array in arrays.items()}
        row = (base.name, base.parent, base.start, json.dumps(bare), edit)
        with self._file.writes() as write:
            write.execute(
                "INSERT INTO bases VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                "parent = excluded.parent, start = excluded.start, edit = excluded.edit, "
                "description = excluded.description, sum = excluded.sum "
                "WHERE (parent, start, description, edit, sum) IS NOT (excluded.parent, "
                "excluded.start, excluded.description, excluded.edit, excluded.sum)",
                (*row, sums.of_base(row, sums.digests(packed))),
            )
            link(write, base.name, packed)
            note(write, base.name)
            if state is not None:
                _keep(write, base.name, base.start, state, lasting=True)

    def base(self, name: str) -> Base | None:
        question = "SELECT name, parent, start, description, edit, sum FROM bases WHERE name = ?"
        with naming(name), self._file.reads() as read:
            found = read.execute(question, (name,)).fetchone()
            if found is None:
                return None
            *row, known = found
            blobs = linked(read, name)
            sums.check(name, known, sums.of_base(row, sums.digests(blobs)))
            arrays = {place: tensors.unpack(blob) for place, blob in blobs.items()}
            _, parent, start, bare, edit = row
            description = leaves.give_back(json.loads(bare), arrays)
            return Base(name, parent, start, description, edit and parse(edit.encode()))

    def record(self, stretch: Stretch) -> None:
        with self._file.writes() as write:
            start = _start_of(write, stretch.base)
            if start is None:
                detail = f"The store holds no checkpoint {stretch.base}.{stretch.first} any more."
                raise NotFound(Flaw("unknown_checkpoint", detail, found=stretch.base))
            note(write, stretch.base)
            with naming(str(CheckpointId(stretch.base, stretch.first))):
                _append(write, stretch, start)
            for iteration, state in stretch.kept.items():
                _keep(write, stretch.base, iteration, state, lasting=True)
            if stretch.tip is not None:
                _keep(write, stretch.base, *stretch.tip, lasting=False)
                _forget_old_tips(write, stretch.base)

    def nearest(self, base: str, iteration: int) -> int | None:
        question = "SELECT max(iteration) FROM states WHERE base = ? AND iteration <= ?"
        with self._file.reads() as read:
            (found,) = read.execute(question, (base, iteration)).fetchone()
        return found

    def state(self, base: str, iteration: int) -> State | None:
        question = "SELECT sum FROM states WHERE base = ? AND iteration = ?"
        owner = str(CheckpointId(base, iteration))
        with naming(owner), self._file.reads() as read:
            found = read.execute(question, (base, iteration)).fetchone()
            if found is None:
                return None
            blobs = linked(read, owner)
            sums.check(owner, found[0], sums.of_state(owner, sums.digests(blobs)))
            return {name: tensors.unpack(blob) for name, blob in blobs.items()}

    def losses(self, base: str, stop: int, first: int | None = None) -> list[float]:
        question = (
            "SELECT first, cells, sum FROM losses WHERE base = ? AND first >= ? AND first < ? "
            "ORDER BY first"
        )
        with naming(base), self._file.reads() as read:
            start = _start_of(read, base)
            if start is None:
                return []
            first = start if first is None else first
            row = first - (first - start) % SEGMENT  # where the row begins that it stands in
            values: list[float] = []
            for place, cells, known in read.execute(question, (base, row, stop)):
                sums.check(base, known, sums.of_losses(base, place, cells))
                if place != row + len(values):
                    raise damaged(base, "losses are missing")
                values += [value for (value,) in struct.iter_unpack("<d", cells)]
        return values[first - row : max(0, stop - row)]

    def passed(self, base: str) -> int | None:
        with self._file.reads() as read:
            found = read.execute(LAST, (base,)).fetchone()
            return found[0] if found else _start_of(read, base)

    def bases(self) -> Iterator[str]:
        last = ""
        while True:  # in pages: nobody's view of one moment lasts for long
            with self._file.reads() as read:
                rows = read.execute(PAGE, (last, SEGMENT)).fetchall()
            yield from (name for (name,) in rows)
            if len(rows) < SEGMENT:
                return
            last = rows[-1][0]

    def kept(self, base: str) -> list[int]:
        with self._file.reads() as read:
            rows = read.execute("SELECT iteration FROM states WHERE base = ? ORDER BY 1", (base,))
            return [iteration for (iteration,) in rows]

    def begin_training(self, name: str) -> None:
        now = time.time()
        with self._file.writes() as write:
            write.execute("DELETE FROM trainings WHERE begun < ?", (now - LONGEST_TRAINING,))
            write.execute("INSERT INTO trainings (name, begun) VALUES (?, ?)", (name, now))

    def stop_training(self, name: str) -> bool:
        with self._file.writes() as write:
            wish = "UPDATE trainings SET stopping = 1 WHERE name = ?"
            return write.execute(wish, (name,)).rowcount > 0

    def stopping_trainings(self) -> set[str]:
        with self._file.reads() as read:
            rows = read.execute("SELECT name FROM trainings WHERE stopping").fetchall()
        return {name for (name,) in rows}

    def end_training(self, name: str) -> None:
        with self._file.writes() as write:
            write.execute("DELETE FROM trainings WHERE name = ?", (name,))

    def close(self) -> None:
        self._file.close()


def _start_of(link: Connection, base: str) -> int | None:
    row = link.execute("SELECT start FROM bases WHERE name = ?", (base,)).fetchone()
    return row and row[0]


def _keep(write: Connection, base: str, iteration: int, state: State, *, lasting: bool) -> None:
    owner = str(CheckpointId(base, iteration))
    packed = {name: tensors.pack(array) for name, array in state.items()}
    write.execute(
        "INSERT INTO states (base, iteration, lasting, sum) VALUES (?, ?, ?, ?) ON CONFLICT "
        "DO UPDATE SET lasting = max(lasting, excluded.lasting), sum = excluded.sum",
        (base, iteration, lasting, sums.of_state(owner, sums.digests(packed))),
    )
    link(write, owner, packed)


def _forget_old_tips(write: Connection, base: str) -> None:
    old = write.execute(
        "SELECT id, iteration FROM states WHERE base = ? AND NOT lasting "
        "ORDER BY id DESC LIMIT -1 OFFSET ?",
        (base, TIPS),
    ).fetchall()
    for key, iteration in old:
        unlink(write, str(CheckpointId(base, iteration)))
        write.execute("DELETE FROM states WHERE id = ?", (key,))


def _append(write: Connection, stretch: Stretch, start: int) -> None:
    """Add the losses that are new, filling the table's last row before starting another."""
    row = write.execute(
        "SELECT first, cells, sum FROM losses WHERE base = ? ORDER BY first DESC LIMIT 1",
        (stretch.base,),
    ).fetchone()
    first, cells, known_sum = row or (start, b"", None)
    sums.check(stretch.base, known_sum, sums.of_losses(stretch.base, first, cells))
    known = list(struct.unpack(f"<{len(cells) // 8}d", cells))
    there = first + len(known)
    if stretch.first > there:
        raise damaged(stretch.base, "losses are missing")
    fresh = stretch.losses[there - stretch.first :]
    if not fresh:
        return
    known.extend(fresh)
    for offset in range(0, len(known), SEGMENT):
        segment = known[offset : offset + SEGMENT]
        packed = struct.pack(f"<{len(segment)}d", *segment)
        place = first + offset
        write.execute(
            "INSERT OR REPLACE INTO losses VALUES (?, ?, ?, ?)",
            (stretch.base, place, packed, sums.of_losses(stretch.base, place, packed)),
        )
