"""No answer has a field that OpenAPI does not name: each endpoint is asked, for each network."""

from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from backstep.datasets import DATASETS
from backstep.lessons import LESSONS
from backstep.presets import PRESETS
from tests.openapi.contract import Contract, Json

API = "/api/v1"
OF_LESSONS = {
    f"{lesson}/{name}": description
    for lesson, plot in LESSONS.items()
    for name, description in plot["networks"].items()
}
OF_PRESETS = {name: preset["description"] for name, preset in PRESETS.items()}
NETWORKS = OF_PRESETS | OF_LESSONS
GAPS = "a;b;kind\n1,5;;x\n2;3;y\n;4;x\n"


class Visitor:
    """Asks, and holds every answer against the document."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.contract = Contract(client.get("/openapi.json").json())

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self._hold(self.client.get(f"{API}{path}", **more))

    def post(self, path: str, body: Any = None, **more: Any) -> httpx.Response:
        given = {"json": body} if body is not None else {}
        return self._hold(self.client.post(f"{API}{path}", **given, **more))

    def _hold(self, answer: httpx.Response) -> httpx.Response:
        self.contract.hold(answer)
        return answer

    def create(self, description: Json) -> str:
        answer = self.post("/checkpoints", description)
        assert answer.status_code == 201, answer.text
        return f"/checkpoints/{answer.json()['id']}"


@pytest.fixture(scope="module")
def visitor(client: TestClient) -> Visitor:
    return Visitor(client)


def look(visitor: Visitor, place: str) -> None:
    """Everything that can be asked about a checkpoint without changing it."""
    trace = visitor.get(f"{place}/trace").json()
    for query in ("inline=3&preview=2", "tensors=stats", "tensors=none", "phase=error&digits=3"):
        visitor.get(f"{place}/trace?{query}")
    for step in trace["steps"]:
        visitor.get(f"{place}/steps/{step['index']}")
    for address, tensor in trace["tensors"].items():
        first = ",".join("0" for _ in tensor["shape"])
        visitor.get(f"{place}/tensors/{address}?slice={first}")
        visitor.get(f"{place}/explain/{address}?at={first}&terms=3")
        if tensor["role"] in ("gradient", "parameter"):
            visitor.get(f"{place}/chain/{address}")
    for question in ("", "/history", "/export/json", "/data", "/data?inline=1"):
        visitor.get(f"{place}{question}")
    for part in ("train", "test"):
        visitor.get(f"{place}/metrics?part={part}")
    visitor.get(f"{place}/check?address=data.dx")


@pytest.mark.parametrize("name", NETWORKS)
def test_no_answer_about_a_network_has_a_field_that_is_not_described(
    visitor: Visitor, name: str
) -> None:
    description = NETWORKS[name]
    visitor.post("/trace", description)
    place = visitor.create(description)
    look(visitor, place)


@pytest.mark.parametrize("name", OF_PRESETS)
def test_nor_does_what_comes_of_going_on(visitor: Visitor, name: str) -> None:
    place = visitor.create(OF_PRESETS[name])
    further = f"/checkpoints/{visitor.post(f'{place}/next', {'iterations': 2}).json()['id']}"
    last = visitor.get(further).json()["nodes"][-1]["kind"]
    edits = [
        {"redraw": True},
        {"set": [{"address": "l1.W", "at": [0, 0], "value": 0.25}]}
        if "l1.W" in visitor.get(f"{further}/trace").json()["tensors"]
        else {"redraw": ["l1"]},
        {"description": {"seed": 3}},
    ]
    for edit in edits:
        visitor.post(f"{further}/edit", edit)
    edited = f"/checkpoints/{visitor.post(f'{further}/edit', edits[0]).json()['id']}"
    for question in ("", "/history", "/export/json", "/check"):
        visitor.get(f"{edited}{question}")
    assert last
    x = visitor.get(f"{place}/data").json()["test" if "test" in edits else "train"]["x"]
    shape = x["shape"][1:]
    sample: Any = 0.5
    for size in reversed(shape):
        sample = [sample] * size
    visitor.post(f"{place}/predict", {"x": [sample]})
    if shape == [2]:
        visitor.post(f"{place}/predict", {"grid": {"x": [0, 1, 2], "y": [0, 1, 2]}})
    watch = {"norms": True, "metrics": True, "predict": {"x": [sample]}, "tensors": ["loss.E"]}
    visitor.post(f"{place}/train", {"iterations": 3, "keep": 2, "watch": watch})


@pytest.mark.parametrize("name", LESSONS)
def test_nor_does_a_lesson(visitor: Visitor, name: str) -> None:
    visitor.get(f"/lessons/{name}")


@pytest.mark.parametrize("name", DATASETS)
def test_nor_does_a_data_set(visitor: Visitor, name: str) -> None:
    visitor.get(f"/datasets/{name}")


@pytest.mark.parametrize(
    "path",
    ["/catalog", "/lessons", "/healthz", "/readyz", "/function?expression=x^2",
     "/function?expression=sen(x)"],
)  # fmt: skip
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
