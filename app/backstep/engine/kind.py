"""A kind of layer, loss, optimizer or initializer: its rules, and all that others need of it.

A rule is a function that computes exactly one tensor. Its name is the tensor that it writes; its
parameter names are the tensors, and the settings, that it reads. Everything else (the step list,
the memory, the forms, the catalog, the tests) is derived from these declarations.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal, TypeVar

from backstep.engine.declared import (
    Array,
    Code,
    Example,
    Parameter,
    Phase,
    Role,
    Rule,
    Settings,
    Shape,
    Text,
)
from backstep.engine.expr import Index
from backstep.engine.letters import Letters, letters
from backstep.engine.misfit import Misfit
from backstep.engine.rule_names import rule_name
from backstep.engine.symbols import write
from backstep.languages import Words
from backstep.setting import Setting

F = TypeVar("F", bound=Callable[..., Any])

RNG = "rng"  # a drawing rule's generator

__all__ = [
    "Array", "Code", "Example", "Index", "Kind", "Letters", "Misfit", "Parameter", "Phase", "Role",
    "Rule", "Setting", "Settings", "Shape", "Text", "call", "letters", "shape_name",
]  # fmt: skip


@dataclass
class Kind:
    """One kind, as its file declares it."""

    name: str
    role: Role
    formula: str
    title: Words
    summary: Words
    inputs: tuple[str, ...] = ("x",)  # what it reads, in order: rules, shapes and work name it so
    settings: dict[str, Setting] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    states: dict[str, Parameter] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    example: Example = field(default_factory=Example)
    more_examples: tuple[Example, ...] = ()
    edges: Literal["W", "one", "all"] = "one"
    group: str = ""  # a layer's, in the menu: one of groups.GROUPS; see shown_in
    classes: bool = False  # a loss whose targets may be given as class numbers
    scores: bool = False  # a loss whose x are scores, to be made into probabilities by itself
    # A layer's outputs: any number, probabilities, what went in, or not known before.
    gives: Literal["any", "probabilities", "passed", "unknown"] = "any"
    takes: Literal["any", "probabilities"] = "any"  # a loss's x
    targets: tuple[float, float] | None = None  # what a loss's targets lie between
    shares: Callable[..., int] | None = (
        None  # the axis, by settings and rank, whose numbers add up to 1
    )
    # Kinds whose parameters it can read transposed: which of its settings are which of theirs.
    transposes: dict[str, dict[str, str]] = field(default_factory=dict)
    mixes_samples: bool = False  # a sample's output depends on the other samples of its batch
    letters: dict[str, Words] = field(default_factory=dict)  # those that mean something else here
    input_titles: dict[str, Words] = field(default_factory=dict)  # where naming.INPUTS has none
    count: Callable[..., int] | None = None  # by shape, and settings: the numbers of a mean, M
    rows: Callable[..., int] | None = None  # by settings: what it reads are numbers of so many rows
    output_shape: Callable[..., Shape] | None = None
    drawing: Callable[..., Array] | None = None  # initializers: draw(rng, shape, …)
    drawing_work: Callable[..., float] | None = None  # multiplications, if more than one a number
    spread: Callable[..., float] | None = None  # initializers: the resulting standard deviation
    spread_formula: str = ""
    code: Code | None = None  # of a layer that is not ours

    def setting(self, name: str, type: str, en: str, es: str, **bounds: Any) -> None:
        """Declare a setting; without a default it is required."""
        bounds.setdefault("required", "default" not in bounds)
        self.settings[name] = Setting(name, type, (en, es), **bounds)

    def parameter(self, name: str, shape: Callable[..., Shape], **more: Any) -> None:
        """Declare a parameter that gradient descent moves. `shape` takes inputs' shapes, as `x`."""
        self.parameters[name] = Parameter(name, shape, **more)

    def state(self, name: str, shape: Callable[..., Shape], **more: Any) -> None:
        """Declare state: of a layer (`shape` takes x's) or of an optimizer (takes p's, as `p`)."""
        self.states[name] = Parameter(name, shape, **more)

    def letter(self, letter: str, en: str, es: str) -> None:
        """Say what a letter of the formulas means, where it is not the axis of x that it names."""
        self.letters[letter] = (en, es)

    def symbol(self, name: str, letter: str) -> None:
        """Say how formulas write a tensor or setting of its own: `mhat` is m̂."""
        write(name, letter)

    def input_title(self, name: str, en: str, es: str) -> None:
        """Say what an input is for: in menus, and in names where it is no letter by itself."""
        self.input_titles[name] = (en, es)

    def like(self, other: "Kind", *, without: tuple[str, ...] = ()) -> None:
        """Begin with another kind's settings, state and rules, but those named; what is declared
        afterwards under one of their names takes its place."""
        names = {rule_name(name) for name in without}
        if unknown := names - {*other.settings, *other.states, *other.rules}:
            raise TypeError(f"{other.name} has no {', '.join(sorted(unknown))} to be left out")
        for declared in ("settings", "states", "rules"):
            taken = getattr(other, declared).items()
            getattr(self, declared).update({n: v for n, v in taken if n not in names})
        known = (e for e in other.more_examples if e.settings.keys() <= self.settings.keys())
        self.more_examples += tuple(known)

    def counts(self, of: Callable[..., int]) -> None:
        """Say how many numbers of an x of this shape are averaged: M in the formulas."""
        self.count = of

    def chooses(self, rows: Callable[..., int]) -> None:
        """Say that what it reads are whole numbers, each that of a row, and how many rows there
        are. Those have no gradient, and only data can be such."""
        self.rows = rows

    def counted(self, x: Shape, settings: Settings) -> int:
        """M, for an x of this shape."""
        assert self.count is not None, f"{self.name} averages nothing"
        asked = parameter_names(self.count)[1:]
        return self.count(x, **{name: settings[name] for name in asked if name in settings})

    def output(self, function: F) -> F:
        """Register how the output's shape follows from the inputs', by their names; it raises
        Misfit where they cannot fit."""
        self.output_shape = function
        return function

    def forward(self, en: Text, es: Text, **more: Any) -> Callable[[F], F]:
        return self._rule("error" if self.role == "loss" else "forward", (en, es), more)

    def backward(self, en: Text, es: Text, **more: Any) -> Callable[[F], F]:
        return self._rule("backward", (en, es), more)

    def update(self, en: Text, es: Text, **more: Any) -> Callable[[F], F]:
        return self._rule("update", (en, es), more)

    def drawn(self, en: Text, es: Text, **more: Any) -> Callable[[F], F]:
        """A forward rule that draws at random: its function also takes `rng`."""
        return self._rule("forward", (en, es), more | {"drawn": True})

    def _rule(self, phase: Phase, words: tuple[Text, Text], more: dict[str, Any]) -> Any:
        def register(function: F) -> F:
            name = rule_name(function.__name__)
            arguments = inspect.signature(function).parameters
            told = {*self.settings, RNG, *map(shape_name, self.inputs)}
            tensors = tuple(a for a in arguments if a not in told)
            self.rules[name] = Rule(
                name=name,
                phase=phase,
                function=function,
                arguments=tuple(arguments),
                tensors=tensors,
                optional=frozenset(t for t in tensors if arguments[t].default is None),
                words=words,
                **more,
            )
            return function

        return register

    def function(self, function: F) -> F:
        """What computes the rule that bears its name in place of what it was declared with: the
        same, by a setting of this kind too."""
        name = rule_name(function.__name__)
        arguments = tuple(inspect.signature(function).parameters)
        self.rules[name] = replace(self.rules[name], function=function, arguments=arguments)
        return function

    def cell(self, function: F) -> F:
        """The twin of the rule whose name it carries before `_at`."""
        return self._attach(function, "_at", "twin")

    def predict(self, function: F) -> F:
        """What replaces the rule (named before `_predicted`) when the network is only used."""
        return self._attach(function, "_predicted", "predict")

    def _attach(self, function: F, suffix: str, attribute: str) -> F:
        name = rule_name(function.__name__.removesuffix(suffix))
        change: dict[str, Any] = {attribute: function}
        self.rules[name] = replace(self.rules[name], **change)
        return function

    def draw(self, function: F) -> F:
        """How an initializer draws: takes rng, shape, fans (in, out) and its settings."""
        self.drawing = function
        return function

    def draw_work(self, function: F) -> F:
        """How many multiplications a draw takes, where it is more than one for each number."""
        self.drawing_work = function
        return function

    def spreading(self, formula: str) -> Callable[[F], F]:
        """The standard deviation σ of what an initializer draws, from fans and settings."""

        def register(function: F) -> F:
            self.spread, self.spread_formula = function, formula
            return function

        return register

    def passes_back(self, name: str) -> bool:
        """Whether an input has a gradient: whole numbers that choose rows have none."""
        return f"d{name}" in self.rules

    @property
    def shown_in(self) -> str:
        """A layer's group: its own, or what follows from its parameters and its shape."""
        shapes = "shapes" if self.output_shape else "activations"
        return self.group or ("weights" if self.parameters else shapes)

    def examples(self) -> tuple[Example, ...]:
        return (self.example, *self.more_examples)


def shape_name(name: str) -> str:
    """How a rule asks for an input's shape where it needs no more of it than that: what it does
    not read need not be kept in memory."""
    return f"{name}_shape"


def call(function: Callable[..., Any], available: Mapping[str, Any]) -> Any:
    """Call a declaration with those of the available things that its parameters name."""
    return function(**{name: available[name] for name in parameter_names(function)})


@lru_cache(maxsize=4096)
def parameter_names(function: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(inspect.signature(function).parameters)
