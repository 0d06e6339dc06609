"""The tables of a store's file: made where there are none, and brought up to date."""

import sqlite3
from pathlib import Path

SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
VERSION = 4
SUMMED = ("bases", "states", "losses")  # tables whose rows got a sum with version 3
# Until version 3 a tensor was one blob; it goes on as one piece, however long that is.
IN_PIECES = (
    "ALTER TABLE tensors RENAME TO pieces",
    "ALTER TABLE links RENAME TO whole",
    "DROP INDEX links_by_tensor",
)
LINKED = ("INSERT INTO links SELECT owner, name, 0, tensor FROM whole", "DROP TABLE whole")


def prepare(link: sqlite3.Connection) -> None:
    """All tables as they are in this version. Raises sqlite3.DatabaseError for a later one's."""
    link.execute("BEGIN IMMEDIATE")
    try:
        (version,) = link.execute("PRAGMA user_version").fetchone()
        if version not in (0, 2, 3, VERSION):
            raise sqlite3.DatabaseError(f"its tables have version {version}")
        _run(link, migration(version))
        _run(link, SCHEMA.split(";"))
        if version in (2, 3):
            _run(link, LINKED)
        link.execute(f"PRAGMA user_version = {VERSION}")
        link.execute("COMMIT")
    except BaseException:
        if link.in_transaction:
            link.execute("ROLLBACK")
        raise


def migration(version: int) -> list[str]:
    """What is to be done to the tables of an earlier version before the new ones are made."""
    summing = [f"ALTER TABLE {table} ADD COLUMN sum BLOB" for table in SUMMED]
    return [*(summing if version == 2 else ()), *(IN_PIECES if version in (2, 3) else ())]


def _run(link: sqlite3.Connection, statements: list[str] | tuple[str, ...]) -> None:
    for statement in statements:
        link.execute(statement)
