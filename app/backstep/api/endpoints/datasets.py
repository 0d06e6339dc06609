"""`GET /datasets/{dataset}`: a data set made with chosen settings, for a look.

Which settings there are depends on the data set, so its query is read here, by a model for each
that is made from what the data set declares, and described for OpenAPI as what holds for all.
"""

import json
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from pydantic import create_model
from typing_extensions import TypedDict

from backstep.api import wire
from backstep.api.context import Context
from backstep.api.description_schema import Schema
from backstep.api.description_schema import of_setting as schema_of_setting
from backstep.api.names import Names, worded
from backstep.api.query import Asked, OnlyVersion, Version, reading
from backstep.api.refused import read_query
from backstep.api.route import LastingRoute
from backstep.api.shapes import Tensor, Value
from backstep.datasets import DATASETS
from backstep.datasets.dataset import Dataset
from backstep.describe.dataset import make
from backstep.describe.flaws import Flaws
from backstep.describe.kinds import read_setting
from backstep.errors import Flaw, NotFound, QueryError
from backstep.setting import Setting

Name = Annotated[
    str, Path(description="A data set's name.", json_schema_extra={"enum": list(DATASETS)})
]


class Samples(TypedDict):
    """What a data set makes with these settings."""

    dataset: str
    settings: dict[str, Value]
    x: Tensor
    target: Tensor
    classes: Names
    features: Names


def routes(context: Context) -> APIRouter:
    router = APIRouter(tags=["data"], route_class=LastingRoute)

    @router.get(
        "/datasets/{dataset}",
        response_model=Samples,
        summary="A data set made with the settings of the query",
        openapi_extra={"parameters": all_settings()},
    )
    async def get_dataset(request: Request, dataset: Name) -> Response:
        return await context.telling(request, lambda: made(dataset, request))

    return router


def made(name: str, request: Request) -> Samples:
    """The samples. Raises NotFound (not_found), and QueryError for a wrong setting."""
    if name not in DATASETS:
        detail = f"There is no data set {name[:60]!r}"
        allowed = {"choices": list(DATASETS)}
        raise NotFound(Flaw("not_found", detail, found=name[:60], allowed=allowed))
    dataset = DATASETS[name]
    query = read_query(request, QUERIES[name])
    settings = {name: getattr(query, name) for name in dataset.settings}
    x, target = make(name, tuple(settings.items()))
    return {
        "dataset": name,
        "settings": settings,
        "x": wire.whole(x),
        "target": wire.whole(target),
        "classes": worded(dataset.class_names(settings)),
        "features": worded(dataset.feature_names(settings)),
    }


def query_of(dataset: Dataset) -> type[Asked]:
    """The model of a data set's query: its settings, read like those of a description."""
    fields: dict[str, Any] = {
        setting.name: (Annotated[Any, reading(reader_of(setting))], setting.default)
        for setting in dataset.settings.values()
    }
    fields["v"] = (Version, None)
    return create_model(dataset.name, __base__=Asked, **fields)


def reader_of(setting: Setting) -> Callable[[str, str], Any]:
    def read(name: str, text: str) -> Any:
        flaws = Flaws()
        value = read_setting(setting, parsed(setting, text), f"/query/{name}", flaws)
        if flaws.found:
            raise QueryError(*flaws.found)
        return value

    return read


QUERIES = {name: query_of(dataset) for name, dataset in DATASETS.items()}


def parsed(setting: Setting, text: str) -> Any:
    if setting.type == "text":
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def all_settings() -> list[Schema]:
    """The settings of all data sets, for OpenAPI: each takes those that it knows."""
    of: dict[str, dict[str, Setting]] = {}
    for dataset in DATASETS.values():
        for name, setting in dataset.settings.items():
            of.setdefault(name, {})[dataset.name] = setting
    version = OnlyVersion.model_json_schema()["properties"]["v"]
    described = [widest(settings) for settings in of.values()]
    return [*described, in_query("v", version.pop("description"), version)]


def in_query(name: str, summary: str, schema: Schema) -> Schema:
    return {
        "name": name, "in": "query", "required": False, "description": summary, "schema": schema,
    }  # fmt: skip


WIDER: dict[str, Callable[[list[float]], float]] = {
    "minimum": min,
    "exclusiveMinimum": min,
    "maximum": max,
    "exclusiveMaximum": max,
}


def widest(settings: dict[str, Setting]) -> Schema:
    """What is true of a setting in all of the data sets that have it."""
    first, *others = settings.values()
    schema = schema_of_setting(first)
    for bound, wider in WIDER.items():
        schemas = [schema_of_setting(setting) for setting in settings.values()]
        bounds = [float(each[bound]) for each in schemas if bound in each]
        schema.pop(bound, None)
        if len(bounds) == len(schemas):
            schema[bound] = wider(bounds)
    if all(setting.default == first.default for setting in others):
        schema["default"] = first.default
    return in_query(first.name, f"{first.words[0]} ({', '.join(settings)})", schema)
