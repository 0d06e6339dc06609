"""Data sets over REST: the catalog, one made with chosen settings, a run's samples, a table."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstep.datasets import DATASETS
from tests.api.conftest import API, assert_problem


def create(client: TestClient, units: int, **data: Any) -> str:
    network = {
        "layers": [{"kind": "linear", "units": units}],
        "loss": {"kind": "squared_error"},
        "optimizer": {"kind": "sgd", "lr": 0.1},
    }
    answer = client.post(f"{API}/checkpoints", json={"network": network, "data": data})
    assert answer.status_code == 201, answer.text
    return answer.headers["location"]


def test_the_catalog_has_all_that_a_form_needs(client: TestClient) -> None:
    shown = client.get(f"{API}/catalog").json()["datasets"]
    assert list(shown) == list(DATASETS)
    for name, entry in shown.items():
        assert set(entry["settings"]) == set(DATASETS[name].settings)
        assert entry["target"] in ("classes", "numbers")
        assert entry["thumbnail"]["kind"] in ("points", "curve", "images")
        for words in ("title", "summary", "source"):
            assert set(entry[words]) == {"en", "es"}


def test_a_data_set_is_made_with_the_settings_of_the_query(client: TestClient) -> None:
    made = client.get(f"{API}/datasets/spiral?arms=2&samples=5&noise=0").json()
    assert made["x"]["shape"] == [5, 2] and made["target"]["shape"] == [5]
    assert made["settings"] == {"samples": 5, "arms": 2, "turns": 0.75, "noise": 0.0, "seed": 0}
    assert [name["en"] for name in made["classes"]] == ["arm 1", "arm 2"]
    images = client.get(f"{API}/datasets/digits?images=true&samples=2").json()
    assert images["x"]["shape"] == [2, 1, 8, 8]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [("arms=9", "/query/arms"), ("arms=two", "/query/arms"), ("legs=2", "/query/legs")],
)
def test_wrong_settings_of_a_query_are_refused(
    client: TestClient, query: str, pointer: str
) -> None:
    answer = client.get(f"{API}/datasets/spiral?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert client.get(f"{API}/datasets/mnist").status_code == 404


def test_a_runs_samples_are_shown_in_data_units(client: TestClient) -> None:
    place = create(client, 3, dataset="iris", test_fraction=0.2, standardize=True)
    shown = client.get(f"{place}/data").json()
    x, target = DATASETS["iris"].make()
    for part, count in (("train", 120), ("test", 30)):
        rows = shown[part]["rows"]
        assert shown[part]["x"]["shape"] == [count, 4]
        assert shown[part]["x"]["data"] == x[rows].ravel().tolist()
        assert shown[part]["labels"] == target[rows].astype(int).tolist()
    assert sorted(shown["train"]["rows"] + shown["test"]["rows"]) == list(range(150))
    assert len(shown["classes"]) == 3 and len(shown["features"]) == 4
    assert len(shown["shift"]["data"]) == 4


def test_numbers_have_no_labels(client: TestClient) -> None:
    shown = client.get(f"{create(client, 1, dataset='line')}/data").json()
    assert shown["train"]["labels"] is None and shown["classes"] is None
    assert shown["test"]["rows"] == []


def test_yes_and_no_of_an_input_are_previewed_as_the_1_and_0_that_they_become(
    client: TestClient,
) -> None:
    text = "a,smokes,ill\n1,yes,no\n2,no,yes\n3,yes,no\n"
    own = client.post(f"{API}/datasets/csv", json={"text": text}).json()
    assert own["preview"]["rows"][:2] == [[1.0, 1.0, "no"], [2.0, 0.0, "yes"]]
    assert own["x"]["data"][:4] == [1.0, 1.0, 2.0, 0.0]
    assert own["classes"] == ["no", "yes"]


def test_a_table_becomes_samples_that_a_description_takes(client: TestClient) -> None:
    text = "largo;ancho;especie\r\n5,1;3,5;setosa\r\n7;3,2;versicolor\r\n6,3;3,3;virginica\r\n"
    sent = client.post(
        f"{API}/datasets/csv",
        content=text.encode("cp1252"),
        headers={"content-type": "text/csv"},
    )
    assert sent.status_code == 200
    own = sent.json()
    assert [(c["name"], c["type"], c["role"]) for c in own["columns"]] == [
        ("largo", "number", "input"),
        ("ancho", "number", "input"),
        ("especie", "text", "target"),
    ]
    assert own["preview"]["rows"][0] == [5.1, 3.5, "setosa"], "as it is read"
    assert own["preview"]["lines"] == [2, 3, 4]
    assert (own["separator"], own["decimal"], own["header"]) == (";", ",", True)
    assert own["classes"] == ["setosa", "versicolor", "virginica"]
    assert own == client.post(f"{API}/datasets/csv", json={"text": text}).json()
    network = {
        "layers": [{"kind": "linear", "units": 3}],
        "loss": {"kind": "softmax_cross_entropy"},
        "optimizer": {"kind": "sgd", "lr": 0.1},
    }
    data = {name: own[name] for name in ("x", "target", "classes", "features")}
    created = client.post(f"{API}/checkpoints", json={"network": network, "data": data})
    assert created.status_code == 201, created.text
    place = f"{API}/checkpoints/{created.json()['id']}"
    shown = client.get(f"{place}/data").json()
    assert [words["es"] for words in shown["features"]] == ["largo", "ancho"]
    assert [words["en"] for words in shown["classes"]] == own["classes"]
    assert client.get(f"{place}/metrics").json()["classes"] == shown["classes"]
    nameless = {"x": own["x"], "target": own["target"], "classes": None}
    other = client.post(f"{API}/checkpoints", json={"network": network, "data": nameless}).json()
    assert "classes" not in other["description"]["data"]
    names = {"description": {"data": {"classes": None, "features": None}}}
    without = client.post(f"{place}/edit", json=names).json()
    assert "classes" not in without["description"]["data"], "names can be taken away again"


@pytest.mark.parametrize(
    ("names", "code", "pointer"),
    [
        ({"classes": "a"}, "wrong_type", "/data/classes"),
        ({"classes": ["a", 2]}, "wrong_type", "/data/classes/1"),
        ({"features": ["a" * 81]}, "out_of_range", "/data/features/0"),
        ({"features": ["a"] * 1001}, "out_of_range", "/data/features"),
    ],
)
def test_names_that_are_none_are_refused(
    client: TestClient, names: Any, code: str, pointer: str
) -> None:
    network = {"layers": [{"kind": "linear", "units": 1}], "loss": {"kind": "squared_error"}}
    data = {"x": [[1]], "target": [1], **names}
    answer = client.post(f"{API}/checkpoints", json={"network": network, "data": data})
    assert answer.status_code == 422
    assert answer.json()["code"] == code and answer.json()["errors"][0]["pointer"] == pointer


def test_a_tables_problems_point_at_lines(client: TestClient) -> None:
    body = {"text": "a,b\n1,2\n3,x\n5,6\ny,8\n"}
    answer = client.post(f"{API}/datasets/csv", json=body)
    assert answer.status_code == 422
    found = [(entry["pointer"], entry["code"]) for entry in answer.json()["errors"]]
    assert found == [("/line/3", "wrong_type"), ("/line/5", "wrong_type")]
    assert answer.json()["errors"][0]["found"] == {"text": "x", "column": "b"}


def test_columns_are_chosen_in_the_body_or_in_the_query(client: TestClient) -> None:
    text = "a,b,c\n1,2,3\n4,5,6\n"
    body = {"text": text, "target": ["a"], "inputs": [2], "header": True, "classes": False}
    own = client.post(f"{API}/datasets/csv", json=body).json()
    assert (own["features"], own["target"]["data"]) == (["c"], [1, 4])
    query = "target=a&inputs=c&header=true&classes=false"
    headers = {"content-type": "text/csv; charset=utf-8"}
    sent = client.post(f"{API}/datasets/csv?{query}", content=text, headers=headers)
    assert sent.json() == own


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({}, "missing_field", "/text"),
        ({"text": 5}, "wrong_type", "/text"),
        ({"text": "a,b\n1,2", "target": "a"}, "wrong_type", "/target"),
        ({"text": "a,b\n1,2", "header": 1}, "wrong_type", "/header"),
        ({"text": "a,b\n1,2", "sep": ";"}, "unknown_field", "/sep"),
        ([], "wrong_type", ""),
    ],
)
def test_a_wrong_wish_is_refused(client: TestClient, body: Any, code: str, pointer: str) -> None:
    answer = client.post(f"{API}/datasets/csv", json=body)
    assert answer.status_code == 422
    assert answer.json()["code"] == code and answer.json()["errors"][0]["pointer"] == pointer


def test_another_media_type_is_refused(client: TestClient) -> None:
    headers = {"content-type": "application/pdf"}
    assert client.post(f"{API}/datasets/csv", content="a", headers=headers).status_code == 415


def test_a_wish_may_stand_in_the_query_beside_a_body_of_json_too(client: TestClient) -> None:
    text = "a,b,c\n1,2,3\n4,5,6\n"
    query = "target=a&inputs=c&header=true"
    beside = client.post(f"{API}/datasets/csv?{query}", json={"text": text, "gaps": "mean"})
    assert beside.status_code == 200
    assert beside.json()["features"] == ["c"]
    both = client.post(f"{API}/datasets/csv?{query}", json={"text": text, "target": ["b"]})
    assert_problem(both, 422, "unknown_field", "/query/target")


def test_what_the_document_says_of_tables_is_what_is_taken(client: TestClient) -> None:
    operation = client.get("/openapi.json").json()["paths"][f"{API}/datasets/csv"]["post"]
    content = operation["requestBody"]["content"]
    assert content["text/csv"] == {"schema": {"type": "string"}}
    named = {parameter["name"] for parameter in operation["parameters"]}
    table = client.get("/openapi.json").json()["components"]["schemas"]["Table"]
    assert named == set(table["properties"]) - {"text"}
