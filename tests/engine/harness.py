"""Runs one kind by itself, as its example says: every rule once, on small random tensors."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from backstep.describe import shapes
from backstep.engine.class_axis import class_axis
from backstep.engine.expr import Const, Expr, View
from backstep.engine.kind import Array, Example, Kind, Rule, Shape, call, shape_name
from backstep.engine.letters import Letters
from backstep.engine.registry import INITIALIZERS, LAYERS, LOSSES, OPTIMIZERS
from backstep.engine.texts import shape_facts

OPTIMIZER_SETTINGS = {"lr": 0.1}  # what no optimizer has a default for


@dataclass
class Case:
    """A kind, one of its examples, and every tensor that its rules read or write, by local name."""

    kind: Kind
    example: Example
    settings: dict[str, Any]
    tensors: dict[str, Any] = field(default_factory=dict)
    dtype: str = "float64"

    def __str__(self) -> str:
        chosen = ",".join(f"{k}={v}" for k, v in self.example.settings.items())
        return "-".join(filter(None, [self.kind.name, "x".join(map(str, self.shape)), chosen]))

    @property
    def shape(self) -> Shape:
        return self.example.shape

    @property
    def facts(self) -> dict[str, Any]:
        """What the texts may depend on; an optimizer's parameter has the letters of a W."""
        at = Letters("fcijk"[: len(self.shape)]) if self.kind.role == "optimizer" else None
        known = {**self.settings, **shape_facts(self.into)}
        return known | ({"at": at} if at else {})

    @property
    def rules(self) -> list[Rule]:
        return shapes.active_rules(self.kind, self.settings)

    @property
    def declared(self) -> dict[str, Shape]:
        """Every tensor's shape, as the plan would know it before any arithmetic."""
        if self.kind.role == "optimizer":
            known = {"p": self.shape, "dp": self.shape}
            known |= shapes.state_shapes(self.kind, self.settings, known)
            for rule in self.rules:
                before = known.get(rule.name.removesuffix(":next"), self.shape)
                known[rule.name] = tuple(call(rule.shape, known)) if rule.shape else before
            return known
        into = self.into
        if self.kind.role == "loss":
            y, into = self.shape, into | {"target": self.shape}
        else:
            y = shapes.output_shape(self.kind, self.settings, into)
        return shapes.block_shapes(self.kind, self.settings, into, y)

    @property
    def into(self) -> dict[str, Shape]:
        """The shapes of what it reads, as they are now."""
        declared = self.example.shapes(self.kind.inputs)
        return {n: self.tensors[n].shape if n in self.tensors else declared[n] for n in declared}

    def arguments(self, rule: Rule) -> dict[str, Any]:
        """What the rule is called with."""
        return {name: self.argument(name, rule) for name in rule.arguments}

    def source(self, name: str, rule: Rule) -> str:
        """The tensor that a rule reads under a name: an earlier rule may have put another there."""
        earlier = itertools.takewhile(lambda other: other.name != rule.name, self.rules)
        instead = {r.replaces: r.name for r in earlier if r.replaces}
        return instead.get(name, tensor_name(name))

    def argument(self, name: str, rule: Rule) -> Any:
        if name in rule.tensors:
            return self.tensors.get(self.source(name, rule))
        if name == "rng":
            return np.random.default_rng(5)
        asked = {shape_name(read): read for read in self.kind.inputs}
        return self.tensors[asked[name]].shape if name in asked else self.settings[name]

    def run(self, rules: list[Rule] | None = None) -> None:
        """Apply the rules in their order; overflow and NaN are results."""
        with np.errstate(all="ignore"):
            for rule in self.rules if rules is None else rules:
                self.tensors[rule.name] = rule.function(**self.arguments(rule))

    def twin(self, rule: Rule, at: tuple[int, ...]) -> Expr:
        """The rule for one number, told what an explanation would tell it."""
        told: dict[str, Any] = {"at": at}
        for name, value in self.arguments(rule).items():
            if name in rule.tensors:
                view = View(self.source(name, rule), np.asarray(value))
                told[name] = None if value is None else view
            else:
                told[name] = named(name, value)
        assert rule.twin is not None
        tree: Expr = call(rule.twin, told)
        return tree


def tensor_name(argument: str) -> str:
    """`m_next` is how a rule asks for the tensor `m:next`."""
    stem, found, _ = argument.rpartition("_next")
    return f"{stem}:next" if found else argument


def named(name: str, value: Any) -> Any:
    return Const("const", np.float64(value), (), name) if isinstance(value, float) else value


def settings_of(kind: Kind, given: dict[str, Any]) -> dict[str, Any]:
    """The given settings, and the defaults of the others."""
    settings: dict[str, Any] = {}
    for name, setting in kind.settings.items():
        value = given.get(name, setting.default)
        if isinstance(value, str) and value.startswith("="):
            value = settings[value[1:]]
        settings[name] = float(value) if setting.type == "number" else value
    return settings


def prepare(kind: Kind, example: Example, dtype: str = "float64", seed: int = 1) -> Case:
    """A case with everything given or drawn, and no rule run yet."""
    rng = np.random.default_rng(seed)
    extra = OPTIMIZER_SETTINGS if kind.role == "optimizer" else {}
    case = Case(kind, example, settings_of(kind, {**extra, **example.settings}), dtype=dtype)
    case.tensors = dict(given_tensors(case, rng))
    for name, value in case.tensors.items():
        stored = kind.states[name].dtype if name in kind.states else ""
        case.tensors[name] = np.asarray(value, dtype=stored or dtype)
    return case


def given_tensors(case: Case, rng: np.random.Generator) -> Iterator[tuple[str, Array]]:
    declared = case.declared
    if case.kind.role == "optimizer":
        yield "p", rng.normal(size=case.shape)
        yield "dp", rng.normal(size=case.shape)
    else:
        for name, shape in case.example.shapes(case.kind.inputs).items():
            yield name, inputs(case.example, shape, rng)
    if case.kind.role == "layer":
        yield "dy", rng.normal(size=declared["y"])
    if case.kind.role == "loss":
        yield "target", targets(case.example, rng)
    for name in case.kind.parameters:
        if name in declared:
            yield name, rng.normal(size=declared[name])
    for name in case.kind.states:  # a state may be a variance, or a count: positive and whole
        yield name, np.ceil(3 * rng.random(declared[name]))


def inputs(example: Example, shape: Shape, rng: np.random.Generator) -> Array:
    """Numbers of the wanted kind, none of them near a kink."""
    x = rng.normal(size=shape)
    if example.inputs == "real":
        for kink in example.kinks:
            x = np.where(np.abs(x - kink) < 0.05, kink + 0.1, x)
        return x
    if example.inputs == "indices":  # of rows
        return rng.integers(example.settings["rows"], size=example.shape).astype(float)
    if example.inputs == "positive":
        return np.abs(x) + 0.1
    x = rng.uniform(0.05, 0.95, size=shape)
    return x / x.sum(axis=1, keepdims=True) if example.inputs == "rows" else x


def targets(example: Example, rng: np.random.Generator) -> Array:
    if example.targets == "classes":
        assert class_axis(len(example.shape)) == len(example.shape) - 1, "where else do they lie?"
        classes = rng.integers(example.shape[-1], size=example.shape[:-1])
        return np.eye(example.shape[-1])[classes]
    if example.targets == "bits":
        return rng.integers(2, size=example.shape).astype(float)
    return rng.uniform(0.1, 0.9, size=example.shape)


BLOCKS = [*LAYERS.values(), *LOSSES.values()]
RULED = [*BLOCKS, *OPTIMIZERS.values()]
EVERY = [*RULED, *INITIALIZERS.values()]


def cases_of(kinds: list[Kind]) -> list[tuple[Kind, Example]]:
    return [(kind, example) for kind in kinds for example in kind.examples()]


def title(pair: tuple[Kind, Example]) -> str:
    kind, example = pair
    chosen = ",".join(f"{k}={v}" for k, v in example.settings.items())
    return "-".join(filter(None, [kind.name, "x".join(map(str, example.shape)), chosen]))
