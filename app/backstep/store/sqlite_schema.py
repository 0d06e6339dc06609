"""The tables of a store's file: made where there are none, and brought up to date."""

import sqlite3
from pathlib import Path

SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
VERSION = 3
SUMMED = ("bases", "states", "losses")  # tables whose rows got a sum with version 3


def prepare(link: sqlite3.Connection) -> None:
    """All tables as they are in this version. Raises sqlite3.DatabaseError for a later one's."""
    link.execute("BEGIN IMMEDIATE")
    try:
        (version,) = link.execute("PRAGMA user_version").fetchone()
        if version not in (0, 2, VERSION):
            raise sqlite3.DatabaseError(f"its tables have version {version}")
        if version == 2:
            for table in SUMMED:
                link.execute(f"ALTER TABLE {table} ADD COLUMN sum BLOB")
        for statement in SCHEMA.split(";"):
            link.execute(statement)
        link.execute(f"PRAGMA user_version = {VERSION}")
        link.execute("COMMIT")
    except BaseException:
        if link.in_transaction:
            link.execute("ROLLBACK")
        raise
