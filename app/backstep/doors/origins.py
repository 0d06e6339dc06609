"""Which pages may write: those that came from this server, and those that a setting names.

A browser says in `Origin` where the page is from that asks for something to be written. Programs
say nothing, and are let in: they act for who runs them, and not for a page that was come across.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.types import Scope

from backstep.doors.door import READ_ONLY, harmless, values
from backstep.errors import Flaw, RequestError

FLAG = "--cors-origins"
PORTS = {"http": ":80", "https": ":443"}


class Origins:
    """The door; `allowed` are origins such as https://example.org, `*` for any."""

    def __init__(self, allowed: Iterable[str]) -> None:
        self._allowed = {origin.lower().encode() for origin in allowed}

    def __call__(self, scope: Scope) -> None:
        """Raises RequestError (wrong_origin)."""
        if scope["method"] in READ_ONLY:
            return
        found = values(scope, b"origin")
        if not found:
            return
        asked = values(scope, b"host")
        if len(found) == 1 and (self._is_allowed(found[0]) or is_of(found[0], asked)):
            return
        raise wrong_origin(found)

    def _is_allowed(self, origin: bytes) -> bool:
        return b"*" in self._allowed or origin.lower() in self._allowed


def is_of(origin: bytes, hosts: list[bytes]) -> bool:
    """Whether a page from this origin came from the host that is asked, port and all."""
    if len(hosts) != 1:
        return False
    try:
        scheme, host = urlsplit(origin.decode("ascii").lower())[:2]
    except ValueError:
        return False
    usual = PORTS.get(scheme)
    asked = hosts[0].decode("latin-1").lower()
    return usual is not None and bool(host) and with_port(host, usual) == with_port(asked, usual)


def with_port(host: str, usual: str) -> str:
    return host if host.rpartition("]")[2].count(":") else host + usual


def wrong_origin(found: list[bytes]) -> RequestError:
    origin = harmless(b", ".join(found))
    detail = (
        f"A page from {origin} asks for something to be written here, and it is not this server's "
        f"own. If it may, start the server with {FLAG} and its origin"
    )
    return RequestError(Flaw("wrong_origin", detail, found=origin, allowed={"choices": [FLAG]}))
