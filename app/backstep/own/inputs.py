"""What a layer is tried with: shapes of different primes, and numbers of several sorts."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from backstep.own.subject import Array, drawn

RANKS = (
    ((5, 2), (2, 7), (7, 3)),
    ((2, 3, 7, 5), (3, 2, 5, 7)),
    ((2, 5, 3), (3, 2, 7)),
    ((5,), (7,)),
)
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19)


def sizes(asked: tuple[int, ...] | None, taken: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The shapes to try: the one that was asked for and others like it, or some of every rank."""
    if asked:
        yield asked
        others = [n for n in PRIMES if n not in asked and n not in taken]
        yield (others[0], *asked[1:])
        if len(asked) > 1:
            yield (*asked[:-1], others[0])
        return
    for shapes in RANKS:
        for shape in shapes:
            yield clear_of(shape, taken)


def clear_of(shape: tuple[int, ...], taken: Sequence[int]) -> tuple[int, ...]:
    """With sizes that no setting has, so that one is not mistaken for the other."""
    found: list[int] = []
    for size in shape:
        free = [n for n in PRIMES if n not in taken and n not in found and n not in shape]
        found.append(size if size not in taken else free[0])
    return tuple(found)


def positive(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    return np.abs(drawn(rng, shape))


def rows(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Probabilities, each row adding up to 1."""
    numbers = 0.2 + rng.random(shape)
    return numbers / numbers.sum(axis=-1, keepdims=True)


INPUTS: dict[str, Callable[[np.random.Generator, tuple[int, ...]], Array]] = {
    "real": drawn, "positive": positive, "rows": rows,
}  # fmt: skip


def pairs(
    rng: np.random.Generator, shape: tuple[int, ...]
) -> Iterator[tuple[str, Array, Array | None]]:
    """An error's input and target: class numbers, one-hot rows, any numbers, bits."""
    count, last = shape[0], shape[-1]
    if len(shape) == 2:
        yield "classes", rows(rng, shape), rng.permutation(np.arange(count) % last)
    places = rng.integers(last, size=shape[:-1])
    yield "one_hot", rows(rng, shape), np.eye(last)[places]
    yield "real", drawn(rng, shape), drawn(rng, shape)
    if len(shape) == 2:
        bits = rng.permutation(np.arange(count) % 2).reshape(count, 1)
        yield "bits", rng.uniform(0.1, 0.9, (count, 1)), bits
