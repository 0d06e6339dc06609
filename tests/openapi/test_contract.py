"""No answer has a field that OpenAPI does not name: each endpoint is asked, for each network."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from fastapi.testclient import TestClient

from backstep.datasets import DATASETS
from backstep.lessons import LESSONS
from backstep.presets import PRESETS
from tests.kinds.conftest import serving
from tests.openapi.contract import Contract, Json

API = "/api/v1"
JSON = {"content-type": "application/json"}
OF_LESSONS = {
    f"{lesson}/{name}": description
    for lesson, plot in LESSONS.items()
    for name, description in plot["networks"].items()
}
OF_PRESETS = {name: preset["description"] for name, preset in PRESETS.items()}
NETWORKS = OF_PRESETS | OF_LESSONS
FURTHER_PRESETS = [name for name in OF_PRESETS if name != "course"]  # which is asked everything
LARGE = ("digits", "spiral", "transformer")  # asked by the long tests: a second and more each
ABOUT_NO_NETWORK = (
    "/catalog",
    "/lessons",
    "/healthz",
    "/readyz",
    "/function?expression=x^2",
    "/networks/suggested?shape=4&classes=3",
    "/kinds",
)
SMALL: Json = {  # but for its layers, which change no shape
    "network": {
        "loss": {"kind": "squared_error"},
        "optimizer": {"kind": "sgd", "lr": 0.1},
    },
    "data": {"x": [[1.0, 2.0], [3.0, 4.0]], "target": [[1.0, 2.0], [0.0, 1.0]]},
}
OWN = '''"""Twice as much."""


def y(x, factor=2.0):
    return factor * x


def dx(dy, factor=2.0):
    return factor * dy
'''
GAPS = "a;b;kind\n1,5;;x\n2;3;y\n;4;x\n"


class Visitor:
    """Asks, and holds every answer against the document."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.contract = Contract(client.get("/openapi.json").json())
        self.held: set[tuple[str, str, int]] = set()  # what was asked, how, and the status

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self._hold(self.client.get(f"{API}{path}", **more))

    def post(self, path: str, body: Any = None, **more: Any) -> httpx.Response:
        given = {"json": body} if body is not None else {}
        return self._hold(self.client.post(f"{API}{path}", **given, **more))

    def _hold(self, answer: httpx.Response) -> httpx.Response:
        path = self.contract.hold(answer)
        self.held.add((path, answer.request.method, answer.status_code))
        return answer

    def create(self, description: Json) -> str:
        answer = self.post("/checkpoints", description)
        assert answer.status_code == 201, answer.text
        return f"/checkpoints/{answer.json()['id']}"


@pytest.fixture(scope="module")
def visitor(client: TestClient) -> Visitor:
    return Visitor(client)


def look(visitor: Visitor, place: str) -> None:
    """All that can be asked about a checkpoint without changing it, as OpenAPI knows it."""
    trace = visitor.get(f"{place}/trace").json()
    for path, operation in visitor.contract.gets():
        if not path.startswith(f"{API}/checkpoints/{{id}}"):
            continue
        asked = path.removeprefix(API).replace("/checkpoints/{id}", place)
        first, *others = filled(asked, trace)
        for way in [first, *others]:
            visitor.get(way + required(way, operation, trace))
        for query in variations(operation):
            sign = "&" if "?" in first + required(first, operation, trace) else "?"
            visitor.get(first + required(first, operation, trace) + sign + query)
    visitor.get(f"{place}/check?address=data.dx")


def filled(path: str, trace: Json) -> list[str]:
    """A path for each step, or each tensor, where it names one: a gradient comes first."""
    if "{k}" in path:
        return [path.replace("{k}", str(step["index"])) for step in trace["steps"]]
    addresses = sorted(trace["tensors"], key=lambda name: not name.endswith(".dW"))
    return [path.replace("{address}", a) for a in addresses] if "{address}" in path else [path]


def required(path: str, operation: Json, trace: Json) -> str:
    """The query without which there is no answer: the first cell of a tensor, or of many."""
    needed = [
        p["name"] for p in operation.get("parameters", []) if p["in"] == "query" * p["required"]
    ]
    assert needed in ([], ["at"], ["cells"]), f"{path} needs {needed}: say what to ask it"
    if needed == ["cells"]:
        return "?cells=" + ",".join(
            f"{step['writes']}[{','.join('0' for _ in trace['tensors'][step['writes']]['shape'])}]"
            for step in trace["steps"][:32]
        )
    shape = trace["tensors"][path.rpartition("/")[2]]["shape"] if needed else []
    return "?at=" + ",".join("0" for _ in shape) if needed else ""


def variations(operation: Json) -> Iterator[str]:
    """Each choice that a query has, and each number at its least."""
    for parameter in operation.get("parameters", []):
        schema = parameter["schema"]
        if parameter["in"] == "query" and not parameter["required"]:
            values = schema.get("items", schema).get("enum", [])
            values = values or ([schema["minimum"]] if "minimum" in schema else [])
            yield from (f"{parameter['name']}={value}" for value in values)


def some(names: Iterable[str]) -> list[Any]:
    return [pytest.param(name, marks=[pytest.mark.long] * (name in LARGE)) for name in names]


@pytest.mark.parametrize("name", some(NETWORKS))
def test_no_answer_about_a_network_has_a_field_that_is_not_described(
    visitor: Visitor, name: str
) -> None:
    visitor.post("/trace", NETWORKS[name])
    place = visitor.create(NETWORKS[name])
    if name in FURTHER_PRESETS:
        look(visitor, place)


def go_on(visitor: Visitor, place: str) -> None:
    """All that leads on from a checkpoint."""
    further = f"/checkpoints/{visitor.post(f'{place}/next', {'iterations': 2}).json()['id']}"
    train = visitor.get(f"{place}/data?inline=10000000").json()["train"]
    x, target = train["x"], train["target"]
    sample = np.reshape(x["data"], x["shape"])[:1].tolist()
    # Of what any network takes: a number of x may choose a row, which NaN does not.
    cell = {"address": "data.target", "at": [0] * len(target["shape"]), "value": "NaN"}
    for edit in ({"redraw": True}, {"set": [cell]}, {"description": {"seed": 3}}, {}):
        edited = f"/checkpoints/{visitor.post(f'{further}/edit', edit).json()['id']}"
        for question in ("", "/history", "/export/json", "/check", "/metrics", "/trace"):
            visitor.get(f"{edited}{question}")
    visitor.post(f"{further}/renewed", {})
    asked: list[Json] = [{"x": sample}]
    if x["shape"][1:] == [2]:
        asked.append({"grid": {"x": [0, 1, 2], "y": [0, 1, 2]}})
    for samples in asked:
        visitor.post(f"{place}/predict", samples)
        watch = {
            "norms": True, "metrics": True, "predict": samples, "tensors": ["loss.E", "data.x"],
            "cells": [{"address": "loss.E", "at": []}],
        }  # fmt: skip
        for more in ({}, {"encoding": "packed"}, {"encoding": "packed", "inline": 0}):
            visitor.post(f"{place}/train", {"iterations": 3, "keep": 2, "watch": watch | more})
    # From a NaN it breaks at once, and says where.
    broken = f"/checkpoints/{visitor.post(f'{place}/edit', {'set': [cell]}).json()['id']}"
    visitor.post(f"{broken}/train", {"iterations": 3})


@pytest.mark.parametrize("name", some(FURTHER_PRESETS))
def test_nor_does_what_comes_of_going_on(visitor: Visitor, name: str) -> None:
    go_on(visitor, visitor.create(OF_PRESETS[name]))


@pytest.mark.parametrize("name", LESSONS)
def test_nor_does_a_lesson(visitor: Visitor, name: str) -> None:
    visitor.get(f"/lessons/{name}")


@pytest.mark.parametrize("name", some(OF_PRESETS))
def test_nor_does_what_a_preset_opens_with(visitor: Visitor, name: str) -> None:
    visitor.get(f"/presets/{name}")


@pytest.mark.parametrize("name", DATASETS)
def test_nor_does_a_data_set(visitor: Visitor, name: str) -> None:
    visitor.get(f"/datasets/{name}")


@pytest.mark.parametrize("path", ABOUT_NO_NETWORK)
def test_nor_does_what_is_about_no_network(visitor: Visitor, path: str) -> None:
    visitor.get(path)


@pytest.mark.parametrize(
    "body",
    [
        {"text": "a;b\n1,5;2\n2,5;3\n"},
        {"text": GAPS, "gaps": "mean"},
        {"text": "a,b\n1,x\n2,3\n4,5"},
        {"text": ""},
        {"text": "price;rooms\n1.234;3\n2.500;4\n"},
        {"text": 3, "target": 1, "more": 2},
    ],
)
def test_nor_does_a_table(visitor: Visitor, body: Json) -> None:
    visitor.post("/datasets/csv", body)
    text = {"content-type": "text/csv"}
    visitor.post("/datasets/csv?lang=es", headers=text, content=str(body["text"]))


def test_nor_does_what_fits_or_does_not(visitor: Visitor) -> None:
    kinds = [{"kind": name, "units": 3} for name in ("linear", "tanh", "none")]
    networks = [{"layers": [kind], "loss": {"kind": "binary_cross_entropy"}} for kind in kinds]
    body = {"networks": networks, "x": [4, 2], "target": [4, 1], "target_range": [-1, 2]}
    visitor.post("/fits", body)
    visitor.post("/fits", {"networks": 3, "x": "y"})


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/function?expression=sen(x)", 422),
        ("/networks/suggested?shape=0&classes=x&mean=1e999&deviation=-1", 422),
        ("/catalog?x=1", 422),
        ("/checkpoints/x.0", 404),
        ("/lessons/none", 404),
        ("/datasets/none", 404),
        ("/datasets/spiral?arms=9&noise=x", 422),
        ("/checkpoints/x.0/trace?inline=x&digits=99&phase=up&v=1&v=2", 422),
    ],
)
def test_nor_does_a_problem(visitor: Visitor, path: str, status: int) -> None:
    assert visitor.get(path).status_code == status


def test_nor_do_problems_of_bodies_whose_types_and_forms_are_wrong(visitor: Visitor) -> None:
    place = visitor.create(OF_PRESETS["course"])
    bodies: list[Any] = [{}, 3, {"iterations": 0, "set": 3, "grid": 3, "more": 1, "x": "y"}]
    for path, operation in visitor.contract.posts():
        asked = path.removeprefix(API).replace("/checkpoints/{id}", place)
        visitor.post(asked.replace("{training}", "none"), content=b"{", headers=JSON)
        visitor.post(asked.replace("{training}", "none"), content=b"{}")
        for body in bodies:
            visitor.post(asked.replace("{training}", "none"), body)
        assert operation["requestBody"]


def test_every_endpoint_is_asked_and_each_way_in_which_it_succeeds(client: TestClient) -> None:
    """One that is new and about a checkpoint is asked by itself; others are to be asked here."""
    visitor = Visitor(client)
    visitor.post("/trace", OF_PRESETS["course"])
    place = visitor.create(OF_PRESETS["course"])
    look(visitor, place)
    go_on(visitor, place)
    assert visitor.post("/trainings/00000000000000000000/stop?ended=1", {}).status_code == 200
    visitor.post("/datasets/csv", {"text": "a;b\n1,5;2\n2,5;3\n"})
    layers = {"layers": [{"kind": "tanh"}], "loss": {"kind": "squared_error"}}
    visitor.post("/fits", {"networks": [layers], "x": [4, 2], "target": [4, 2]})
    for path in (
        *ABOUT_NO_NETWORK,
        f"/lessons/{next(iter(LESSONS))}",
        f"/datasets/{next(iter(DATASETS))}",
        f"/presets/{next(iter(PRESETS))}",
    ):
        visitor.get(path)
    told = {
        (path, method.upper(), int(status))
        for path, methods in visitor.contract.described
        for method, operation in methods.items()
        for status in operation["responses"]
        if int(status) < 300
    }
    assert told <= visitor.held, sorted(told - visitor.held)


@pytest.mark.long  # own code is computed by processes of their own
def test_no_answer_about_layers_of_ones_own_has_a_field_that_is_not_described(
    tmp_path: Path,
) -> None:
    texts = {"whole": OWN, "half": OWN.partition("\n\ndef dx")[0], "broken": "def y(x:\n"}
    with serving(tmp_path, {f"{name}.py": text for name, text in texts.items()}) as own:
        visitor = Visitor(own.client)
        shown = visitor.get("/kinds").json()
        assert {kind["kind"] for kind in shown["kinds"]} == {"own:whole", "own:half", "own:broken"}
        layers = visitor.get("/catalog").json()["layers"]
        assert layers["own:whole"]["code"]["lines"]
        network = SMALL["network"] | {"layers": [{"kind": "own:half"}, {"kind": "own:whole"}]}
        place = visitor.create(SMALL | {"network": network})
        visitor.get(f"{place}/trace")
        visitor.get(f"{place}/check?address=data.dx")
        for address in ("l1.y", "data.dx", "l2.y"):
            code = visitor.get(f"{place}/explain/{address}?at=0,1").json()["code"]
            assert code["written"] == (address != "data.dx")
