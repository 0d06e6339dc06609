"""A file of functions, tried: each function is called by itself, with copies of what it reads."""

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from backstep.own.inputs import INPUTS, pairs, sizes
from backstep.own.limits import CALL_SECONDS, at_most
from backstep.own.misnamed import Misnamed, misnamed
from backstep.own.reading import Graph, arguments, graph_of
from backstep.own.source import Source
from backstep.own.subject import Array, Arrays, Given, drawn, still
from backstep.own.told import Told, failed


class Functions:
    """The layer that a file of functions is."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.graph: Graph = graph_of(source)
        self.written = tuple(self.graph.gradients)
        self.read = tuple(
            name
            for name in self.graph.known
            if any(f"d{name}" in arguments(f) for f in self.graph.gradients.values())
        )
        self.missing = tuple(name for name in self.graph.known if name not in self.written)
        self.calls = 0.0

    def call(self, function: Callable[..., Any], available: Mapping[str, Any]) -> Any:
        """One call, with copies, so that what one function changes no other one sees."""
        wanted = {}
        for name, argument in arguments(function).items():
            if name in available:
                value = available[name]
                wanted[name] = value.copy() if isinstance(value, np.ndarray) else value
            elif argument.default is inspect.Parameter.empty:
                wanted[name] = None
        still(self.source)
        try:
            with at_most(CALL_SECONDS), np.errstate(all="ignore"):
                return function(**wanted)
        except BaseException as error:
            raise failed(self.source.path, function.__name__, error) from None

    def forward(self, given: Given, over: Mapping[str, Array] | None = None) -> Arrays:
        held: dict[str, Any] = {**given.settings, **given.arrays, **given.fixed, **(over or {})}
        tensors: Arrays = {}
        self.calls += 1
        for name, function in self.graph.tensors.items():
            if name in (over or {}):
                continue
            value = self.call(function, held)
            if value is None:
                raise Told(
                    f"{name} returns nothing: is a return missing?",
                    f"{name} no devuelve nada: ¿falta un return?",
                    self.source.line_of(name),
                )
            held[name] = tensors[name] = np.asarray(value)
        return tensors

    def backward(self, of: str, given: Given, tensors: Arrays, gradients: Arrays) -> Any:
        self.calls += 1
        d = {f"d{name}": value for name, value in gradients.items()}
        known = {**given.settings, **given.arrays, **given.fixed, **tensors, **d}
        return self.call(self.graph.gradients[of], known)

    def changed_by(self, given: Given) -> list[tuple[str, int | None]]:
        """Each function is called with the very arrays, which it may not write to."""
        held: dict[str, Any] = {**given.settings, **given.arrays, **given.fixed}
        changed: list[tuple[str, int | None]] = []
        for name, function in self.graph.tensors.items():
            read = {n: held[n].copy() for n in arguments(function) if is_array(held.get(n))}
            before = {n: value.copy() for n, value in read.items()}
            settings = {n: held.get(n) for n in arguments(function) if n in held and n not in read}
            still(self.source)
            wanted = arguments(function)
            absent = {
                n: None
                for n, a in wanted.items()
                if n not in held and a.default is inspect.Parameter.empty
            }
            with at_most(CALL_SECONDS), np.errstate(all="ignore"):
                value = function(**read, **settings, **absent)
            changed += [
                (n, self.source.line_of(name))
                for n in read
                if not np.array_equal(before[n], read[n], equal_nan=True)
            ]
            held[name] = np.array(value)
        return changed

    def misnamed(self) -> list[Misnamed]:
        """Functions that seem to be meant as a gradient and are none by their names."""
        return misnamed(self.source, self.graph)

    def again(self, source: Source) -> "Functions":
        return Functions(source)

    def places(self, of: str) -> list[str]:
        return [f"d{of}"]

    def forward_places(self) -> list[str]:
        return list(self.graph.tensors)

    def line(self, of: str) -> int | None:
        return last_return(self.source.definition(f"d{of}"))

    def layers(self) -> list[tuple[str, str]]:
        """Each tensor with what it is computed from, and the input with y."""
        pairs = [(read, name) for name, f in self.graph.tensors.items() for read in arguments(f)]
        moved = [(i, o) for i, o in pairs if i in (*self.graph.tensors, *self.graph.inputs)]
        return [*moved, *((name, "y") for name in self.graph.inputs)]

    def takes(self, of: str, name: str) -> bool:
        """Whether a gradient's function reads a tensor."""
        return name in arguments(self.graph.gradients[of])

    def arriving(self, of: str) -> str:
        read = arguments(self.graph.gradients[of])
        return next((name for name in read if name.startswith("d")), "dy")

    def trials(
        self, asked: tuple[int, ...] | None, rng: np.random.Generator
    ) -> Iterator[Given | Told]:
        whole = [v for v in self.graph.settings.values() if type(v) is int]
        for turn, shape in enumerate(sizes(asked, whole)):
            settings = varied(self.graph.settings, turn, shape)
            if self.graph.targets:
                tried = list(pairs(rng, shape))
            else:
                tried = [(sort, draw(rng, shape), None) for sort, draw in INPUTS.items()]
            for sort, x, target in tried:
                try:
                    yield self.given(rng, x, settings, sort, target)
                except Told as problem:  # no shape for its parameters
                    yield problem

    def given(
        self,
        rng: np.random.Generator,
        x: Array,
        settings: dict[str, Any],
        sort: str,
        target: Array | None = None,
    ) -> Given:
        inputs = [n for n in self.graph.inputs if n not in self.graph.targets]
        arrays = {inputs[0]: x} if inputs else {}
        arrays |= {name: drawn(rng, x.shape) for name in inputs[1:]}
        shapes = {name: value.shape for name, value in arrays.items()}
        for name, shape in self.graph.parameters.items():
            arrays[name] = drawn(rng, self.shape_of(name, shape, {**settings, **shapes}))
        fixed = {} if target is None else dict.fromkeys(self.graph.targets, target)
        return Given(arrays, settings, fixed, tuple(inputs), sort)

    def shape_of(self, name: str, shape: Any, available: dict[str, Any]) -> tuple[int, ...]:
        if callable(shape):
            wanted = {n: available[n] for n in arguments(shape) if n in available}
            try:
                shape = shape(**wanted)
            except Exception as error:
                raise failed(self.source.path, f"parameters[{name!r}]", error) from None
        if isinstance(shape, int):
            shape = (shape,)
        if not isinstance(shape, tuple) or not all(isinstance(n, int | np.integer) for n in shape):
            raise Told(
                f"the shape of the parameter {name} is a tuple of whole numbers, not {shape!r}",
                f"la forma del parámetro {name} es una tupla de enteros, no {shape!r}",
            )
        return tuple(int(n) for n in shape)


def last_return(node: ast.AST | None) -> int | None:
    """The line of a function's last return."""
    if node is None:
        return None
    lines = [part.lineno for part in ast.walk(node) if isinstance(part, ast.Return)]
    return max(lines, default=getattr(node, "lineno", None))


def is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray)


def varied(settings: dict[str, Any], turn: int, shape: tuple[int, ...]) -> dict[str, Any]:
    """The settings as they stand, and at later turns others: a factor of 1 would hide."""
    if turn == 0:
        return dict(settings)
    primes = [n for n in (2, 3, 5, 7, 11, 13) if n not in shape]
    changed = dict(settings)
    for place, (name, value) in enumerate(settings.items()):
        if type(value) is int and value > 1:
            changed[name] = primes[(turn + place) % len(primes)]
        elif type(value) is float:
            changed[name] = value * (1 + 0.25 * turn)
    return changed
