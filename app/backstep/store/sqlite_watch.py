"""Whether the files that a store has open are still those that its path leads to.

An open file that was deleted, or replaced by another, goes on to take what is written, and all of
it is gone when the server ends. So every write looks at the path before and after.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

ROOM = 128 * 2**10  # bytes that the disk must have left, or nothing is written
DELETED = "its file was deleted; put it back, or an empty one in its place"
LOG_BYTES = 64 * 2**20  # SQLite cuts a longer log down to this when it begins anew


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells a file from another one, or from itself at another time."""

    file: tuple[int, int]
    size: int
    changed: int
    writable: bool

    @classmethod
    def of(cls, path: Path | str) -> "Mark | None":
        """None where there is no such file."""
        try:
            found = os.stat(path)
        except FileNotFoundError:
            return None
        # A file without any write bit is not to be written to, though root could.
        writable = bool(found.st_mode & 0o222)
        return cls((found.st_dev, found.st_ino), found.st_size, found.st_mtime_ns, writable)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a database, of its write-ahead log, and of the log's index."""

    data: Mark | None
    log: Mark | None
    index: Mark | None

    @classmethod
    def of(cls, path: Path, real: Path) -> "Marks":
        """What a path leads to; the log is beside the real file where the path is a link."""
        return cls(Mark.of(path), Mark.of(f"{real}-wal"), Mark.of(f"{real}-shm"))

    def same_files(self, known: "Marks") -> bool:
        """Whether these are still the files that are open."""
        return self._files == known._files

    @property
    def _files(self) -> tuple[tuple[int, int] | None, ...]:
        return tuple(mark.file if mark else None for mark in (self.data, self.log, self.index))

    def shorter(self, known: "Marks") -> bool:
        """Whether the log is shorter than it was, which a checkpoint of another program may do."""
        if self.log is None or known.log is None:
            return False
        return self.log.size < min(known.log.size, LOG_BYTES)


NOTHING = Marks(None, None, None)


def obstacle(path: Path, found: Marks) -> str:
    """Why nothing can be written here now; empty where something can."""
    if found.data is None:
        return DELETED
    if not found.data.writable or not os.access(path, os.W_OK):
        return "its file is read-only"
    disk = shutil.disk_usage(path.parent)
    if disk.total and disk.free < ROOM:
        return "its disk is full"
    return ""


def set_aside(path: Path, known: Marks) -> None:
    """Another file stands at the path: the log of the one before it must not be read into it."""
    log, index = (path.with_name(path.name + end) for end in ("-wal", "-shm"))
    if known.log and (mark := Mark.of(log)) and mark.file == known.log.file:
        os.replace(log, log.with_name(log.name + ".old"))
        index.unlink(missing_ok=True)
