"""Bytes that are sent as often as they are asked for: plain, packed, or not to who has them.

Each of the two forms has an ETag of its own, and says that it depends on what a client can read.
"""

import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import Response

from backstep.api.negotiation import takes_gzip

Pairs = list[tuple[bytes, bytes]]

FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
NEVER = "no-store"
TEXTS = ("text/", "application/json", "image/svg+xml", "application/x-npy")
LEAST = 1000  # bytes that are worth packing
OVERHEAD = 2000  # bytes that an entry takes besides its content, about


class Bytes(Response):
    """Ready bytes with ready headers: nothing is left to do."""

    def __init__(self, content: bytes, headers: Pairs, status: int = 200) -> None:
        self.status_code = status
        self.body = content
        self.background = None
        self.raw_headers = headers.copy()  # middleware adds to the list that it is given


@dataclass(frozen=True, slots=True)
class Form:
    """Bytes as they are sent, with all headers but the one about caching; and those of a 304."""

    content: bytes
    etag: str
    headers: Pairs
    unchanged: Pairs

    def answer(self, asked: Headers, caching: str) -> Response:
        """The bytes, or that they are what the client has already."""
        kept = (b"cache-control", caching.encode())
        known = asked.get("if-none-match")
        if known is not None and matches(known, self.etag):
            return Bytes(b"", [*self.unchanged, kept], 304)
        return Bytes(self.content, [*self.headers, kept])


@dataclass(frozen=True, slots=True)
class Ready:
    """One answer in one form or in two."""

    plain: Form
    packed: Form | None = None

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        forms = (self.plain, *([self.packed] if self.packed else []))
        return sum(len(form.content) + OVERHEAD for form in forms)

    def form(self, asked: Headers) -> Form:
        return self.packed if self.packed and wants_gzip(asked) else self.plain


def wants_gzip(asked: Headers) -> bool:
    return takes_gzip(asked.get("accept-encoding", ""))


def ready(
    content: bytes,
    media_type: str,
    version: str = "",
    *,
    varies: Sequence[str] = (),
    filename: str = "",
    level: int = 0,
) -> Ready:
    """An answer whose ETag names its content and a version; packed at a level, if not 0."""
    digest = hashlib.blake2b(content, digest_size=9)
    digest.update(media_type.encode())
    name = "-".join([part for part in (version, digest.hexdigest()) if part])
    vary = ", ".join((*varies, "Accept-Encoding"))
    described = [(b"content-type", media_type.encode())]
    if filename:
        saved = f'attachment; filename="{filename}"'
        described.append((b"content-disposition", saved.encode()))
    plain = _form(content, name, vary, described)
    if not level or len(content) < LEAST or not media_type.startswith(TEXTS):
        return Ready(plain)
    small = gzip.compress(content, level, mtime=0)
    packing = [*described, (b"content-encoding", b"gzip")]
    return Ready(plain, _form(small, f"{name}-gzip", vary, packing))


def _form(content: bytes, name: str, vary: str, described: Pairs) -> Form:
    etag = f'"{name}"'
    common = [(b"etag", etag.encode()), (b"vary", vary.encode())]
    length = (b"content-length", str(len(content)).encode())
    return Form(content, etag, [*described, length, *common], common)


def matches(if_none_match: str, etag: str) -> bool:
    """RFC 9110, 13.1.2: weak comparison with any of a list, or `*`."""
    asked = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return any(tag in ("*", etag.removeprefix("W/")) for tag in asked)
