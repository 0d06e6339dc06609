"""The version of the rules: it changes whenever an answer might, and so empties every cache."""

import hashlib
from functools import cache
from pathlib import Path

import numpy as np

from backstep import __version__
from backstep.store.ids import crockford

PACKAGE = Path(__file__).parents[1]


@cache
def rules_version() -> str:
    """The package's version, and a hash of its source and of numpy's version."""
    digest = hashlib.sha256(np.__version__.encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".json"):
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return f"{__version__}-{crockford(digest.digest(), 10)}"
