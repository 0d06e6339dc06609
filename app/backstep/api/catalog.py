"""`GET /catalog`: every kind with its settings and rules, the presets and the limits."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response

from backstep.api import wire
from backstep.api.answer import Body
from backstep.api.context import Context
from backstep.api.documented import operation
from backstep.api.query import VERSION, read_query
from backstep.datasets import DATASETS
from backstep.datasets.dataset import Dataset
from backstep.datasets.thumbnail import thumbnail
from backstep.engine.curve import curve
from backstep.engine.formula import render
from backstep.engine.kind import Kind, Rule, Text
from backstep.engine.registry import INITIALIZERS, LAYERS, LOSSES, OPTIMIZERS
from backstep.engine.texts import example_facts, formula_of
from backstep.lessons import LESSONS, summary_of
from backstep.presets import PRESETS

DIGITS = 3  # of a curve: it is a picture as large as a letter


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["catalog"])

    @router.get(
        "/catalog",
        **operation(
            "get_catalog", "What networks can be made of, and how much", "Catalog", query=(VERSION,)
        ),
    )
    async def get_catalog(request: Request) -> Response:
        def make() -> Body:
            read_query(request, (VERSION,))
            return Body(wire.encode(catalog(context)), level=9)

        return await context.answers.give(request, make)

    return router


def catalog(context: Context) -> dict[str, Any]:
    limits = asdict(context.limits) | {
        "max_body_bytes": context.settings.max_body_bytes,
        "look_seconds": context.settings.look_seconds,
        "compute_seconds": context.settings.compute_seconds,
        "max_inline": wire.MAX_INLINE,
        "max_preview": wire.MAX_PREVIEW,
    }
    return {
        "layers": {name: drawn(kind) for name, kind in LAYERS.items()},
        "losses": kinds(LOSSES),
        "optimizers": kinds(OPTIMIZERS),
        "initializers": {name: drawing(kind) for name, kind in INITIALIZERS.items()},
        "datasets": {name: shown(dataset) for name, dataset in DATASETS.items()},
        "presets": PRESETS,
        "lessons": {name: summary_of(lesson) for name, lesson in LESSONS.items()},
        "limits": limits,
        "version": context.answers.version,
    }


def kinds(registry: dict[str, Kind]) -> dict[str, Any]:
    return {name: described(kind) for name, kind in registry.items()}


def shown(dataset: Dataset) -> dict[str, Any]:
    return dataset.to_dict() | {"thumbnail": thumbnail(dataset)}


def described(kind: Kind) -> dict[str, Any]:
    return {
        "title": {"en": kind.title[0], "es": kind.title[1]},
        "summary": {"en": kind.summary[0], "es": kind.summary[1]},
        "formula": render(formula_of(kind.formula, example_facts(kind))).to_dict(),
        "settings": {name: setting.to_dict() for name, setting in kind.settings.items()},
        "rules": [rule_of(kind, rule) for rule in kind.rules.values()],
    }


def drawn(kind: Kind) -> dict[str, Any]:
    """A layer, with its curve if it has one."""
    points = curve(kind)
    pair = (
        {"x": wire.whole(points[0], DIGITS), "y": wire.whole(points[1], DIGITS)} if points else None
    )
    return described(kind) | {"curve": pair}


def drawing(kind: Kind) -> dict[str, Any]:
    """An initializer, with the standard deviation of what it draws."""
    return described(kind) | {"spread": render(kind.spread_formula).to_dict()}


def rule_of(kind: Kind, rule: Rule) -> dict[str, Any]:
    formula: Text | None = rule.all or rule.cell
    text = formula and formula_of(formula, example_facts(kind))
    return {
        "name": rule.name,
        "phase": rule.phase,
        "reads": list(rule.tensors),
        "formula": render(text).to_dict() if text else None,
    }
