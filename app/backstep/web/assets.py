"""The page's own files, held in memory, and addresses that change when a file does."""

import hashlib
import json
import mimetypes
import re
from functools import lru_cache
from pathlib import Path, PurePath

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from backstep.api.problem import problem
from backstep.api.ready import ASK_AGAIN, FOREVER, Bytes, Form, Ready, ready
from backstep.errors import Flaw
from backstep.folders import folder
from backstep.web import bundle
from backstep.web.sheets import JOINED, joined
from backstep.web.speech import whole

# Some Windows machines say text/plain, and a browser then refuses the module.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/javascript", ".mjs")

LEVEL = 9  # packed once, and not for each who asks
METHODS = ("GET", "HEAD")
SCRIPT = "text/javascript; charset=utf-8"
FilesRead = dict[str, tuple[bytes, str]]  # by name: their bytes, and what they are
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@lru_cache(maxsize=1024)
def packed(content: bytes, media_type: str) -> Ready:
    """A file in both forms: many applications in one process (in tests) pack it once."""
    return ready(content, media_type, level=LEVEL)


class Files:
    """Serves the files of a folder as they were when they were read: asking never waits for a disk.

    Knows conditions, packing, and one range of bytes.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files = read(root)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in METHODS:
            raise HTTPException(405, headers={"Allow": ", ".join(METHODS)})
        await self.answer(scope)(scope, receive, send)

    def answer(self, scope: Scope) -> Response:
        """The file that the rest of the path names. Raises HTTPException."""
        return self.give(path_in(scope), scope, ASK_AGAIN)

    def give(self, name: str, scope: Scope, caching: str) -> Response:
        found = self._files.get(name)
        if found is None:
            raise HTTPException(404)
        both = packed(*found)
        headers = Headers(scope=scope)
        if "range" in headers:
            return part(both.plain, headers, caching) or both.plain.answer(headers, caching)
        return both.form(headers).answer(headers, caching)


def path_in(scope: Scope) -> str:
    """What is asked for below the place where an application is mounted."""
    return str(scope["path"]).removeprefix(scope.get("root_path", "")).removeprefix("/")


def read(root: Path) -> FilesRead:
    """Every file below a folder: its bytes, and what they are."""
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), media_type_of(path))
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def media_type_of(path: Path) -> str:
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed


def part(form: Form, asked: Headers, caching: str) -> Response | None:
    """The range of bytes that is asked for; None where the whole is to be sent: several ranges,
    another unit, or a file that has changed since the client had its beginning."""
    text = asked["range"].strip()
    if not text.startswith("bytes=") or "," in text:
        return None
    if asked.get("if-range", form.etag) != form.etag:
        return None
    size = len(form.content)
    bounds = bounds_of(text, size)
    if bounds is None:
        detail = f"There is no such range of bytes: the file has {size}"
        flaw = Flaw("range_not_satisfiable", detail, found=text[:60], allowed={"max": size})
        return problem((flaw,), 416, {"content-range": f"bytes */{size}"})
    first, last = bounds
    headers = [
        *[(k, v) for k, v in form.headers if k != b"content-length"],
        (b"content-length", str(last - first + 1).encode()),
        (b"content-range", f"bytes {first}-{last}/{size}".encode()),
        (b"cache-control", caching.encode()),
    ]
    return Bytes(form.content[first : last + 1], headers, 206)


def bounds_of(text: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte of a range; None where there are none (RFC 9110, 14.1.2)."""
    match = RANGE.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    begin, end = match.groups()
    if not begin:  # so many at the end
        first, last = max(0, size - int(end)), size - 1
    else:
        first, last = int(begin), min(int(end), size - 1) if end else size - 1
    return (first, last) if first <= last and first < size else None


class Assets(Files):
    """Serves `static`. An address with the current version in it may be kept for ever.

    The version stands in the path (`/static/v-1f0c…/js/main.js`), not in a query, so that the
    modules that `main.js` imports by relative address carry it too. It is that of all files
    together. Its scripts are joined, unless it is worked on.
    """

    def __init__(self, joins: bool = True) -> None:
        self.root, self._joins = folder("static"), joins
        self.version = version_of(self.root)
        self._files = made(self.root, self.version, joins)

    def refresh(self) -> bool:
        """Read the files again if any has changed; whether one has."""
        version = version_of(self.root)
        if version == self.version:
            return False
        self._files, self.version = made(self.root, version, self._joins), version
        return True

    def url(self, path: str) -> str:
        """The address of one file, with its version."""
        return f"/static/{self.version}/{path}"

    def answer(self, scope: Scope) -> Response:
        path = path_in(scope)
        first, _, rest = path.partition("/")
        caching = FOREVER if first == self.version else ASK_AGAIN
        return self.give(rest if first.startswith("v-") else path, scope, caching)


@lru_cache(maxsize=4)
def made(root: Path, _: str, joins: bool) -> FilesRead:
    """All files of a version, and what is no file as it stands: one style sheet for many, one
    script for many, and words without gaps. Many applications in one process make it once."""
    files = read(root)
    files[JOINED] = joined(files)
    if joins:
        files.update((name, (text, SCRIPT)) for name, text in bundle.joined(files))
    for code, words in whole(within(files, "i18n")).items():
        if code not in ("en", "es"):  # these two are whole, a test says so
            files[f"i18n/{code}.json"] = (json.dumps(words).encode(), "application/json")
    return files


def within(files: FilesRead, place: str) -> dict[str, bytes]:
    """The JSON files of a folder by name."""
    paths = {PurePath(name): content for name, (content, _) in files.items()}
    return {
        path.stem: content
        for path, content in paths.items()
        if path.suffix == ".json" and path.parent == PurePath(place)
    }


def version_of(root: Path) -> str:
    """A short hash of names, sizes and times of all files."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        stat, name = path.stat(), path.relative_to(root)
        digest.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return "v-" + digest.hexdigest()[:12]
