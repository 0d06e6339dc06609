"""A kind's sentences and formulas, as they are for one shape and one choice of settings."""

from collections.abc import Mapping
from typing import Any

from backstep.engine.kind import Example, Kind, Settings, Shape, Text, call, shape_name
from backstep.engine.letters import Letters, letters
from backstep.engine.notation import mentions


def example_facts(kind: Kind, example: Example | None = None) -> dict[str, Any]:
    """What a kind's texts depend on, as in its first example; a parameter is a matrix W[k,j]."""
    example = example or kind.example
    facts: dict[str, Any] = {}
    for name, setting in kind.settings.items():
        value = example.settings.get(name, setting.default)
        same = isinstance(value, str) and value.startswith("=")
        facts[name] = facts[value[1:]] if same else value
    at = Letters("kj") if kind.role == "optimizer" else letters(len(example.shape))
    return {**facts, **shape_facts(example.shapes(kind.inputs)), "at": at}


def shape_facts(into: Mapping[str, Shape]) -> dict[str, Any]:
    """What texts may ask of what a kind reads: the shape of each input (`x_shape`), and of the
    first its rank and the letters of its axes."""
    rank = len(next(iter(into.values()), ()))
    told = {shape_name(name): shape for name, shape in into.items()}
    return {**told, "rank": rank, "at": letters(rank)}


def text_of(text: Text, facts: Settings) -> str:
    """A text that may depend on the settings, and on `shape_facts`."""
    return text if isinstance(text, str) else call(text, facts)


def formula_of(text: Text, facts: Settings) -> str:
    """A formula, in which `x[…]` is the number of x at the place of the one that is computed."""
    at: Letters = facts["at"]
    return text_of(text, facts).replace("[…]", f"[{at}]" if at else "")


def parameter_letters(kind: Kind, name: str, facts: Settings) -> Letters:
    """The letters of a parameter's own axes, as the formula of its gradient has them: k,j of W."""
    cell = kind.rules[f"d{name}"].cell
    if kind.code:  # which has no formula: its axes are counted
        into = {of: facts[shape_name(of)] for of in kind.inputs}
        rank = len(call(kind.parameters[name].shape, {**facts, **into}))
        return Letters(f"a{axis + 1}" for axis in range(rank))
    assert cell is not None, f"{kind.name}: d{name} has no formula of one cell"
    written = dict(reversed(mentions(formula_of(cell, facts)).indices))
    return Letters(written.get(f"d{name}", ()))
