"""The version of the rules: it changes whenever an answer might, and so empties every cache."""

import hashlib
from functools import cache

import numpy as np

from backstep import __version__
from backstep.store.ids import crockford
from backstep.work.source import fingerprint


@cache
def rules_version() -> str:
    """The package's version, and a hash of its source and of numpy's version."""
    digest = hashlib.sha256(f"{np.__version__} {fingerprint()}".encode())
    return f"{__version__}-{crockford(digest.digest(), 10)}"
