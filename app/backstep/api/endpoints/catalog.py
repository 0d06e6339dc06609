"""`GET /catalog`: every kind with its settings and rules, the presets and the limits."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal, NotRequired

from fastapi import APIRouter, Request, Response
from pydantic import Field
from typing_extensions import TypedDict

from backstep.api import wire
from backstep.api.answer import Body
from backstep.api.cards import (
    AnyKind,
    InitializerKind,
    LayerKind,
    Setting,
    card,
    drawing,
    drawn,
    titles_of,
)
from backstep.api.context import Context
from backstep.api.endpoints.lessons import LessonInShort
from backstep.api.route import LastingRoute
from backstep.api.shapes import Description, Words
from backstep.datasets import DATASETS
from backstep.datasets.dataset import Dataset
from backstep.datasets.thumbnail import thumbnail
from backstep.engine.groups import GROUPS, OWN_GROUP
from backstep.engine.kind import Kind
from backstep.engine.registry import INITIALIZERS, LAYERS, LOSSES, OPTIMIZERS
from backstep.engine.symbols import GREEK
from backstep.languages import in_languages
from backstep.lessons import LESSONS, summary_of
from backstep.presets import PRESETS


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


def kinds(registry: Mapping[str, Kind]) -> dict[str, Any]:
    return {name: card(kind) for name, kind in registry.items()}


def shown(dataset: Dataset) -> dict[str, Any]:
    return dataset.to_dict() | {"thumbnail": thumbnail(dataset)}
