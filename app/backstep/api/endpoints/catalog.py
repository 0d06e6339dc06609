"""`GET /catalog`: every kind with its settings and rules, the presets and the limits."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal, NotRequired

from fastapi import APIRouter, Request, Response
from pydantic import Field
from typing_extensions import TypedDict

from backstep.api import wire
from backstep.api.answer import Body
from backstep.api.context import Context
from backstep.api.endpoints.lessons import LessonInShort
from backstep.api.route import LastingRoute
from backstep.api.shapes import Description, Formula, Phase, Tensor, Value, Words
from backstep.datasets import DATASETS
from backstep.datasets.dataset import Dataset
from backstep.datasets.thumbnail import thumbnail
from backstep.engine.curve import curve
from backstep.engine.formula import render
from backstep.engine.groups import GROUPS, OWN_GROUP
from backstep.engine.kind import Code, Kind, Rule, Text
from backstep.engine.registry import INITIALIZERS, LAYERS, LOSSES, OPTIMIZERS
from backstep.engine.symbols import GREEK
from backstep.engine.texts import example_facts, formula_of
from backstep.languages import in_languages
from backstep.lessons import LESSONS, summary_of
from backstep.naming import INPUTS
from backstep.presets import PRESETS

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


class Thumbnail(TypedDict):
    """A small picture of samples: points with their class, a curve, or rows of pixels."""

    kind: Literal["points", "curve", "images"]
    points: NotRequired[list[list[float]]]
    shape: NotRequired[list[int]]
    images: NotRequired[list[list[float]]]


class DatasetKind(TypedDict):
    """A data set, and what it can be made with."""

    title: Words
    summary: Words
    source: Words
    target: Literal["classes", "numbers"]
    classes: list[Words]
    counted: Annotated[str | None, Field(description="the setting that counts its classes")]
    features: list[Words]
    plot: Annotated[tuple[int, int], Field(description="the columns of x that its picture shows")]
    settings: dict[str, Setting]
    thumbnail: Thumbnail


class Preset(TypedDict):
    """A network to begin with."""

    title: Words
    summary: Words
    description: Description


class Catalog(TypedDict):
    """What networks can be made of, and how much."""

    layers: dict[str, LayerKind]
    groups: Annotated[dict[str, Words], Field(description="of layers, in the order of a menu")]
    losses: dict[str, AnyKind]
    optimizers: dict[str, AnyKind]
    initializers: dict[str, InitializerKind]
    datasets: dict[str, DatasetKind]
    presets: dict[str, Preset]
    lessons: dict[str, LessonInShort]
    names: Annotated[
        dict[str, Words],
        Field(description="how tensors, settings and inputs are written, where not by their names"),
    ]
    limits: dict[str, float]
    version: str


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["catalog"], route_class=LastingRoute)

    @router.get(
        "/catalog", response_model=Catalog, summary="What networks can be made of, and how much"
    )
    async def get_catalog(request: Request) -> Response:
        return await context.telling(request, lambda: Body(wire.encode(catalog(context)), level=9))

    return router


def catalog(context: Context) -> dict[str, Any]:
    limits = asdict(context.limits) | {
        "max_body_bytes": context.settings.max_body_bytes,
        "look_seconds": context.settings.look_seconds,
        "compute_seconds": context.settings.compute_seconds,
        "max_inline": wire.MAX_INLINE,
        "max_preview": wire.MAX_PREVIEW,
    }
    layers = {name: drawn(kind) for name, kind in list(LAYERS.items())}
    shown_in = {layer["group"] for layer in layers.values()}
    if context.kinds.files:  # even where none of them could be loaded yet
        shown_in.add(OWN_GROUP)
    return {
        "layers": layers,
        "groups": {n: in_languages(words) for n, words in GROUPS.items() if n in shown_in},
        "losses": kinds(LOSSES),
        "optimizers": kinds(OPTIMIZERS),
        "initializers": {name: drawing(kind) for name, kind in INITIALIZERS.items()},
        "datasets": {name: shown(dataset) for name, dataset in DATASETS.items()},
        "presets": PRESETS,
        "lessons": {name: summary_of(lesson) for name, lesson in LESSONS.items()},
        "names": names(),
        "limits": limits,
        "version": context.answers.version,
    }


def names() -> dict[str, Any]:
    """The letters that formulas have for names, and what inputs are called that have none."""
    written = {name: (letter, letter) for name, letter in GREEK.items()}
    for kind in list(LAYERS.values()):
        written |= {name: title for name, title in titles_of(kind).items() if len(name) > 1}
    return {name: in_languages(words) for name, words in written.items()}


def titles_of(kind: Kind) -> dict[str, tuple[str, str]]:
    """What the inputs of a kind are called: by itself, or by all who have one of that name."""
    shared = {name: INPUTS[name] for name in kind.inputs if name in INPUTS}
    return shared | kind.input_titles


def kinds(registry: Mapping[str, Kind]) -> dict[str, Any]:
    return {name: card(kind) for name, kind in registry.items()}


def shown(dataset: Dataset) -> dict[str, Any]:
    return dataset.to_dict() | {"thumbnail": thumbnail(dataset)}


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
