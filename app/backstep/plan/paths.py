"""The ways from a tensor to the error: one for each choice of readers, counted without walking.

Short ways come first; of two as long, the one whose first reader stands earlier in the network,
or reads the tensor by an earlier input; then the one whose next reader does.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from backstep.describe.address import ERROR, denominator, node_of
from backstep.plan.edges import Edges, Reader

EXACT = 2**53  # larger counts are told as the nearest float
Path = tuple[Reader, ...]  # from the tensor on, the nearest reader first
Lengths = dict[int, int]  # how many paths there are of each length


class Paths:
    """The paths of one gradient, or of a part of one."""

    def __init__(self, edges: Edges, gradient: str) -> None:
        self.edges = edges
        self.starts = starts(edges, gradient)

    @cached_property
    def lengths(self) -> dict[str, Lengths]:
        """Of the paths from each tensor that is handed on, counted from the error back."""
        found: dict[str, Lengths] = {ERROR: {0: 1}}
        for block in reversed(self.edges.blocks):
            found.setdefault(block.output, self.of(self.edges.ahead(block.output), found))
        return found

    @staticmethod
    def of(readers: list[Reader], known: dict[str, Lengths]) -> Lengths:
        """Of the paths that begin with one of these readers."""
        found: Lengths = {}
        for reader in readers:
            for length, count in known[reader.block.output].items():
                found[length + 1] = found.get(length + 1, 0) + count
        return found

    @cached_property
    def count(self) -> float:
        """How many there are; exact where a float64 can be."""
        whole = sum(self.of(self.starts, self.lengths).values())
        return whole if whole <= EXACT else float(whole)

    def first(self, most: int) -> list[Path]:
        """The first of them, in their order."""
        lengths = sorted(self.of(self.starts, self.lengths))
        return list(islice((p for n in lengths for p in self.long(self.starts, n)), most))

    def long(self, readers: list[Reader], length: int) -> Iterator[Path]:
        """The paths of this length that begin with one of these readers."""
        for reader in readers:
            output = reader.block.output
            if length - 1 not in self.lengths[output]:
                continue
            if length == 1:
                yield (reader,)
            else:
                for rest in self.long(self.edges.ahead(output), length - 1):
                    yield (reader, *rest)


def starts(edges: Edges, gradient: str) -> list[Reader]:
    """Where the paths begin: at the readers of the tensor, at the uses of the parameter, at the
    one whose part it is, or inside the block whose own tensor it is."""
    reader, of = edges.reader_of(gradient), denominator(gradient)
    if reader:
        return [reader]
    if of in edges.readers:
        return edges.ahead(of)
    return edges.users.get(of) or [Reader(edges.block[node_of(of)], "")]
