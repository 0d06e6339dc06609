"""Numbers with an axis for each letter; what a formula holds as a whole comes after, in its own
order. Two wholes only meet if they have the same shape: nothing is ever stretched."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.engine.printed.tokens import Refused


@dataclass
class Named:
    """`letters` name the first axes of the array; the others are the whole's."""

    letters: tuple[str, ...]
    array: Any

    @property
    def whole(self) -> tuple[int, ...]:
        return tuple(self.array.shape[len(self.letters) :])

    def spread(self, letters: tuple[str, ...]) -> Any:
        """The array with an axis for each of these letters, of length 1 where it has none."""
        order = [self.letters.index(v) for v in letters if v in self.letters]
        rest = range(len(self.letters), self.array.ndim)
        turned = np.transpose(self.array, [*order, *rest])
        shape = iter(turned.shape[: len(order)])
        lengths = [next(shape) if v in self.letters else 1 for v in letters]
        return turned.reshape((*lengths, *self.whole))


def scalar(value: Any) -> Named:
    """One number; or, of a name without an address, a whole."""
    return Named((), np.asarray(value, dtype=float))


def union(*given: Named) -> tuple[str, ...]:
    return tuple(dict.fromkeys(letter for one in given for letter in one.letters))


def combine(function: Callable[..., Any], *given: Named) -> Named:
    """Number by number: wholes of one shape, and single numbers, which have no axis."""
    wholes = {one.whole for one in given if one.whole}
    if len(wholes) > 1:
        raise Refused(f"shapes {wholes} do not meet number by number")
    letters = union(*given)
    rank = max(len(one.whole) for one in given)
    arrays = []
    for one in given:
        array = one.spread(letters)
        arrays.append(array if one.whole else array.reshape(array.shape + (1,) * rank))
    return Named(letters, function(*arrays))


def times(one: Named, other: Named) -> Named:
    """A plain product: by a single number, or of vectors and matrices."""
    ranks = len(one.whole), len(other.whole)
    if 0 in ranks:
        return combine(np.multiply, one, other)
    if max(ranks) > 2:
        raise Refused(f"no product of matrices: {one.whole} · {other.whole}")
    if one.whole[-1] != other.whole[0]:
        raise Refused(f"{one.whole} · {other.whole}: the shapes do not meet")
    letters = union(one, other)
    a, b = one.spread(letters), other.spread(letters)
    inner = {(1, 1): "...i,...i->...", (1, 2): "...i,...ij->...j", (2, 1): "...ij,...j->...i"}
    return Named(letters, np.einsum(inner.get(ranks, "...ij,...jk->...ik"), a, b))


def reduce(function: Callable[..., Any], one: Named, letters: list[str]) -> Named:
    """Over the axes of some letters; a letter that has no axis here runs over nothing."""
    absent = [letter for letter in letters if letter not in one.letters]
    if absent:
        raise Refused(f"{absent} run over nothing")
    axes = tuple(one.letters.index(letter) for letter in letters)
    left = tuple(letter for letter in one.letters if letter not in letters)
    return Named(left, function(one.array, axis=axes))
