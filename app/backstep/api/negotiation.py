"""What a client accepts: media types and encodings, and how much it likes each (RFC 9110, 12.5)."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

LONGEST = 1000  # of a header that is looked at: browsers send a tenth of it


def qualities(header: str) -> Mapping[str, float]:
    """Each name in lower case with its `q`, from 0 (not at all) to 1."""
    return _qualities(header[:LONGEST])


@lru_cache(maxsize=256)
def _qualities(header: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            found[name] = next((_number(p[2:]) for p in parameters if p.startswith("q=")), 1.0)
    return found


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if 0 <= number <= 1 else 0.0


def best(accept: str, choices: Sequence[str]) -> str:
    """The choice that is named and liked best; the first one where none is named."""
    liked = qualities(accept)
    return max(choices, key=lambda choice: liked.get(choice, 0.0))


def takes_gzip(accept_encoding: str) -> bool:
    """Whether a packed answer is welcome, and not less so than a plain one."""
    if accept_encoding in ("gzip", "gzip, deflate, br", "gzip, deflate, br, zstd"):
        return True
    liked = qualities(accept_encoding)
    packed = liked.get("gzip", liked.get("*", 0.0))
    return packed > 0 and packed >= liked.get("identity", 0.0)
