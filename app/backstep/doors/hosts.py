"""Under which names this server is asked: its own, and no others.

A page from elsewhere can have its own name point at this machine after the browser has opened it
(DNS rebinding); the browser then takes this server for that page's. It cannot do that with an IP
address, nor with a name that is not its own.
"""

import re
import socket
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address

from starlette.types import Scope

from backstep.doors.door import harmless, values
from backstep.errors import Flaw, RequestError

HOST = re.compile(r"(?:\[([^\]]*)\]|([^:\[\]]*))(?::\d{1,5})?")
PLAIN = re.compile(r"[A-Za-z0-9_.-]+")
LONGEST = 260  # bytes of a name, with its port
FLAG = "--allowed-hosts"


class Hosts:
    """The door; `allowed` are names, `*.example.org` for all below one, `*` for any."""

    def __init__(self, allowed: Iterable[str], *, here: bool = False) -> None:
        self._here = here  # only under names that mean this machine and no other
        names = {name.lower() for name in allowed}
        self._any = "*" in names
        self._below = tuple(name[1:] for name in names if name.startswith("*."))
        self._names = {"localhost"} if here else names | own_names()
        self._knows = lru_cache(maxsize=256)(self._known)

    def __call__(self, scope: Scope) -> None:
        """Raises RequestError (wrong_host)."""
        found = values(scope, b"host")
        if len(found) != 1 or len(found[0]) > LONGEST or not self._knows(found[0]):
            raise wrong_host(found)

    def _known(self, host: bytes) -> bool:
        match = HOST.fullmatch(host.decode("latin-1"))
        if match is None:
            return False
        bracketed, plain = match.groups()
        if bracketed is not None:
            return self._is_ours(bracketed, 6)
        name = plain.lower().removesuffix(".")
        if not name:
            return False
        if self._here:
            return name in self._names or self._is_ours(name, 4)
        return self._any or name in self._names or name.endswith(self._below) or is_address(name, 4)

    def _is_ours(self, text: str, version: int) -> bool:
        return is_address(text, version) and (not self._here or ip_address(text).is_loopback)


def own_names() -> set[str]:
    """`localhost`, and what this machine calls itself, with and without its domain."""
    own = socket.gethostname().lower()
    return {"localhost"} | {name for name in (own, own.partition(".")[0]) if name}


def is_address(text: str, version: int) -> bool:
    try:
        return ip_address(text).version == version
    except ValueError:
        return False


def flag_for(found: list[bytes]) -> str:
    """The flag that would let this name in."""
    bare = HOST.fullmatch(b", ".join(found).decode("latin-1"))
    name = bare[2] if bare and bare[2] and PLAIN.fullmatch(bare[2]) else "NAME"
    return f"{FLAG} {name[:LONGEST]}"


def wrong_host(found: list[bytes]) -> RequestError:
    name = harmless(b", ".join(found))
    said = f"goes by the name {name}" if name else "is asked without a name"
    flag = flag_for(found)
    detail = (
        f"This server is not known to be one that {said}. If it should be, start it with {flag}"
    )
    allowed = {"choices": ["localhost", "an IP address", "this machine's name", FLAG]}
    return RequestError(Flaw("wrong_host", detail, found=name or None, allowed=allowed))
