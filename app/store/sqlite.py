"""The store that needs no server: one SQLite file, shared by any number of processes.

Write-ahead logging lets readers go on while one writes; `synchronous=FULL` puts every commit on the
disk before it is acknowledged, so neither kill -9 nor a power cut takes back an answer.
"""

import json
import struct
import time
from collections.abc import Mapping
from pathlib import Path
from sqlite3 import Connection

from app.engine.kind import Array
from app.store import leaves, tensors
from app.store.sqlite_file import SqliteFile
from app.store.store import TIPS, Base, State, Stretch

SEGMENT = 1024  # losses in a row of the table
LONGEST_TRAINING = 31 * 86_400  # seconds; what is older was left by a process that was killed


class SqliteStore:
    """The tables of schema.sql, one method per promise of the Store protocol."""

    def __init__(self, path: str | Path) -> None:
        self._file = SqliteFile(path)

    def add_base(self, base: Base, state: State | None = None) -> None:
        bare, arrays = leaves.take(base.description)
        edit = None if base.edit is None else json.dumps(base.edit)
        row = (base.name, base.parent, base.start, json.dumps(bare), edit)
        with self._file.writes() as write:
            fresh = write.execute(
                "INSERT OR IGNORE INTO bases VALUES (?, ?, ?, ?, ?)", row
            ).rowcount
            if fresh:
                _link(write, base.name, arrays)
                if state is not None:
                    _keep(write, base.name, base.start, state, lasting=True)

    def base(self, name: str) -> Base | None:
        with self._file.reads() as read:
            row = read.execute("SELECT * FROM bases WHERE name = ?", (name,)).fetchone()
            arrays = _linked(read, name)
        if row is None:
            return None
        _, parent, start, bare, edit = row
        description = leaves.give_back(json.loads(bare), arrays)
        return Base(name, parent, start, description, edit and json.loads(edit))

    def record(self, stretch: Stretch) -> None:
        with self._file.writes() as write:
            _append(write, stretch)
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
        question = "SELECT 1 FROM states WHERE base = ? AND iteration = ?"
        with self._file.reads() as read:
            if read.execute(question, (base, iteration)).fetchone() is None:
                return None
            return _linked(read, _owner(base, iteration))

    def losses(self, base: str, stop: int) -> list[float]:
        question = "SELECT first, cells FROM losses WHERE base = ? AND first < ? ORDER BY first"
        with self._file.reads() as read:
            rows = read.execute(question, (base, stop)).fetchall()
        values = [value for _, cells in rows for (value,) in struct.iter_unpack("<d", cells)]
        return values[: stop - rows[0][0]] if rows else []

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

    def ready(self) -> None:
        with self._file.writes() as write:
            write.execute("SELECT max(name) FROM bases")

    def close(self) -> None:
        self._file.close()


def _owner(base: str, iteration: int) -> str:
    return f"{base}.{iteration}"


def _keep(write: Connection, base: str, iteration: int, state: State, *, lasting: bool) -> None:
    write.execute(
        "INSERT INTO states (base, iteration, lasting) VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET lasting = max(lasting, excluded.lasting)",
        (base, iteration, lasting),
    )
    _link(write, _owner(base, iteration), state)


def _forget_old_tips(write: Connection, base: str) -> None:
    old = write.execute(
        "SELECT id, iteration FROM states WHERE base = ? AND NOT lasting "
        "ORDER BY id DESC LIMIT -1 OFFSET ?",
        (base, TIPS),
    ).fetchall()
    for key, iteration in old:
        owner = (_owner(base, iteration),)
        held = write.execute("SELECT tensor FROM links WHERE owner = ?", owner).fetchall()
        write.execute("DELETE FROM links WHERE owner = ?", owner)
        write.executemany(
            "DELETE FROM tensors WHERE id = :id AND NOT EXISTS "
            "(SELECT 1 FROM links WHERE tensor = :id)",
            [{"id": tensor} for (tensor,) in held],
        )
        write.execute("DELETE FROM states WHERE id = ?", (key,))


def _link(write: Connection, owner: str, arrays: Mapping[str, Array]) -> None:
    """Say that these tensors belong to this owner, storing those that are new."""
    for name, array in arrays.items():
        blob = tensors.pack(array)
        digest = tensors.digest(blob)
        write.execute(
            "INSERT INTO tensors (hash, cells) SELECT :hash, :cells WHERE NOT EXISTS "
            "(SELECT 1 FROM tensors WHERE hash = :hash)",
            {"hash": digest, "cells": blob},
        )
        write.execute(
            "INSERT OR IGNORE INTO links SELECT ?, ?, id FROM tensors WHERE hash = ?",
            (owner, name, digest),
        )


def _linked(read: Connection, owner: str) -> dict[str, Array]:
    rows = read.execute(
        "SELECT name, cells FROM links JOIN tensors ON tensor = id WHERE owner = ?", (owner,)
    ).fetchall()
    return {name: tensors.unpack(cells) for name, cells in rows}


def _append(write: Connection, stretch: Stretch) -> None:
    """Add the losses that are new, filling the table's last row before starting another."""
    first, cells = write.execute(
        "SELECT coalesce(max(first), ?), cells FROM losses WHERE base = ?",
        (stretch.first, stretch.base),
    ).fetchone()
    known = list(struct.unpack(f"<{len(cells) // 8}d", cells)) if cells else []
    known.extend(stretch.losses[first + len(known) - stretch.first :])
    for offset in range(0, len(known), SEGMENT):
        segment = known[offset : offset + SEGMENT]
        write.execute(
            "INSERT OR REPLACE INTO losses VALUES (?, ?, ?)",
            (stretch.base, first + offset, struct.pack(f"<{len(segment)}d", *segment)),
        )
