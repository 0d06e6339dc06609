"""JSON text as a value, strictly: what the standard library would let pass is refused."""

import json
from collections import Counter
from collections.abc import Mapping
from math import inf, isinf
from typing import Any

from backstep.errors import Flaw, LimitError, RequestError

MAX_DIGITS = 10_000  # of one number
BEYOND = 10**400  # stands for any number that float64 cannot hold; whoever reads it refuses it
_AS_DIGITS = bytes.maketrans(b"0123456789", b"0" * 10)


def loads(text: str, taken: Mapping[str, Any]) -> Any:
    """The value. In place of each number whose very text is in `taken`, it has what stands there.

    A number beyond float64 is a whole number that nothing accepts. Raises JSONDecodeError,
    RecursionError, and RequestError (not_json).
    """

    def read_float(number: str) -> Any:
        if number in taken:
            return taken[number]
        value = float(number)
        return value if not isinf(value) else _beyond(value)

    return json.loads(
        text,
        object_pairs_hook=_unique,
        parse_constant=_refuse_constant,
        parse_float=read_float,
        parse_int=_int,
    )


def not_json(detail: str, found: Any) -> RequestError:
    return RequestError(Flaw("not_json", detail, found=found))


def too_many(detail: str, most: int) -> LimitError:
    return LimitError(Flaw("too_large", detail, allowed={"max": most}))


def check_digits(text: bytes) -> None:
    """Raises LimitError where a number is too long, in text without strings."""
    if len(text) > MAX_DIGITS and b"0" * (MAX_DIGITS + 1) in text.translate(_AS_DIGITS):
        detail = f"A number has more than {MAX_DIGITS:,} digits, and no more are read"
        raise too_many(detail, MAX_DIGITS)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different; otherwise it would depend on who reads it."""
    value = dict(pairs)
    if len(value) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = next(name for name, count in counts.items() if count > 1)[:80]
        raise not_json(f"The name {twice!r} stands twice in one object", twice)
    return value


def _refuse_constant(word: str) -> float:
    raise not_json(f'{word} is not JSON; write it as "{word}"', word)


def _int(text: str) -> float:
    if text == "-0":  # the float64 that -0.0 is, not the whole number 0
        return -0.0
    if len(text) > 310:  # as text: turning very long ones into a number takes very long
        return _beyond(-inf if text.startswith("-") else inf)
    return int(text)


def _beyond(value: float) -> int:
    return BEYOND if value > 0 else -BEYOND
