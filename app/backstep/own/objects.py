"""A class with forward(x) and backward(dy), as edunn has them: a fresh copy is tried each time."""

import ast
import copy
import inspect
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from backstep.own.handed import lacking, taken_apart
from backstep.own.inputs import INPUTS, pairs
from backstep.own.limits import CALL_SECONDS, at_most
from backstep.own.methods import handed_back, method, returned
from backstep.own.parts import Uncopied, layers_in, parameters_of, shapes_for
from backstep.own.reading import TARGETS
from backstep.own.source import Source
from backstep.own.subject import Array, Arrays, Given, drawn, still
from backstep.own.told import Told, failed


class Object:
    """An object with forward and backward: NAME in the file, or a call such as 'Linear(4, 3)'."""

    def __init__(self, source: Source, name: str, target: bool) -> None:
        self.source, self.name, self.target = source, name, target
        self.calls = 0.0
        self.made = self.make()
        for wanted in ("forward", "backward"):
            if not callable(getattr(self.made, wanted, None)):
                raise Told(
                    f"{name} has no {wanted}(): a layer has forward and backward",
                    f"{name} no tiene {wanted}(): una capa tiene forward y backward",
                )
        self.first = {n: p.copy() for n, p in parameters_of(self.made).items()}
        self.input, self.target_first = self.arguments()
        self.written = (self.input, *self.first)
        self.read: tuple[str, ...] = ()
        self.missing: tuple[str, ...] = ()
        self.others: list[str] = []  # of what else backward has handed back gradients
        self.sent_changed = False
        self.moved: list[str] = []  # parameters that backward has changed
        self.lately: tuple[Any, dict[str, Any]] | None = None

    def make(self) -> Any:
        still(self.source)
        try:
            with at_most(CALL_SECONDS):
                made = eval(self.name, self.source.namespace)
                return made() if inspect.isclass(made) else made
        except BaseException as error:
            raise failed(self.source.path, self.name, error) from None

    def arguments(self) -> tuple[str, bool]:
        """What forward calls its input, and whether the target stands before it."""
        found = list(inspect.signature(self.made.forward).parameters.values())
        names = [a.name for a in found if a.kind in (a.POSITIONAL_ONLY, a.POSITIONAL_OR_KEYWORD)]
        if not self.target:
            return (names[0] if names else "x"), False
        if len(names) > 1 and names[1] in TARGETS:
            return names[0], False
        return (names[1] if len(names) > 1 else "y"), True

    def fresh(self, given: Given) -> Any:
        """A copy whose parameters are drawn anew, in place, as an optimizer changes them."""
        layer = copy.deepcopy(self.made)
        self.update(layer, given)
        return layer

    def update(self, layer: Any, given: Given) -> None:
        for name, parameter in parameters_of(layer).items():
            if name in self.first:
                parameter[...] = given.arrays[name]

    def pass_on(self, layer: Any, given: Given) -> Any:
        x = given.arrays[self.input].copy()
        target = next(iter(given.fixed.values()), None)
        if target is None:
            return layer.forward(x)
        t = target.copy()
        return layer.forward(t, x) if self.target_first else layer.forward(x, t)

    def guarded(self, what: str, act: Any) -> Any:
        still(self.source)
        try:
            with at_most(CALL_SECONDS), np.errstate(all="ignore"):
                return act()
        except BaseException as error:
            raise failed(self.source.path, f"{self.name}.{what}", error) from None

    def forward(self, given: Given, over: Mapping[str, Array] | None = None) -> Arrays:
        assert not over, "what is inside a class is not known"
        self.calls += 1
        value = self.guarded("forward", lambda: self.pass_on(self.fresh(given), given))
        if value is None:
            raise Told(
                f"{self.name}.forward returns nothing: is a return missing?",
                f"{self.name}.forward no devuelve nada: ¿falta un return?",
                self.line("forward"),
            )
        return {"y": np.asarray(value)}

    def backward(self, of: str, given: Given, tensors: Arrays, gradients: Arrays) -> Any:  # noqa: ARG002
        """One call gives all the gradients: they are kept for the next one that is asked for."""
        dy = gradients["y"]
        if self.lately is None or self.lately[0] is not given or self.lately[1]["dy"] is not dy:
            layer = self.fresh(given)
            self.calls += 2
            self.guarded("forward", lambda: self.pass_on(layer, given))
            self.lately = (given, {"dy": dy, "of": self.gradients(layer, dy)})
        found = self.lately[1]["of"].get(of)
        if found is None and of != self.input:
            raise lacking(of, self.others, tuple(self.first), self.line(of))
        return found

    def gradients(self, layer: Any, dy: Array) -> dict[str, Any]:
        """What backward returns, by name: dx, or dx with a dictionary; or what it left behind."""
        sent = dy.copy() if dy.ndim else float(dy)
        before = {n: p.copy() for n, p in parameters_of(layer).items()}
        answer = self.guarded("backward", lambda: layer.backward(sent))
        self.sent_changed = isinstance(sent, np.ndarray) and not np.array_equal(sent, dy)
        after = parameters_of(layer)
        self.moved = [n for n, p in before.items() if n in after and not same(after[n], p)]
        given_back, left = taken_apart(answer, self.input, tuple(self.first), self.line(""))
        self.others = list(left)
        for name in self.first:
            for place in ("grads", "gradients", "gradient"):
                kept = getattr(layer, place, None)
                if isinstance(kept, dict) and name in kept:
                    left.setdefault(name, kept[name])
            if getattr(layer, f"d{name}", None) is not None:
                left.setdefault(name, getattr(layer, f"d{name}"))
        return {self.input: given_back, **left}

    def changed_by(self, given: Given) -> list[tuple[str, int | None]]:
        x = given.arrays[self.input]
        sent, layer = x.copy(), self.fresh(given)
        held = Given({**given.arrays, self.input: Uncopied(sent)}, {}, given.fixed)
        self.guarded("forward", lambda: self.pass_on(layer, held))
        changed = [] if np.array_equal(sent, x) else [(self.input, self.line("forward"))]
        for name, parameter in parameters_of(layer).items():
            if name in self.first and not np.array_equal(parameter, given.arrays[name]):
                changed.append((name, self.line("forward")))
        return changed

    def method(self, name: str) -> ast.FunctionDef | None:
        return method(self.source, self.places(""), name)

    def line(self, of: str) -> int | None:
        """Of backward, where the gradient is computed last; or of another method, its beginning."""
        if of in ("forward", "backward"):
            found = self.method(of)
            return found.lineno if found else None
        return handed_back(self.method("backward"))

    def forward_places(self) -> list[str]:
        return self.places("")

    def layers(self) -> list[tuple[str, str]]:
        """What forward takes with what it hands back, and the usual names of both."""
        names = returned(self.method("forward"))
        outs = dict.fromkeys([*names, "y", "out", "self.y", "self.out", "self.output"])
        ins = dict.fromkeys([self.input, "x", "self.x", "self.inputs", "self.input"])
        return [(i, o) for i in ins for o in outs if ("." in i) == ("." in o)]

    def arriving(self, of: str) -> str:  # noqa: ARG002
        node = self.method("backward")
        names = [a.arg for a in node.args.args if a.arg != "self"] if node else []
        return names[0] if names else "dy"

    def again(self, source: Source) -> "Object":
        """The object of a changed file: made anew, or as it was, of the changed class."""
        if isinstance(self.source.namespace.get(self.name), type(self.made)):
            changed = copy.deepcopy(self.made)
            renewed = source.namespace.get(type(changed).__name__)
            if inspect.isclass(renewed):
                changed.__class__ = renewed
            source.namespace[self.name] = changed
        return Object(source, self.name, self.target)

    def places(self, of: str) -> list[str]:  # noqa: ARG002
        """Its class, those that it is built on, and those of the layers that it is made of, where
        they stand in the file."""
        made = [self.made, *layers_in(self.made)]
        names = dict.fromkeys(kind.__name__ for one in made for kind in type(one).__mro__)
        return [name for name in names if self.source.definition(name) is not None]

    def trials(
        self, asked: tuple[int, ...] | None, rng: np.random.Generator
    ) -> Iterator[Given | Told]:
        """Shapes that may fit: sizes of its parameters, and numbers that it is called with."""
        for shape in shapes_for(self.first, self.name, asked):
            if self.target:
                for sort, x, target in pairs(rng, shape):
                    yield self.given(rng, x, sort, {} if target is None else {"target": target})
            else:
                for sort, draw in INPUTS.items():
                    yield self.given(rng, draw(rng, shape), sort, {})

    def given(self, rng: np.random.Generator, x: Array, sort: str, fixed: Arrays) -> Given:
        moved = {n: drawn(rng, p.shape) for n, p in self.first.items()}
        return Given({self.input: x, **moved}, {}, fixed, (self.input,), sort)


def same(one: Array, other: Array) -> bool:
    return np.array_equal(one, other, equal_nan=True)
