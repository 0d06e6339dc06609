"""The letters of a tensor's axes, and what each of them means: one letter, one meaning."""

from collections.abc import Iterable
from typing import Any, overload

from backstep.languages import Words

BY_RANK = ((), ("n",), ("n", "j"), ("n", "i", "j"), ("n", "c", "h", "w"))
# A second letter for an axis that has one already: a sum runs over it, or a derivative compares.
SECOND = {"n": "m", "j": "k", "i": "r", "c": "k", "h": "p", "w": "q"}

SAMPLE = ("sample", "ejemplo")
WORDS: dict[int, dict[str, Words]] = {  # by the rank of what the layer reads
    2: {"j": ("feature", "característica")},
    3: {"i": ("row", "fila"), "j": ("column", "columna")},
    4: {"c": ("channel", "canal"), "h": ("row", "fila"), "w": ("column", "columna")},
}
MASCULINE = ("ejemplo", "canal")


class Letters(tuple[str, ...]):
    """The letters that index a tensor, written as they stand between its brackets: n,c,h,w."""

    __slots__ = ()

    def __str__(self) -> str:
        return ",".join(self)

    @overload  # type: ignore[override]
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> "Letters": ...
    def __getitem__(self, place: Any) -> Any:
        found = super().__getitem__(place)
        return Letters(found) if isinstance(place, slice) else found

    def over(self, *axes: int) -> "Letters":
        """The same place, but for these axes, which have their second letters."""
        return self.changed(axes, second)

    def whole(self, *axes: int) -> "Letters":
        """All numbers along these axes, at one place of the others: n,:,h,w."""
        return self.changed(axes, lambda _: ":")

    def without(self, *axes: int) -> "Letters":
        return Letters(letter for axis, letter in enumerate(self) if axis not in axes)

    def same(self, other: "Letters") -> str:
        """1 where two places are one, 0 elsewhere, in the notation of formulas."""
        return " · ".join(f"[{a} = {b}]" for a, b in zip(self, other, strict=True))

    def changed(self, axes: Iterable[int], by: Any) -> "Letters":
        return Letters(by(v) if axis in axes else v for axis, v in enumerate(self))


def second(letter: str) -> str:
    return SECOND.get(letter[0], "r") + letter[1:]


def letters(rank: int) -> Letters:
    """The letters of a tensor whose first axis counts samples."""
    if rank < len(BY_RANK):
        return Letters(BY_RANK[rank])
    return Letters(("n", *(f"i{axis}" for axis in range(1, rank))))


def axis_words(rank: int, axis: int) -> Words:
    """What an entry of an axis is called: a sample, a feature, a channel, a row."""
    if axis == 0:
        return SAMPLE
    known = WORDS.get(rank, {}).get(letters(rank)[axis])
    return known or (f"entry of axis {axis}", f"entrada del eje {axis}")


def meaning(letter: str, rank: int, feature: Words | None = None) -> Words:
    """What a letter means to who reads a tensor of this rank; a row may hold something else than
    features."""
    for axis, own in enumerate(letters(rank)):
        en, es = axis_words(rank, axis)
        if feature and (rank, axis) == (2, 1):
            en, es = feature
        if letter == own:
            return en, es
        if letter == second(own):
            return f"another {en}", f"{'otro' if es in MASCULINE else 'otra'} {es}"
    raise KeyError(letter)
