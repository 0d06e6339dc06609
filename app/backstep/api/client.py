"""Who asks: by the cookie of an access key, else by one that the page carries, else by address.

A cookie tells the members of a class apart that share one address. Whoever has none, a program
perhaps, is known by the address; what an address may ask for, with all who have a cookie there, is
`ADDRESS_SHARE` times what a client may.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address, ip_network

from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import Scope

COOKIE = "backstep_client"
KEY_COOKIE = "backstep_key"  # set for whoever has given the access key, different for each
ADDRESS_SHARE = 60
LONGEST = 60  # characters of an address
SHARED_BITS = 64  # of an IPv6 address: whoever has one has all that begin so
LASTING = 365 * 86_400  # seconds

NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Client:
    """One who asks, and the address that the question came from."""

    name: str
    address: str

    @property
    def share(self) -> int:
        """How many clients this one may stand for."""
        return ADDRESS_SHARE if self.name == self.address else 1


def client_of(scope: Scope) -> Client:
    """The client of a request."""
    address = address_of(scope)
    cookies = cookies_of(scope)
    if key := cookies.get(KEY_COOKIE):  # by its digest: the key's cookie itself is told to nobody
        return Client(f"key {hashlib.sha256(key.encode()).hexdigest()[:32]}", address)
    name = cookies.get(COOKIE, "")
    return Client(f"page {name}" if NAME.fullmatch(name) else address, address)


def address_of(scope: Scope) -> str:
    """Where a request came from; of IPv6 the part that one household or one room shares."""
    return _address(str((scope.get("client") or ("",))[0])[:LONGEST])


@lru_cache(maxsize=1024)
def _address(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        return text  # a socket's path, or nothing
    if address.version == 4:
        return text
    mapped = address.ipv4_mapped
    return str(mapped or ip_network((address, SHARED_BITS), strict=False))


def cookies_of(scope: Scope) -> dict[str, str]:
    """Those that came with a request."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        if name == b"cookie":
            found |= cookie_parser(value.decode("latin-1"))
    return found


def introduce(scope: Scope, response: Response) -> None:
    """Have the browser carry a cookie from now on, unless it does already."""
    if not NAME.fullmatch(cookies_of(scope).get(COOKIE, "")):
        secure = scope.get("scheme") == "https"
        name = secrets.token_hex(16)
        response.set_cookie(COOKIE, name, LASTING, httponly=True, samesite="lax", secure=secure)
