"""A file of functions as a layer that is computed: which tensor follows from which, one by one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from backstep.own.first import FIRST
from backstep.own.functions import Functions
from backstep.own.numeric import slopes
from backstep.own.reading import arguments
from backstep.own.source import Source
from backstep.own.subject import Array, Given
from backstep.own.told import Told

Shapes = dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class OwnRule:
    """One tensor of a layer of one's own: what it is computed from, and where in the file."""

    name: str
    phase: str
    tensors: tuple[str, ...]
    settings: tuple[str, ...]
    function: Callable[..., Any]  # of the tensors and then the settings, in this order
    line: int | None
    written: bool = True  # or derived numerically, since nobody has written it

    def told(self) -> dict[str, Any]:
        """What the server needs to know of it."""
        return {
            "name": self.name,
            "phase": self.phase,
            "tensors": self.tensors,
            "settings": self.settings,
            "line": self.line,
            "written": self.written,
        }


class OwnLayer(Protocol):
    """A layer of one's own, however it is written."""

    inputs: tuple[str, ...]
    names: tuple[str, ...]  # of its settings, in order
    settings: dict[str, Any]  # with their defaults
    required: tuple[str, ...]  # settings that have none
    rules: dict[str, OwnRule]

    def trials(self) -> Any:
        """What it may be tried with: things given, or Told where one does not suit it."""
        ...

    def parameter_shapes(self, settings: Mapping[str, Any], into: Shapes) -> Shapes:
        """The shape of each parameter."""
        ...


class FunctionsLayer:
    """The layer that the functions of a file are."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.subject = Functions(source)
        graph = self.subject.graph
        if graph.targets:
            raise Told(
                "a function of a target is an error: only layers can be loaded",
                "una función con objetivo es un error: solo se pueden cargar capas",
                source.line_of("y"),
            )
        if not graph.inputs:
            raise Told(
                "y reads no input: a layer's forward is a function of x",
                "y no lee ninguna entrada: el forward de una capa es una función de x",
                source.line_of("y"),
            )
        self.inputs = tuple(graph.inputs)
        self.settings = dict(graph.settings)
        self.names = tuple(self.settings)
        self.required: tuple[str, ...] = ()
        self.rules = {n: self.rule(n, f) for n, f in graph.tensors.items()}
        for of in self.backward_order():
            self.rules[f"d{of}"] = self.gradient(of)

    def rule(self, name: str, function: Callable[..., Any], phase: str = "forward") -> OwnRule:
        graph, taken = self.subject.graph, arguments(function)
        settings = tuple(n for n in taken if n in graph.settings)
        tensors = tuple(n for n in taken if n not in settings and n not in graph.absent)
        absent = [n for n in taken if n in graph.absent]
        names = (*tensors, *settings)

        def compute(*values: Any) -> Any:
            return function(**dict(zip(names, values, strict=True)), **dict.fromkeys(absent))

        line = function.__code__.co_firstlineno
        return OwnRule(name, phase, tensors, settings, compute, line)

    def backward_order(self) -> list[str]:
        """What there is a gradient of: each after those that it reads. What nobody has written and
        somebody needs is among them."""
        graph, order = self.subject.graph, list[str]()

        def visit(of: str, way: tuple[str, ...]) -> None:
            if of in way:
                circle = " → ".join(f"d{n}" for n in (*way, of))
                line = self.source.line_of(f"d{of}")
                raise Told(f"d{of} needs itself: {circle}", f"d{of} se necesita: {circle}", line)
            if of in order:
                return
            for read in arguments(graph.gradients[of]) if of in graph.gradients else ():
                if read != "dy" and read[0] == "d" and read[1:] in graph.known:
                    if read not in graph.tensors:
                        visit(read[1:], (*way, of))
            order.append(of)

        for of in graph.known:
            if of not in graph.tensors or of in graph.gradients:
                visit(of, ())
        return order

    def gradient(self, of: str) -> OwnRule:
        written = self.subject.graph.gradients.get(of)
        if written is not None:
            return self.rule(f"d{of}", written, "backward")
        graph = self.subject.graph
        leaves = [*self.inputs, *graph.parameters]
        reads = tuple(dict.fromkeys(("dy", of, *leaves)))
        settings = tuple(graph.settings)

        def derive(*values: Any) -> Array:
            known = dict(zip((*reads, *settings), values, strict=True))

            def forward(moved: Array) -> Any:
                return self.forward({**known, of: moved})["y"]

            return slopes(f"d{of}", forward, known[of], known["dy"])

        return OwnRule(f"d{of}", "backward", reads, settings, derive, None, written=False)

    def forward(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """Every tensor of the forward that is not known yet; y in any case."""
        held = dict(known)
        for name, function in self.subject.graph.tensors.items():
            if name not in known:
                rule = self.rules.get(name) or self.rule(name, function)
                held[name] = rule.function(*(held[n] for n in (*rule.tensors, *rule.settings)))
        return held

    def trials(self) -> Any:
        return self.subject.trials(None, np.random.default_rng(0))

    def parameter_shapes(self, settings: Mapping[str, Any], into: Shapes) -> Shapes:
        available = {**self.settings, **settings, **into}
        shapes = self.subject.graph.parameters.items()
        return {name: self.subject.shape_of(name, shape, available) for name, shape in shapes}


def computed(layer: OwnLayer, given: Given) -> dict[str, Array]:
    """All that a layer computes on its way forward, tried once. Raises what own code raises."""
    required = dict.fromkeys(layer.required, FIRST)
    known: dict[str, Any] = {**layer.settings, **required, **given.settings, **given.arrays}
    made: dict[str, Array] = {}
    for rule in layer.rules.values():
        if rule.phase == "forward":
            values = [copied(known[name]) for name in (*rule.tensors, *rule.settings)]
            known[rule.name] = made[rule.name] = array_of(rule, rule.function(*values))
    return made


def copied(value: Any) -> Any:
    return value.copy() if isinstance(value, np.ndarray) else value


def array_of(rule: OwnRule, value: Any) -> Array:
    """What a function returned, as an array. Raises Told where it is none of numbers."""
    if value is None:
        raise Told(
            f"{rule.name} returns nothing: is a return missing?",
            f"{rule.name} no devuelve nada: ¿falta un return?",
            rule.line,
        )
    try:
        found = np.asarray(value)
    except ValueError:
        found = np.asarray(None)
    if found.dtype.kind not in "fiub":
        what = type(value).__name__ if found.dtype.kind == "O" else str(found.dtype)
        raise Told(
            f"{rule.name} returns {what} where an array of numbers is expected",
            f"{rule.name} devuelve {what} donde se espera un arreglo de números",
            rule.line,
        )
    return found
