"""A file of functions as a layer: from `y` back, what a function names is what it reads."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from backstep.own.alike import alike
from backstep.own.source import Source
from backstep.own.told import Told

FORWARDS = ("y", "forward", "fwd", "f", "out", "output")
TARGETS = ("target", "targets", "t", "y_true", "labels", "label")
Function = Callable[..., Any]


@dataclass(eq=False)
class Graph:
    """What a file of functions declares."""

    tensors: dict[str, Function] = field(default_factory=dict)  # in the order of computing
    parameters: dict[str, Any] = field(default_factory=dict)  # by name: what gives its shape
    inputs: list[str] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    settings: dict[str, Any] = field(default_factory=dict)
    gradients: dict[str, Function] = field(default_factory=dict)  # by what they are gradients of

    @property
    def targets(self) -> list[str]:
        return [name for name in self.inputs if name in TARGETS]

    @property
    def known(self) -> list[str]:
        """All that may have a gradient, but y: in the order of backward."""
        moved = [name for name in self.inputs if name not in TARGETS]
        return [*reversed([t for t in self.tensors if t != "y"]), *self.parameters, *moved]


def own_functions(source: Source) -> dict[str, Function]:
    """The file's own functions but its helpers, which begin with _."""
    found = source.namespace.items()
    return {
        name: value
        for name, value in found
        if inspect.isfunction(value)
        and value.__code__.co_filename == source.path
        and not name.startswith("_")
    }


def graph_of(source: Source) -> Graph:
    """From y back. Raises Told where there is no y, a circle, or settings that disagree."""
    functions, graph = own_functions(source), Graph()
    if "y" not in functions:
        raise without_forward(functions)
    declared = source.namespace.get("parameters", {})
    if not isinstance(declared, dict):
        raise Told(
            'parameters is a dictionary, such as {"W": lambda x, units=3: (x[1], units)}',
            'parameters es un diccionario, como {"W": lambda x, units=3: (x[1], units)}',
        )
    visit("y", functions, declared, graph, ())
    refuse_misnamed(graph, declared, source)
    for name in graph.known:
        gradient = functions.get(f"d{name}")
        if gradient is not None and f"d{name}" not in graph.tensors:
            graph.gradients[name] = gradient
    for function in (*graph.gradients.values(), *filter(callable, graph.parameters.values())):
        settle(function, graph)
    for name, gradient in graph.gradients.items():
        readable = {*graph.tensors, *graph.parameters, *graph.inputs, *graph.settings}
        readable |= {f"d{n}" for n in (*graph.known, "y")} | graph.absent
        refuse_unknown(f"d{name}", gradient, readable, source)
    return graph


def without_forward(functions: dict[str, Function]) -> Told:
    said = (
        "there is no function y: a layer's forward is a function of that name",
        "no hay una función y: el forward de una capa es una función con ese nombre",
    )
    meant = next((name for name in functions if name.casefold() in FORWARDS), None)
    if meant is None:
        return Told(*said)
    line = functions[meant].__code__.co_firstlineno
    return Told(f"{said[0]}; {meant} seems to be it", f"{said[1]}; parece ser {meant}", line)


def refuse_misnamed(graph: Graph, declared: dict[str, Any], source: Source) -> None:
    """What would be taken for an input, and is a parameter whose shape is given by another name."""
    unread = [name for name in declared if name not in graph.parameters]
    for name in graph.inputs:
        meant = alike(name, [one for one in unread if isinstance(one, str)])
        if meant is not None and name != "x":
            raise Told(
                f"{name} is read, and no parameter is called so: parameters has {meant}, which "
                "nothing reads",
                f"se lee {name}, y ningún parámetro se llama así: parameters tiene {meant}, que "
                "nadie lee",
                source.line_of("y"),
            )
    if "parameters" in source.namespace:
        return
    for name, value in source.namespace.items():
        if isinstance(value, dict) and set(graph.inputs[1:]) & set(value):
            raise Told(
                f"{name} is not looked at: the shapes of parameters stand in a dictionary that is "
                "called parameters",
                f"no se mira {name}: las formas de los parámetros van en un diccionario llamado "
                "parameters",
            )


def visit(
    name: str,
    functions: dict[str, Function],
    declared: dict[str, Any],
    graph: Graph,
    way: tuple[str, ...],
) -> None:
    """Put what a tensor reads before it, and then the tensor."""
    if name in way:
        circle = " → ".join((*way, name))
        raise Told(
            f"{name} needs itself: {circle}",
            f"{name} se necesita a sí mismo: {circle}",
            functions[name].__code__.co_firstlineno,
        )
    if name in graph.tensors:
        return
    settle(functions[name], graph)
    for read in arguments(functions[name]):
        default = arguments(functions[name])[read].default
        if read in functions:
            visit(read, functions, declared, graph, (*way, name))
        elif read in declared:
            graph.parameters.setdefault(read, declared[read])
        elif default is None:
            graph.absent.add(read)
        elif default is inspect.Parameter.empty and read not in settings_of(functions.values()):
            if read not in graph.inputs:
                graph.inputs.append(read)
    graph.tensors[name] = functions[name]


@lru_cache(maxsize=1024)
def arguments(function: Function) -> Mapping[str, inspect.Parameter]:
    found = dict(inspect.signature(function).parameters)
    for name, argument in found.items():
        if argument.kind in (argument.VAR_POSITIONAL, argument.VAR_KEYWORD):
            raise Told(
                f"{function.__name__} takes *{name}: a function names each tensor that it reads",
                f"{function.__name__} toma *{name}: una función nombra cada tensor que lee",
                function.__code__.co_firstlineno,
            )
    return found


def settings_of(functions: Iterable[Function]) -> set[str]:
    empty = inspect.Parameter.empty
    parameters = (inspect.signature(f).parameters.items() for f in functions)
    return {n for found in parameters for n, a in found if a.default not in (None, empty)}


def settle(function: Function, graph: Graph) -> None:
    """Note a function's settings; one has the same default wherever it stands."""
    for name, argument in arguments(function).items():
        value = argument.default
        if value is None or value is inspect.Parameter.empty:
            continue
        if graph.settings.setdefault(name, value) != value:
            before = graph.settings[name]
            raise Told(
                f"the setting {name} is {value!r} here and {before!r} elsewhere: it has one "
                "default",
                f"el ajuste {name} es {value!r} aquí y {before!r} en otra parte: tiene un solo "
                "valor por defecto",
                function.__code__.co_firstlineno,
            )


def refuse_unknown(name: str, function: Function, readable: set[str], source: Source) -> None:
    for read, argument in arguments(function).items():
        if read not in readable and argument.default is inspect.Parameter.empty:
            meant = alike(read, sorted(readable))
            raise Told(
                f"{name} reads {read}, which nothing in the file computes, and no parameter, input "
                "or setting is called so" + (f": is {meant} meant?" if meant else ""),
                f"{name} lee {read}, que nada en el archivo calcula, y ningún parámetro, entrada "
                "ni ajuste se llama así" + (f": ¿quiso decir {meant}?" if meant else ""),
                source.line_of(name),
            )
