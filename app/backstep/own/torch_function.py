"""A torch.autograd.Function, tried through torch itself, in double precision."""

import inspect
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import numpy as np

from backstep.own.functions import Functions
from backstep.own.inputs import INPUTS, sizes
from backstep.own.limits import CALL_SECONDS, at_most
from backstep.own.reading import Graph
from backstep.own.source import Source
from backstep.own.subject import Array, Arrays, Given, still
from backstep.own.told import Told, failed


class TorchFunction(Functions):
    """Its forward's arguments after ctx are inputs, or what `parameters` of the file gives the
    shape of; those with a default are settings."""

    def __init__(self, source: Source, name: str) -> None:
        self.source, self.name = source, name
        self.function = source.namespace[name]
        declared = source.namespace.get("parameters", {})
        arguments = list(inspect.signature(self.function.forward).parameters.values())
        self.context = "setup_context" not in vars(self.function)
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
        y = self.applied(given, self.tensors(given, torch))
        if not isinstance(y, torch.Tensor):
            raise Told(
                f"{self.name}.forward gives no tensor", f"{self.name}.forward no da un tensor"
            )
        return {"y": y.detach().numpy().copy()}

    def backward(self, of: str, given: Given, tensors: Arrays, gradients: Arrays) -> Any:  # noqa: ARG002
        torch = import_module("torch")
        self.calls += 2
        known = self.tensors(given, torch)
        y = self.applied(given, known)
        try:
            with at_most(CALL_SECONDS):
                y.backward(torch.tensor(gradients["y"]))
        except BaseException as error:
            raise failed(self.source.path, f"{self.name}.backward", error) from None
        gradient = known[of].grad
        return np.zeros(known[of].shape) if gradient is None else gradient.numpy().copy()

    def changed_by(self, given: Given) -> list[tuple[str, int | None]]:
        torch = import_module("torch")
        known = {n: torch.tensor(a) for n, a in given.arrays.items()}
        self.applied(given, known)
        line = self.source.line_of(self.name)
        moved = (n for n, t in known.items() if not np.array_equal(t.numpy(), given.arrays[n]))
        return [(name, line) for name in moved]

    def again(self, source: Source) -> "TorchFunction":
        return TorchFunction(source, self.name)

    def places(self, of: str) -> list[str]:  # noqa: ARG002
        return [self.name]

    def forward_places(self) -> list[str]:
        return [self.name]

    def line(self, of: str) -> int | None:  # noqa: ARG002
        return self.source.line_of(self.name)

    def layers(self) -> list[tuple[str, str]]:
        return [(name, "y") for name in self.graph.inputs]

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
    return any(
        f"{k.__module__}.{k.__name__}" == "torch.autograd.function.Function" for k in value.__mro__
    )
