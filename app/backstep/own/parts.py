"""What an object of one's own is made of: its parameters, and the shapes that may suit it."""

import ast
from collections.abc import Iterator
from typing import Any

import numpy as np

from backstep.own.inputs import sizes
from backstep.own.subject import Array, Arrays


class Uncopied(np.ndarray):
    """An array that `copy` hands on as it is: what is done to it can be seen."""

    def __new__(cls, array: Array) -> "Uncopied":
        return array.view(cls)

    def copy(self, order: Any = "C") -> Any:  # noqa: ARG002
        return self.view(np.ndarray)


def shapes_for(
    parameters: Arrays, call: str, asked: tuple[int, ...] | None
) -> Iterator[tuple[int, ...]]:
    if asked:
        yield from sizes(asked, ())
        return
    wanted = [n for p in parameters.values() for n in p.shape]
    wanted += [n for n in numbers_in(call) if n > 0]
    widths = list(dict.fromkeys([*wanted, 3, 2, 5]))
    for width in widths:
        for count in (n for n in (5, 2, 7) if n != width):
            yield (count, width)
    for width in widths:
        yield (2, width, 7, 5)
        yield (3, width, 5, 7)
    for width in widths:
        yield (2, width, 7)
        yield (3, width, 5)
    for width in widths:
        yield (2, 5, width)
        yield (3, 7, width)
    yield (5,)


def numbers_in(call: str) -> list[int]:
    try:
        tree = ast.parse(call, mode="eval")
    except SyntaxError:
        return []
    constants = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant))
    return [value for value in constants if type(value) is int and value < 1000]


def parameters_of(layer: Any) -> Arrays:
    """A layer's parameters: what get_parameters, parameters or params give, or its own arrays."""
    found: Any = None
    if callable(getattr(layer, "get_parameters", None)):
        found = layer.get_parameters()
    for name in ("parameters", "params"):
        if found is None and isinstance(getattr(layer, name, None), dict):
            found = getattr(layer, name)
    if found is None:
        found = {n: v for n, v in vars(layer).items() if not n.startswith(("_", "d", "cache"))}
    arrays = {str(n): v for n, v in found.items() if isinstance(v, np.ndarray)}
    return {n: v for n, v in arrays.items() if v.dtype.kind == "f" and v.flags.writeable}


def layers_in(layer: Any) -> list[Any]:
    """The layers that a layer is made of, which it keeps by itself or in a list."""
    found: list[Any] = []
    for value in getattr(layer, "__dict__", {}).values():
        for one in value if isinstance(value, list | tuple) else (value,):
            if callable(getattr(one, "backward", None)) and len(found) < 50:
                found += [one, *layers_in(one)]
    return found
