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

# Some Windows machines say text/plain, and a browser then refuses the module.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/javascript", ".mjs")

FOREVER = "public, max-age=31536000, immutable"
TEXTS = ("text/", "application/json", "image/svg+xml")
PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """`static` or `templates`: inside the package when installed, beside it in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


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
        self.refresh()

    def refresh(self) -> None:
        """The version is a short hash of names, sizes and times of all files."""
        digest = hashlib.sha256()
        for path in sorted(self.root.rglob("*")):
            stat, name = path.stat(), path.relative_to(self.root)
            digest.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
        self.version = "v-" + digest.hexdigest()[:12]

    def url(self, path: str) -> str:
        """The address of one file, with its version."""
        return f"/static/{self.version}/{path}"

    async def get_response(self, path: str, scope: Scope) -> Response:
        first, _, rest = path.replace("\\", "/").partition("/")
        versioned = first.startswith("v-")
        response = await super().get_response(rest if versioned else path, scope)
        current = first == self.version
        response.headers["cache-control"] = FOREVER if current else "no-cache"
        return response

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        accepted = Headers(scope=scope).get("accept-encoding", "")
        if not isinstance(response, FileResponse) or "gzip" not in accepted:
            return response
        if response.media_type is None or not response.media_type.startswith(TEXTS):
            return response
        headers = {"content-encoding": "gzip", "etag": response.headers["etag"]}
        headers["vary"] = "accept-encoding"
        body = packed(os.fspath(full_path), stat_result.st_mtime_ns)
        return Response(body, status_code, headers, response.media_type)
