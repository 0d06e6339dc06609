"""A flat list of calls written out as one Python function, for whoever runs it a million times.

`v[7] = f3(v[2], v[4])` and so on, line by line: without a loop over triples, and without tuples of
arguments, a training of a small network is a tenth faster. Nothing but slot numbers is written
into the text that Python compiles.
"""

from collections.abc import Callable, Sequence
from typing import Any

Slots = list[Any]


def unrolled(
    functions: Sequence[Callable[..., Any]], places: Sequence[list[int]], results: Sequence[int]
) -> Callable[[Slots], None]:
    """One function that calls all of them in order, each with its own slots."""
    lines = [
        f"    v[{result}] = f{i}({', '.join(f'v[{place}]' for place in read)})"
        for i, (read, result) in enumerate(zip(places, results, strict=True))
    ]
    known: dict[str, Any] = {f"f{i}": function for i, function in enumerate(functions)}
    exec("\n".join(["def run(v):", *lines, "    return None"]), known)
    made: Callable[[Slots], None] = known["run"]
    return made
