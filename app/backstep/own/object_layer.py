"""A class with forward and backward as a layer that is computed: one opaque block."""

import inspect
from collections.abc import Mapping
from typing import Any

import numpy as np

from backstep.own.first import FIRST
from backstep.own.layer import OwnRule, Shapes
from backstep.own.numeric import slopes
from backstep.own.objects import Object
from backstep.own.source import Source
from backstep.own.subject import Array, Given
from backstep.own.told import Told, failed

KEPT = 8  # objects that were made with other settings
PLAIN = (bool, int, float, str)


class ObjectLayer:
    """Each gradient is a step of its own, though one call of backward gives all of them: what was
    called last is remembered."""

    def __init__(self, source: Source, name: str) -> None:
        self.source, self.name = source, name
        self.names, self.settings, self.required = settings_of(source, name)
        self.made: dict[str, Object] = {}
        self.lately: tuple[list[Any], dict[str, Any]] | None = None
        self.first = self.object_of({**self.settings, **dict.fromkeys(self.required, FIRST)})
        self.inputs: tuple[str, ...] = (self.first.input,)
        self.parameters = tuple(self.first.first)
        given_back = self.tried()
        of = [*self.parameters, self.first.input]
        self.rules = {"y": self.forward_rule()}
        for name in of:
            self.rules[f"d{name}"] = self.gradient_rule(name, written=name in given_back)

    def object_of(self, settings: Mapping[str, Any]) -> Object:
        """The object with these settings, made once."""
        told = ", ".join(f"{name}={settings[name]!r}" for name in self.names)
        call = f"{self.name}({told})" if self.names else self.name
        if call not in self.made:
            while len(self.made) >= KEPT:
                del self.made[next(iter(self.made))]
            self.made[call] = Object(self.source, call, target=False)
        return self.made[call]

    def tried(self) -> set[str]:
        """The gradients that its backward gives, at the first shape that suits it."""
        first: Told | None = None
        for given in self.trials():
            if isinstance(given, Told):
                first = first or given
                continue
            try:
                y = self.first.forward(given)["y"]
            except Told as problem:
                if problem.final:
                    raise
                first = first or problem
                continue
            try:
                layer = self.first.fresh(given)
                self.first.pass_on(layer, given)
                found = self.first.gradients(layer, np.ones(y.shape))
            except Told:
                return set()  # what its backward raises is told where it is computed
            except Exception as error:
                raise failed(self.source.path, f"{self.name}.backward", error) from None
            return {name for name, value in found.items() if value is not None}
        raise first or Told("there is nothing to try", "no hay nada que probar")

    def forward_rule(self) -> OwnRule:
        tensors = (self.first.input, *self.parameters)
        line = self.first.line("forward")
        return OwnRule("y", "forward", tensors, self.names, self.forward, line)

    def gradient_rule(self, of: str, *, written: bool) -> OwnRule:
        tensors = ("dy", self.first.input, *self.parameters)

        def given_back(dy: Array, *values: Any) -> Any:
            found = self.backward(dy, values).get(of)
            if found is None:
                raise Told(
                    f"{self.name}.backward gives no gradient of {of} this time",
                    f"esta vez {self.name}.backward no da el gradiente de {of}",
                    self.first.line("backward"),
                )
            return found

        def derived(dy: Array, *values: Any) -> Array:
            place = tensors.index(of) - 1

            def forward(moved: Array) -> Any:
                return self.forward(*values[:place], moved, *values[place + 1 :])

            return slopes(f"d{of}", forward, values[place], dy)

        line = self.first.line("backward") if written else None
        compute = given_back if written else derived
        return OwnRule(f"d{of}", "backward", tensors, self.names, compute, line, written)

    def given(self, values: tuple[Any, ...]) -> tuple[Object, Given]:
        count = 1 + len(self.parameters)
        settings = dict(zip(self.names, values[count:], strict=True))
        arrays = dict(zip((self.first.input, *self.parameters), values[:count], strict=True))
        return self.object_of(settings), Given(arrays, {}, {}, self.inputs)

    def forward(self, *values: Any) -> Any:
        thing, given = self.given(values)
        return thing.pass_on(thing.fresh(given), given)

    def backward(self, dy: Array, values: tuple[Any, ...]) -> dict[str, Any]:
        """One call gives all the gradients: they are kept for the next that is asked for."""
        asked = [dy, *values]
        if self.lately is None or not all(map(alike, asked, self.lately[0])):
            thing, given = self.given(values)
            layer = thing.fresh(given)
            thing.pass_on(layer, given)
            kept = [v.copy() if isinstance(v, np.ndarray) else v for v in asked]
            self.lately = (kept, thing.gradients(layer, dy))
        return self.lately[1]

    def trials(self) -> Any:
        return self.first.trials(None, np.random.default_rng(0))

    def parameter_shapes(self, settings: Mapping[str, Any], into: Shapes) -> Shapes:  # noqa: ARG002
        return {name: p.shape for name, p in self.object_of(settings).first.items()}


def alike(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return one.shape == other.shape and np.array_equal(one, other, equal_nan=True)
    return bool(one == other)


def settings_of(
    source: Source, name: str
) -> tuple[tuple[str, ...], dict[str, Any], tuple[str, ...]]:
    """What a class is made with, in order; those with a default, and those without one. A call, or
    an object that is there, has none."""
    named = source.namespace.get(name)
    if not inspect.isclass(named):
        return (), {}, ()
    try:
        taken = list(inspect.signature(named).parameters.values())
    except (TypeError, ValueError):
        return (), {}, ()
    taken = [a for a in taken if a.kind in (a.POSITIONAL_OR_KEYWORD, a.KEYWORD_ONLY)]
    required = tuple(a.name for a in taken if a.default is a.empty)
    defaults = {a.name: a.default for a in taken if isinstance(a.default, PLAIN)}
    names = tuple(a.name for a in taken if a.name in defaults or a.name in required)
    return names, defaults, required
