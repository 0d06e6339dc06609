"""The page's own files, where they lie, and addresses that change when a file does."""

import gzip
import hashlib
import mimetypes
import os
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.api.answer import Bytes

# Some Windows machines say text/plain, and a browser then refuses the module.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/javascript", ".mjs")

# Who sends these has a copy already.
CONDITIONS = {"if-none-match", "if-modified-since"}
FOREVER = "public, max-age=31536000, immutable"
TEXTS = ("text/", "application/json", "image/svg+xml")
PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """`static` or `templates`: inside the package when installed, beside it in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def accepts_gzip(scope: Scope) -> bool:
    """Whether who asks can read a packed answer."""
    return "gzip" in Headers(scope=scope).get("accept-encoding", "")


@lru_cache(maxsize=1024)
def packed(path: str, _modified: int) -> bytes:
    """A file as small as gzip can make it: packed once, and not for each who asks."""
    return gzip.compress(Path(path).read_bytes(), mtime=0)


class Assets(StaticFiles):
    """Serves `static`. An address with the current version in it may be kept for ever.

    The version stands in the path (`/static/v-1f0c…/js/main.js`), not in a query, so that the
    modules that `main.js` imports by relative address carry it too. It is that of all files
    together, read anew for each page, so that an edit shows at the next reload.
    """

    def __init__(self) -> None:
        self.root = folder("static")
        super().__init__(directory=self.root)
        self.version = ""
        self._ready: dict[str, tuple[bytes, list[tuple[bytes, bytes]]]] = {}
        self.refresh()

    def refresh(self) -> None:
        """The version is a short hash of names, sizes and times of all files."""
        digest = hashlib.sha256()
        for path in sorted(self.root.rglob("*")):
            stat, name = path.stat(), path.relative_to(self.root)
            digest.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
        version = "v-" + digest.hexdigest()[:12]
        if version != self.version:
            self._ready.clear()
        self.version = version

    def url(self, path: str) -> str:
        """The address of one file, with its version."""
        return f"/static/{self.version}/{path}"

    async def get_response(self, path: str, scope: Scope) -> Response:
        first, _, rest = path.replace("\\", "/").partition("/")
        versioned, current = first.startswith("v-"), first == self.version
        conditional = any(name in CONDITIONS for name in Headers(scope=scope))
        plain = current and scope["method"] == "GET" and not conditional
        ready = self._ready.get(rest) if plain and accepts_gzip(scope) else None
        if ready is not None:  # a first opening asks for a hundred files: no thread for each
            return Bytes(*ready)
        response = await super().get_response(rest if versioned else path, scope)
        response.headers["cache-control"] = FOREVER if current else "no-cache"
        if plain and response.status_code == 200 and "content-encoding" in response.headers:
            self._ready[rest] = bytes(response.body), response.raw_headers.copy()
        return response

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        if not isinstance(response, FileResponse) or not accepts_gzip(scope):
            return response
        if response.media_type is None or not response.media_type.startswith(TEXTS):
            return response
        headers = {"content-encoding": "gzip", "etag": response.headers["etag"]}
        headers["vary"] = "accept-encoding"
        body = packed(os.fspath(full_path), stat_result.st_mtime_ns)
        return Response(body, status_code, headers, response.media_type)
