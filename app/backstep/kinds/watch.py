"""Files of one's own, read when the server starts and again whenever they are saved."""

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from threading import Condition, Event, Thread
from typing import Any

from backstep.kinds import shelf
from backstep.kinds.computing import Computing, place_in
from backstep.kinds.files import Named, Unsafe, check, named
from backstep.kinds.kind import refreshed
from backstep.kinds.process import Failed, OwnProcess
from backstep.kinds.version import Version
from backstep.own import process as checks
from backstep.own.first import FIRST

logger = logging.getLogger(__name__)
GLANCE = 0.1  # seconds between two looks at the files
LARGEST = 1_000_000  # bytes of a file
Told = dict[str, Any]


@dataclass
class Followed:
    """A file, what is loaded of it, and what is wrong with what stands in it now."""

    named: Named
    mark: Any = None  # by which a change of the file is seen
    emptied: Any = None  # the mark of an empty file in which something stood before
    version: Version | None = None  # the last that could be loaded
    problem: Told | None = None
    check: Told | None = None  # what `backstep check` says of that version
    printed: str = ""

    def told(self) -> Told:
        return {
            "kind": self.named.kind,
            "file": self.named.path.name,
            "name": self.named.name or None,
            "version": self.version and self.version.id,
            "problem": self.problem,
            "check": self.check,
            "printed": self.printed,
        }


@dataclass
class Watch:
    """Looks at the files; `changed` is called, in a thread, whenever something is new."""

    files: list[Followed]
    changed: Callable[[], None] = lambda: None
    boot: str = field(default_factory=lambda: token_hex(4))
    _count: int = 0
    _change: Condition = field(default_factory=Condition)
    _end: Event = field(default_factory=Event)
    _spare: OwnProcess | None = None

    @classmethod
    def of(cls, named: list[Named]) -> "Watch":
        return cls([Followed(one) for one in named])

    @property
    def stamp(self) -> str:
        """Another one whenever there is something new."""
        return f"{self.boot}-{self._count}"

    @property
    def code(self) -> str:
        """A name for all versions together: answers depend on it."""
        ids = [f.version.id for f in self.files if f.version]
        return hashlib.sha256(" ".join(ids).encode()).hexdigest()[:10]

    def begin(self) -> None:
        """Load all files, and follow them from then on."""
        if not self.files:
            return
        for followed in self.files:
            self.look(followed)
        Thread(target=self._follow, name="kinds", daemon=True).start()

    def close(self) -> None:
        self._end.set()
        for followed in self.files:
            shelf.put_away(followed.named.kind)
        if self._spare is not None:
            self._spare.kill()

    def told(self) -> Told:
        return {"stamp": self.stamp, "kinds": [followed.told() for followed in self.files]}

    def _follow(self) -> None:
        while not self._end.wait(GLANCE):
            for followed in self.files:
                try:
                    self.look(followed)
                except Exception:
                    logger.exception("%s could not be looked at", followed.named.path)

    def look(self, followed: Followed) -> None:
        """Load a file again if it was saved."""
        path = followed.named.path
        mark = mark_of(path)
        if mark == followed.mark:
            return
        if followed.version and mark and mark[1] == 0 and mark != followed.emptied:
            followed.emptied = mark  # editors empty a file before they write it: wait for one look
            return
        followed.mark = mark
        try:
            check(path)
            text = text_of(path)
        except Unsafe as unsafe:
            self._problem(followed, unsafe.words, None)
            return
        except (OSError, ValueError) as error:
            en, es = (
                f"{path.name} cannot be read: {error}",
                f"no se puede leer {path.name}: {error}",
            )
            self._problem(followed, (en, es), None)
            return
        named = followed.named
        version = Version(named.kind, str(path), text, named.name)
        if followed.version and version.id == followed.version.id:
            if followed.problem:
                followed.problem = None
                self._tell()
            return
        self._load(followed, version)

    def _load(self, followed: Followed, version: Version) -> None:
        process, self._spare = self._spare, None
        torch = "torch" in version.text
        if process is None or not process.alive or torch:
            process = OwnProcess(torch=torch)
        try:
            found = process.read(version)
        except Failed as failed:
            process.kill()
            where = place_in(version, failed.line)
            said = tuple(
                f"{place}: {words}" for place, words in zip(where, failed.words, strict=True)
            )
            self._problem(followed, said, failed.line)
        else:
            followed.printed = found.pop("printed")
            followed.version = refreshed(version, found)
            followed.problem = followed.check = None
            computing = Computing(followed.version)
            computing.take(process)
            shelf.put(followed.version, computing)
            self._tell()
            Thread(target=self._check, args=(followed, followed.version), daemon=True).start()
        if self._spare is None and not self._end.is_set():
            self._spare = OwnProcess()  # so that the next save is loaded at once

    def _problem(self, followed: Followed, said: tuple[str, ...], line: int | None) -> None:
        en, es = said
        followed.problem = {
            "file": followed.named.path.name,
            "line": line,
            "said": {"en": en, "es": es},
        }
        logger.warning("%s", en)
        self._tell()

    def _check(self, followed: Followed, version: Version) -> None:
        """What the check says of this version, told when it is done."""
        name, told = version.name, version.manifest["settings"]
        required = ", ".join(f"{s['name']}={FIRST}" for s in told if s["required"])
        name = f"{name}({required})" if required else name
        request = {"file": version.path, "name": name, "target": False, "x": None, "seed": 0}
        answer = checks.ask(request)
        if followed.version is version and not self._end.is_set():
            followed.check = answer
            self._tell()

    def _tell(self) -> None:
        self._count += 1
        self.changed()


@contextmanager
def loaded(files: tuple[str, ...]) -> Iterator[None]:
    """The kinds of these files, as they are now, for as long as this lasts."""
    watch = Watch.of([named(file) for file in files])
    try:
        for followed in watch.files:
            watch.look(followed)
        yield
    finally:
        watch.close()


def mark_of(path: Path) -> Any:
    with suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode
    return None


def text_of(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValueError(f"{path.name} is too large")
    return data.decode("utf-8")
