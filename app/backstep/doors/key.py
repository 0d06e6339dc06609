"""The access key, where a server has one: whoever shows it is let in.

A browser shows it once and is given a cookie, which is no use to find the key by, and none on a
server with another key. The key is told to nobody: it stands in no log, no address and no
environment of a child process.
"""

import hashlib
import hmac
import os
import secrets
import time
from collections.abc import MutableMapping
from pathlib import Path

VARIABLE = "BACKSTEP_ACCESS_KEY"
LASTING = 30 * 86_400  # seconds that a cookie is good for
LONGEST = 1000  # bytes of a key
PURPOSE = b"backstep: cookies of an access key"


class NoKey(Exception):
    """There is to be a key, and it cannot be read."""


class Key:
    """A key; it can be asked whether something is it, and not what it is."""

    __slots__ = ("_digest", "_secret")

    def __init__(self, text: str) -> None:
        key = text.encode()
        self._digest = hashlib.sha256(key).digest()
        # Slowly: whoever sees a cookie could otherwise try a million short keys a second.
        self._secret = hashlib.scrypt(key, salt=PURPOSE, n=2**14, r=8, p=1, dklen=32)

    def is_right(self, given: bytes) -> bool:
        """Takes as long whatever was given."""
        return hmac.compare_digest(hashlib.sha256(given).digest(), self._digest)

    def cookie(self, host: bytes, now: float | None = None) -> str:
        """Another one for each who asks: who it is for, until when, and our word for it."""
        end = int((time.time() if now is None else now) + LASTING)
        said = f"{secrets.token_hex(16)}.{end}"
        return f"{said}.{self._signature(said, host)}"

    def gave(self, cookie: str, host: bytes, now: float | None = None) -> bool:
        """Whether we gave this cookie, for this host, and it is still good."""
        said, _, signature = cookie.rpartition(".")
        expected = self._signature(said, host)
        if not hmac.compare_digest(signature.encode(), expected.encode()):
            return False
        return (time.time() if now is None else now) < int(said.rpartition(".")[2])

    def _signature(self, said: str, host: bytes) -> str:
        message = b"\0".join((said.encode(), host.lower()))
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()


def take_key(file: str, environ: MutableMapping[str, str] = os.environ) -> Key | None:
    """The key of the environment, which is then no longer there for child processes to inherit;
    else that of a file; None where neither is given.

    Raises NoKey.
    """
    text = environ.pop(VARIABLE, "").strip()
    if not text and file:
        text = read_key(Path(file).expanduser())
    if len(text.encode()) > LONGEST:
        raise NoKey(f"a key has at most {LONGEST} bytes")
    return Key(text) if text else None


def read_key(path: Path) -> str:
    """The first line of a file."""
    try:
        with path.open("rb") as file:
            text = file.readline(LONGEST + 2).decode("utf-8").strip()
    except OSError as error:
        raise NoKey(f"the key cannot be read there: {error.strerror}") from None
    except UnicodeDecodeError:
        raise NoKey("the key there is not UTF-8 text") from None
    if not text:
        raise NoKey("the first line there is empty, and should be the key")
    return text
