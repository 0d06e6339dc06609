"""Data sets: one made with chosen settings, a user's own table read, and what a run learns from."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from fastapi import APIRouter, Request, Response

from backstep.api import wire
from backstep.api.accepted import JSON, type_of
from backstep.api.answer import Body
from backstep.api.context import Context, ready
from backstep.api.description_schema import of_setting as schema_of_setting
from backstep.api.documented import operation
from backstep.api.files import CSV
from backstep.api.own_table import FROM_QUERY, asked_in_query, of_text, of_wishes
from backstep.api.query import VERSION, Parameter, bounded, read_query, text
from backstep.api.wire import MAX_INLINE, Detail
from backstep.datasets import DATASETS
from backstep.datasets.dataset import in_words
from backstep.describe.classes import Classes, classes_of
from backstep.describe.dataset import make, samples_of
from backstep.describe.flaws import Flaws
from backstep.describe.kinds import read_setting
from backstep.describe.network import Network
from backstep.describe.own_names import class_names, feature_names
from backstep.engine.kind import Array
from backstep.errors import Flaw, NotFound, QueryError
from backstep.setting import Setting, Words

WHOLE = 65_536  # cells of the samples sent whole, by default
INLINE = bounded("inline", "Largest number of cells sent whole.", 0, MAX_INLINE, WHOLE)


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["data"])
    checkpoints, answers = context.checkpoints, context.answers

    @router.get(
        "/datasets/{dataset}",
        **operation(
            "get_dataset", "A data set made with the settings of the query", "Samples",
            path=("dataset",), query=all_settings(),
        ),
    )  # fmt: skip
    async def get_dataset(request: Request) -> Response:
        def answer() -> Body:
            return Body(wire.encode(made(request)))

        return await answers.give(request, answer)

    @router.post(
        "/datasets/csv",
        **operation(
            "read_csv", "Read a table of one's own into samples; nothing is stored", "OwnSamples",
            query=FROM_QUERY, body="Table", other_bodies=(CSV,),
        ),
    )  # fmt: skip
    async def read_csv(request: Request) -> Response:
        asked = asked_in_query(request)
        if type_of(request, (JSON, CSV)) == CSV:
            return await context.take(request, partial(of_text, asked), ready)
        return await context.post(request, partial(of_wishes, asked), ready)

    @router.get(
        "/checkpoints/{id}/data",
        **operation(
            "get_data", "The samples that a checkpoint's run learns from and is tested on", "Data",
            path=("id",), query=(INLINE, VERSION),
        ),
    )  # fmt: skip
    async def get_data(request: Request) -> Response:
        def answer() -> Body:
            query = read_query(request, (INLINE, VERSION))
            network = checkpoints.get(request.path_params["id"]).network
            return Body(wire.encode(data_of(network, Detail(inline=query["inline"]))))

        return await answers.give(request, answer)

    return router


def made(request: Request) -> dict[str, Any]:
    name = request.path_params["dataset"]
    if name not in DATASETS:
        detail = f"There is no data set {name[:60]!r}"
        allowed = {"choices": list(DATASETS)}
        raise NotFound(Flaw("not_found", detail, found=name[:60], allowed=allowed))
    dataset = DATASETS[name]
    parameters = [of_setting(setting) for setting in dataset.settings.values()]
    query = read_query(request, (*parameters, VERSION))
    settings = {name: query[name] for name in dataset.settings}
    x, target = make(name, tuple(settings.items()))
    return {
        "dataset": name,
        "settings": settings,
        "x": wire.whole(x),
        "target": wire.whole(target),
        "classes": worded(dataset.class_names(settings)),
        "features": worded(dataset.feature_names(settings)),
    }


def data_of(network: Network, detail: Detail) -> dict[str, Any]:
    """Both parts in data units, as they were before standardising; targets as the network's."""
    data, given = network.data, network.description["data"]
    x, _ = samples_of(given)
    held_back = np.setdiff1d(np.arange(len(x)), data.rows)
    return {
        "train": part(x, data.rows, data.target, classes_of(data), detail),
        "test": part(x, held_back, data.test_target, classes_of(data), detail),
        "standardize": given["standardize"],
        "shift": wire.tensor(data.shift, detail),
        "scale": wire.tensor(data.scale, detail),
        "border": border_of(network),
        "classes": worded(class_names(given)),
        "features": worded(feature_names(given)),
    }


def border_of(network: Network) -> float | None:
    """Where a single output changes from the first of two classes to the second."""
    classes = classes_of(network.data)
    if classes is None:
        return None
    return (classes.of_scores() if network.loss.kind.scores else classes).threshold


def part(
    x: Array, rows: Array, target: Array, classes: Classes | None, detail: Detail
) -> dict[str, Any]:
    return {
        "rows": rows.tolist(),
        "x": wire.tensor(x[rows], detail),
        "target": wire.tensor(target, detail),
        "labels": classes.read(target).tolist() if classes else None,
    }


def worded(names: Sequence[Words]) -> list[dict[str, str]] | None:
    return [in_words(name) for name in names] or None


def all_settings() -> list[Parameter]:
    """The settings of all data sets, for OpenAPI: each takes those that it knows."""
    of: dict[str, dict[str, Setting]] = {}
    for dataset in DATASETS.values():
        for name, setting in dataset.settings.items():
            of.setdefault(name, {})[dataset.name] = setting
    return [*(widest(settings) for settings in of.values()), VERSION]


WIDER: dict[str, Callable[[list[float]], float]] = {
    "minimum": min,
    "exclusiveMinimum": min,
    "maximum": max,
    "exclusiveMaximum": max,
}


def widest(settings: dict[str, Setting]) -> Parameter:
    """What is true of a setting in all of the data sets that have it."""
    first, *others = settings.values()
    schema = schema_of_setting(first)
    for bound, wider in WIDER.items():
        schemas = [schema_of_setting(setting) for setting in settings.values()]
        bounds = [float(each[bound]) for each in schemas if bound in each]
        schema.pop(bound, None)
        if len(bounds) == len(schemas):
            schema[bound] = wider(bounds)
    same = all(setting.default == first.default for setting in others)
    summary = f"{first.words[0]} ({', '.join(settings)})"
    return Parameter(first.name, text, summary, first.default if same else None, schema)


def of_setting(setting: Setting) -> Parameter:
    """A query parameter that is read like the setting of a description."""

    def read(name: str, text: str) -> Any:
        flaws = Flaws()
        value = read_setting(setting, parsed(setting, text), f"/query/{name}", flaws)
        if flaws.found:
            raise QueryError(*flaws.found)
        return value

    return Parameter(setting.name, read, setting.words[0], setting.default)


def parsed(setting: Setting, text: str) -> Any:
    if setting.type == "text":
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
