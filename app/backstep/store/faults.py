"""What a store says when it cannot do what it promises: it does not answer, or it is damaged."""

import json
import logging
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from backstep.errors import DescriptionError, Flaw, RequestError, Unavailable

logger = logging.getLogger(__name__)

# What reading breaks on where bytes are not those that were written.
BROKEN = (
    LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError,
    RecursionError, struct.error, json.JSONDecodeError, DescriptionError, RequestError,
)  # fmt: skip


class Damaged(Unavailable):
    """What is kept is not what was written. `why` says what it shows in."""

    def __init__(self, *flaws: Flaw, why: str = "") -> None:
        super().__init__(*flaws)
        self.why = why or flaws[0].detail


def unavailable(name: str, why: object) -> Unavailable:
    """The store of this name does not answer."""
    return Unavailable(Flaw("store_unavailable", f"The store {name} does not answer: {why}."))


def damaged(what: object, why: str) -> Damaged:
    """What is kept of `what`, a checkpoint's id or the store's name, is damaged."""
    detail = f"What the store keeps of {what} is damaged: {why}."
    return Damaged(Flaw("store_damaged", detail, found=str(what)), why=why)


@contextmanager
def naming(checkpoint: object) -> Iterator[None]:
    """Whatever breaks on what the store gave is damage to this checkpoint, and said so."""
    try:
        yield
    except Damaged as error:
        raise damaged(checkpoint, error.why) from error
    except BROKEN as error:
        logger.warning("what is kept of %s cannot be read", checkpoint, exc_info=True)
        why = f"it cannot be read ({type(error).__name__}: {str(error)[:80]})"
        raise damaged(checkpoint, why) from error


@contextmanager
def answering(name: str) -> Iterator[None]:
    """Whatever goes wrong in SQLite, the request was not the cause."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite names what it found in the file, whatever that is
        raise damaged(name, "its structure cannot be read") from error
    except (sqlite3.Error, OSError) as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT:
            raise damaged(name, str(error)) from error
        raise unavailable(name, error) from error
