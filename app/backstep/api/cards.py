"""What the catalog says of a kind of layer, loss, optimizer or initializer, and in what shape."""

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from backstep.api import wire
from backstep.api.shapes import Formula, Phase, Tensor, Value, Words
from backstep.engine.curve import curve
from backstep.engine.formula import render
from backstep.engine.kind import Code, Kind, Rule, Text
from backstep.engine.texts import example_facts, formula_of
from backstep.languages import in_languages
from backstep.naming import INPUTS

DIGITS = 3  # of a curve: it is a picture as large as a letter


class Setting(TypedDict):
    """What a form needs to know of a setting."""

    type: Literal["number", "integer", "boolean", "text", "initializer"]
    required: bool
    default: Value
    min: float | None
    max: float | None
    exclusive: Annotated[
        list[Literal["min", "max"]], Field(description="the bounds that it may not reach")
    ]
    excluded: Annotated[
        list[float], Field(description="within the bounds, and no value all the same")
    ]
    choices: list[Value] | None
    format: Annotated[str | None, Field(description="what a text is: expression")]
    recommended: Annotated[
        float | None, Field(description="a value to begin with, where there is no default")
    ]
    title: Annotated[Words, Field(description="what the page calls it")]
    choice_titles: Annotated[list[Words], Field(description="of `choices`, in their order")]
    summary: Words


class RuleInShort(TypedDict):
    """A rule of a kind: the tensor that it writes, and those that it reads."""

    name: str
    phase: Phase
    reads: list[str]
    formula: Formula | None


class AnyKind(TypedDict):
    """A kind of layer, loss, optimizer or initializer."""

    title: Words
    summary: Words
    formula: Formula
    inputs: Annotated[list[str], Field(description="of a layer or loss: what it reads, in order")]
    input_titles: Annotated[dict[str, Words], Field(description="what they are for, by name")]
    settings: dict[str, Setting]
    rules: list[RuleInShort]


class Curve(TypedDict):
    """What a layer makes of each number by itself."""

    x: Tensor
    y: Tensor


class OwnCode(TypedDict):
    """Where a layer of one's own is written, and which version of it this is."""

    file: str
    name: Annotated[str | None, Field(description="of a class in it, or a call of one")]
    version: Annotated[str, Field(description="`source` of a layer in a description")]
    lines: Annotated[dict[str, int | None], Field(description="of each rule, in the file")]
    derived: Annotated[list[str], Field(description="rules that it lacks: derived numerically")]


class LayerKind(AnyKind):
    """A kind of layer."""

    curve: Curve | None
    code: NotRequired[Annotated[OwnCode, Field(description="of a layer of one's own")]]
    group: Annotated[str, Field(description="one of `groups`, in which a menu shows it")]


class InitializerKind(AnyKind):
    """A kind of initializer, with the standard deviation of what it draws."""

    spread: Formula


def titles_of(kind: Kind) -> dict[str, tuple[str, str]]:
    """What the inputs of a kind are called: by itself, or by all who have one of that name."""
    shared = {name: INPUTS[name] for name in kind.inputs if name in INPUTS}
    return shared | kind.input_titles


def card(kind: Kind) -> dict[str, Any]:
    return {
        "title": in_languages(kind.title),
        "summary": in_languages(kind.summary),
        "formula": render(formula_of(kind.formula, example_facts(kind))).to_dict(),
        "inputs": list(kind.inputs) if kind.role in ("layer", "loss") else [],
        "input_titles": {name: in_languages(title) for name, title in titles_of(kind).items()},
        "settings": {name: setting.to_dict() for name, setting in kind.settings.items()},
        "rules": [rule_of(kind, rule) for rule in kind.rules.values()],
    }


def drawn(kind: Kind) -> dict[str, Any]:
    """A layer, with its group, and its curve if it has one."""
    points = curve(kind)
    pair = (
        {"x": wire.whole(points[0], DIGITS), "y": wire.whole(points[1], DIGITS)} if points else None
    )
    own = {"code": code_of(kind.code)} if kind.code else {}
    return card(kind) | {"curve": pair, "group": kind.shown_in} | own


def code_of(code: Code) -> dict[str, Any]:
    return {
        "file": code.file,
        "name": code.name or None,
        "version": code.version,
        "lines": code.lines,
        "derived": sorted(code.derived),
    }


def drawing(kind: Kind) -> dict[str, Any]:
    """An initializer, with the standard deviation of what it draws."""
    return card(kind) | {"spread": render(kind.spread_formula).to_dict()}


def rule_of(kind: Kind, rule: Rule) -> dict[str, Any]:
    formula: Text | None = rule.all or rule.cell
    text = formula and formula_of(formula, example_facts(kind))
    return {
        "name": rule.name,
        "phase": rule.phase,
        "reads": list(rule.tensors),
        "formula": render(text).to_dict() if text else None,
    }
