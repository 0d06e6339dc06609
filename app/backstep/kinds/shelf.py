"""The versions that this process has: kinds like any other, until others take their place."""

from threading import Lock

from backstep.engine.registry import LAYERS
from backstep.kinds.computing import Computing
from backstep.kinds.kind import kind_of
from backstep.kinds.version import Version

HELD: dict[str, Computing] = {}  # by the name of the kind
_lock = Lock()


def hold(versions: tuple[Version, ...], computed: type[Computing] = Computing) -> None:
    """Have exactly these. What was there of an earlier version of them computes no more."""
    with _lock:
        wanted = {version.kind: version for version in versions}
        for kind in [kind for kind in HELD if kind not in wanted]:
            put_away(kind)
        for version in versions:
            put(version, computed(version))


def put(version: Version, computing: Computing) -> None:
    """A version in the place of the one before it."""
    before = HELD.get(version.kind)
    if before is not None and before.version.id == version.id:
        return
    HELD[version.kind] = computing
    LAYERS[version.kind] = kind_of(computing)
    if before is not None:
        before.retire()


def put_away(kind: str) -> None:
    LAYERS.pop(kind, None)
    before = HELD.pop(kind, None)
    if before is not None:
        before.retire()


def held() -> tuple[Version, ...]:
    """What another process needs to compute with the same."""
    return tuple(computing.version for computing in list(HELD.values()))
