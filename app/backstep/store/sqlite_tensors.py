"""The tensors of an owner (a base, or a kept state) in an SQLite file: pieces, stored once each."""

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from sqlite3 import Connection

from backstep.store import pieces
from backstep.store.faults import damaged


def link(write: Connection, owner: str, blobs: Mapping[str, bytes]) -> None:
    """Say that these tensors are the owner's, storing the pieces that are new, or damaged."""
    for name, blob in blobs.items():
        for place, piece in enumerate(pieces.cut(blob)):
            digest = pieces.digest(piece)
            write.execute(
                "INSERT INTO pieces (hash, cells) VALUES (?, ?) ON CONFLICT "
                "DO UPDATE SET cells = excluded.cells WHERE cells IS NOT excluded.cells",
                (digest, piece),
            )
            write.execute(
                "INSERT INTO links SELECT ?, ?, ?, id FROM pieces WHERE hash = ? ON CONFLICT "
                "DO UPDATE SET piece = excluded.piece WHERE piece IS NOT excluded.piece",
                (owner, name, place, digest),
            )


def linked(read: Connection, owner: str) -> dict[str, bytes]:
    """The packed tensors of an owner, each piece what its hash says. Raises Damaged."""
    rows = read.execute(
        "SELECT name, hash, cells FROM links LEFT JOIN pieces ON piece = id WHERE owner = ? "
        "ORDER BY name, place",
        (owner,),
    ).fetchall()
    for name, digest, cells in rows:
        if cells is None or pieces.digest(cells) != digest:
            raise damaged(owner, f"{name.strip('/') or 'a tensor'} is not what was written")
    by_name = groupby(rows, key=itemgetter(0))
    return {name: b"".join(cells for _, _, cells in group) for name, group in by_name}


def unlink(write: Connection, owner: str) -> None:
    """Forget the owner's tensors, and the pieces that nobody else has."""
    held = write.execute("SELECT DISTINCT piece FROM links WHERE owner = ?", (owner,)).fetchall()
    write.execute("DELETE FROM links WHERE owner = ?", (owner,))
    write.executemany(
        "DELETE FROM pieces WHERE id = :id AND NOT EXISTS (SELECT 1 FROM links WHERE piece = :id)",
        [{"id": piece} for (piece,) in held],
    )
