"""A torch.autograd.Function, tried through torch itself, in double precision."""

import ast
import inspect
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import numpy as np

from backstep.own.functions import Functions
from backstep.own.inputs import INPUTS, sizes
from backstep.own.limits import CALL_SECONDS, at_most
from backstep.own.methods import handed_back, method, returned
from backstep.own.misnamed import Misnamed
from backstep.own.reading import Graph
from backstep.own.source import Source
from backstep.own.subject import Array, Arrays, Given, still
from backstep.own.told import Told, failed

FUNCTION = "torch.autograd.function.Function"


class TorchFunction(Functions):
    """Its forward's arguments after ctx are inputs, or what `parameters` of the file gives the
    shape of; those with a default are settings."""

    def __init__(self, source: Source, name: str) -> None:
        self.source, self.name = source, name
        self.function = source.namespace[name]
        declared = source.namespace.get("parameters", {})
        arguments = list(inspect.signature(self.function.forward).parameters.values())
        kinds = [vars(kind) for kind in self.function.__mro__ if not of_torch(kind)]
        self.context = not any("setup_context" in kind for kind in kinds)
        self.order = [a.name for a in arguments[1 if self.context else 0 :]]
        graph = Graph()
        for argument in arguments[1 if self.context else 0 :]:
            if argument.default is not inspect.Parameter.empty:
                graph.settings[argument.name] = argument.default
            elif argument.name in declared:
                graph.parameters[argument.name] = declared[argument.name]
            else:
                graph.inputs.append(argument.name)
        self.graph = graph
        self.written = (*graph.inputs, *graph.parameters)
        self.read: tuple[str, ...] = ()
        self.missing: tuple[str, ...] = ()
        self.calls = 0.0

    def tensors(self, given: Given, torch: Any) -> dict[str, Any]:
        return {n: torch.tensor(a, requires_grad=True) for n, a in given.arrays.items()}

    def handed(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """Copies that a gradient comes back through: a leaf may not be changed in place, a copy
        may, where forward says so (mark_dirty)."""
        return {name: tensor.clone() for name, tensor in known.items()}

    def applied(self, given: Given, tensors: Mapping[str, Any]) -> Any:
        still(self.source)
        known = {**given.settings, **tensors}
        try:
            with at_most(CALL_SECONDS):
                return self.function.apply(*(known[name] for name in self.order))
        except BaseException as error:
            raise failed(self.source.path, f"{self.name}.forward", error) from None

    def forward(self, given: Given, over: Mapping[str, Array] | None = None) -> Arrays:
        torch = import_module("torch")
        assert not over, "what is inside is not known"
        self.calls += 1
        y = self.applied(given, self.handed(self.tensors(given, torch)))
        if not isinstance(y, torch.Tensor):
            raise Told(
                f"{self.name}.forward gives no tensor", f"{self.name}.forward no da un tensor"
            )
        return {"y": y.detach().numpy().copy()}

    def backward(self, of: str, given: Given, tensors: Arrays, gradients: Arrays) -> Any:  # noqa: ARG002
        torch = import_module("torch")
        self.calls += 2
        known = self.tensors(given, torch)
        y = self.applied(given, self.handed(known))
        try:
            with at_most(CALL_SECONDS):
                # Not y.backward(dy), which imports all of sympy within the call that is timed.
                (y * torch.tensor(gradients["y"])).sum().backward()
        except BaseException as error:
            problem = failed(self.source.path, f"{self.name}.backward", error)
            problem.line = problem.line or self.line(of)
            raise problem from None
        gradient = known[of].grad
        return np.zeros(known[of].shape) if gradient is None else gradient.numpy().copy()

    def changed_by(self, given: Given) -> list[tuple[str, int | None]]:
        torch = import_module("torch")
        known = self.handed(self.tensors(given, torch))
        y = self.applied(given, known)
        node = self.method("forward")
        moved = (n for n, t in known.items() if self.differs(t, given.arrays[n]) and t is not y)
        return [(name, node.lineno if node else None) for name in moved]

    def differs(self, tensor: Any, array: Array) -> bool:
        return not np.array_equal(tensor.detach().numpy(), array)

    def misnamed(self) -> list[Misnamed]:
        return []  # backward gives them in order, without names

    def again(self, source: Source) -> "TorchFunction":
        return TorchFunction(source, self.name)

    def places(self, of: str) -> list[str]:  # noqa: ARG002
        """Its class and those that it is built on, where they stand in the file."""
        names = [kind.__name__ for kind in self.function.__mro__]
        return [name for name in names if self.source.definition(name) is not None]

    def forward_places(self) -> list[str]:
        return self.places("")

    def method(self, name: str) -> ast.FunctionDef | None:
        return method(self.source, self.places(""), name)

    def line(self, of: str) -> int | None:  # noqa: ARG002
        return handed_back(self.method("backward"))

    def layers(self) -> list[tuple[str, str]]:
        """What forward takes with what it hands back: either may have been saved for backward."""
        outs = dict.fromkeys([*returned(self.method("forward")), "y"])
        return [(i, o) for i in self.graph.inputs for o in outs]

    def takes(self, of: str, name: str) -> bool:  # noqa: ARG002
        return False  # what backward reads, it has kept by itself

    def arriving(self, of: str) -> str:  # noqa: ARG002
        names = list(inspect.signature(self.function.backward).parameters)
        return names[1] if len(names) > 1 else "dy"

    def trials(
        self, asked: tuple[int, ...] | None, rng: np.random.Generator
    ) -> Iterator[Given | Told]:
        whole = [v for v in self.graph.settings.values() if type(v) is int]
        for shape in sizes(asked, whole):
            for sort, draw in INPUTS.items():
                try:
                    yield self.given(rng, draw(rng, shape), dict(self.graph.settings), sort)
                except Told as problem:
                    yield problem


def is_torch_function(value: Any) -> bool:
    """Without importing torch: whoever has such a class has imported it."""
    if not inspect.isclass(value):
        return False
    return any(f"{k.__module__}.{k.__name__}" == FUNCTION for k in value.__mro__)


def of_torch(kind: type) -> bool:
    return kind.__module__.partition(".")[0] in ("torch", "builtins")
