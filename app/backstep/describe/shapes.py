"""Shapes before numbers: what every rule of a block will write, known without computing it."""

from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import Any, TypeAlias

from backstep.engine.kind import Kind, Parameter, Rule, Shape, call
from backstep.engine.misfit import in_words
from backstep.engine.rule_names import stem_of
from backstep.errors import Flaw, QueryError

Into: TypeAlias = Mapping[str, Shape]  # of what a block reads, by the names that it has for it


def holds(shape: Shape, at: Sequence[int]) -> bool:
    """Whether there is a cell at these indices, each counted from 0."""
    return len(at) == len(shape) and all(0 <= i < n for i, n in zip(at, shape, strict=True))


def check_cell(address: str, shape: Shape, at: Sequence[int], pointer: str) -> None:
    """Raises QueryError (index_out_of_range) where a tensor has no such cell."""
    if not holds(shape, at):
        size = in_words(shape, "a single number")
        detail = f"{address} is {size}, counted from 0: there is no cell {list(at)}"
        allowed = {"shape": list(shape)}
        raise QueryError(Flaw("index_out_of_range", detail, pointer, list(at), allowed))


def parameter_shapes(kind: Kind, settings: Mapping[str, Any], into: Into) -> dict[str, Shape]:
    """The shapes of a layer's parameters, in declared order, from those of its inputs."""
    return declared_shapes(kind.parameters.values(), {**settings, **into})


def state_shapes(kind: Kind, settings: Mapping[str, Any], of: Into) -> dict[str, Shape]:
    """The shapes of a layer's state (of its inputs) or of an optimizer's (of its `p`)."""
    return declared_shapes(kind.states.values(), {**settings, **of})


def declared_shapes(
    declared: Iterable[Parameter], available: Mapping[str, Any]
) -> dict[str, Shape]:
    return {p.name: call(p.shape, available) for p in declared if exists(p, available)}


def exists(parameter: Parameter, settings: Mapping[str, Any]) -> bool:
    """Whether a declared tensor is there with these settings."""
    return parameter.when is None or bool(call(parameter.when, settings))


def output_shape(kind: Kind, settings: Mapping[str, Any], into: Into) -> Shape:
    """The shape of y, by default the first input's. Raises Misfit where they do not fit."""
    if kind.output_shape is None:
        return into[kind.inputs[0]]
    return tuple(call(kind.output_shape, {**settings, **into}))


def active_rules(kind: Kind, settings: Mapping[str, Any]) -> list[Rule]:
    """The rules that exist with these settings, in declared order."""
    return [r for r in kind.rules.values() if r.when is None or call(r.when, settings)]


def block_shapes(kind: Kind, settings: Mapping[str, Any], into: Into, y: Shape) -> dict[str, Shape]:
    """The shape of every tensor that a layer's or loss's rules read or write, by local name."""
    shapes = {**into, "y": y, **parameter_shapes(kind, settings, into)}
    shapes |= state_shapes(kind, settings, into)
    for rule in active_rules(kind, settings):
        shapes[rule.name] = rule_shape(rule, settings, shapes)
    return shapes


def rule_shape(rule: Rule, settings: Mapping[str, Any], shapes: Mapping[str, Shape]) -> Shape:
    """As declared; otherwise a gradient is shaped like its tensor, the rest like the input."""
    if rule.shape is not None:
        return tuple(call(rule.shape, {**settings, **shapes}))
    if rule.name == "y":
        return shapes["y"]
    if rule.name == "E":
        return ()
    if rule.phase == "backward" and rule.name[0] == "d":
        of = rule.name[1:]
        if of not in shapes:
            raise TypeError(f"{rule.name} is the gradient of {of}, which no rule computes")
        return shapes[of]
    return shapes.get(stem_of(rule.name), next(iter(shapes.values())))


def block_cost(kind: Kind, settings: Mapping[str, Any], into: Into, y: Shape) -> tuple[int, float]:
    """Cells that a block writes, and multiplications that it needs, in one iteration."""
    shapes = block_shapes(kind, settings, into, y)
    cells, work = 0, 0.0
    for rule in active_rules(kind, settings):
        cells += prod(shapes[rule.name])
        declared = rule.work and call(rule.work, {**settings, **shapes})
        work += declared or prod(shapes[rule.name])
    return cells, work
