"""The same arithmetic, rounded another way: what then differs is what rounding decided.

An array of this kind moves every result of a numpy operation to the number beside it, up or down.
Which way follows from the numbers that went in, so that what does not depend on a nudge does not
change, and what was rounded to the same number from others may. Source of the idea: Vignes, "A
stochastic arithmetic for reliable scientific computation" (1993).
"""

from typing import Any

import numpy as np

GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # 2⁶⁴ divided by the golden ratio, as in splitmix64
EXACT = {np.maximum, np.minimum, np.absolute, np.negative, np.positive, np.sign, np.copysign}
HALF, BIT, ONE = np.uint64(32), np.uint64(17), np.uint64(1)


class Rounded(np.ndarray):
    """A float64 array whose operations are rounded another way, which way `seed` says."""

    seed: int = 0

    def __array_finalize__(self, obj: Any) -> None:
        self.seed = getattr(obj, "seed", 0)

    def __array_ufunc__(
        self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = None, **more: Any
    ) -> Any:
        given = [plain(value) for value in inputs]
        told = {} if out is None else {"out": tuple(map(plain, out))}
        result = getattr(ufunc, method)(*given, **told, **more)
        if out is not None or getattr(result, "dtype", None) != np.float64:
            return result
        if ufunc in EXACT:
            return as_rounded(np.asarray(result), self.seed)
        return rounded(result, self.seed, key_of(ufunc, method, given, more))


def plain(value: Any) -> Any:
    return value.view(np.ndarray) if isinstance(value, Rounded) else value


def as_rounded(argument: Any, seed: int) -> Any:
    """An array of float64 takes the other rounding into a rule; what else there is stays."""
    if not isinstance(argument, np.ndarray) or argument.dtype != np.float64:
        return argument
    found = argument.view(Rounded)
    found.seed = seed
    return found


def rounded(value: Any, seed: int, key: Any = 0) -> Rounded:
    """Every number moved to its neighbour above or below; 0 and what is not finite stay.

    `key` has a whole number for each, from what it was computed from.
    """
    numbers = np.array(value, dtype=np.float64)
    mixed = mix(mix(bits_of(numbers)) ^ np.uint64(key) ^ np.uint64(seed))
    up = (mixed >> BIT) & ONE
    moved = (bits_of(numbers) + up + up - ONE).view(np.float64)
    stays = (numbers == 0) | ~np.isfinite(numbers) | ~np.isfinite(moved)
    return as_rounded(np.where(stays, numbers, moved), seed)


def key_of(ufunc: np.ufunc, method: str, given: list[Any], more: dict[str, Any]) -> Any:
    """A whole number for each result, which changes when a number changes that it is made from."""
    keys = [mix(bits_of(v)) for v in given if getattr(v, "dtype", None) == np.float64]
    if method == "reduce":
        where = {name: more[name] for name in ("axis", "keepdims") if name in more}
        return np.bitwise_xor.reduce(keys[0], **where)
    if ufunc is np.matmul and len(keys) == 2:
        rows, columns = (
            np.bitwise_xor.reduce(k, axis=a) for k, a in zip(keys, (-1, 0), strict=True)
        )
        return rows[..., None] ^ mix(columns) if keys[1].ndim == 2 else np.uint64(0)
    if method != "__call__" or ufunc.signature:
        return np.uint64(0)
    found = np.uint64(0)
    for key in keys:
        found = mix(found) ^ key
    return found


def bits_of(numbers: Any) -> Any:
    return np.ascontiguousarray(numbers).reshape(np.shape(numbers)).view(np.uint64)


def mix(bits: Any) -> Any:
    bits = bits * GOLDEN
    return (bits ^ (bits >> HALF)) * GOLDEN
