"""Checkpoints over HTTP: their ids name their causes, and everything leads to one."""

import re

import numpy as np
import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API, Json, assert_problem


def test_a_checkpoint_is_created_described_and_found_again(
    client: TestClient, course: Json
) -> None:
    answer = client.post(f"{API}/checkpoints", json=course)
    assert answer.status_code == 201
    made = answer.json()
    assert re.fullmatch(r"[0-9a-hjkmnp-tv-z]{20}\.0", made["id"])
    assert answer.headers["location"] == f"{API}/checkpoints/{made['id']}"
    assert answer.headers["cache-control"] == "no-store"
    assert (made["base"], made["iteration"]) == (made["id"][:20], 0)
    assert made["parent"] is None
    assert made["parameter_count"] == 25
    assert [node["id"] for node in made["nodes"]] == ["data", "l1", "l2", "l3", "loss", "optimizer"]
    assert [node["label"] for node in made["nodes"][1:4]] == ["RL1", "RL2", "RL3"]
    assert made["nodes"][1]["parameters"] == {"W": [2, 3], "b": [3]}
    assert [node["inputs"] for node in made["nodes"]] == [
        {}, {"x": "data"}, {"x": "l1"}, {"x": "l2"}, {"x": "l3", "target": "data"}, {}
    ]  # fmt: skip
    assert (made["nodes"][3]["input_shape"], made["nodes"][3]["output_shape"]) == ([4, 3], [4, 1])
    assert made["description"]["network"]["optimizer"] == {"kind": "sgd", "lr": 0.05, "l2": 0}
    assert made["description"]["data"]["x"]["shape"] == [12, 2]
    assert made["omitted"] == []
    assert client.get(answer.headers["location"]).json() == made


def test_equal_descriptions_have_equal_ids_however_they_are_written(
    client: TestClient, tiny: Json
) -> None:
    def id_of(description: Json) -> str:
        return str(client.post(f"{API}/checkpoints", json=description).json()["id"])

    tensor = {"shape": [2, 1], "data": [0.5, -0.25]}
    optimizer = {"kind": "sgd", "lr": 0.1}
    spelled_out = {
        "seed": 0.0, "dtype": "float64", "batch": {"size": None, "shuffle": False},
        "parameters": {"l1.b": [0.1], "l1.W": tensor}, "frozen": [],
        "data": {"target": [1.0, 0.0], "x": [[1.0, 2.0], [3.0, 4.0]], "test_fraction": 0},
        "network": {**tiny["network"], "optimizer": optimizer},
    }  # fmt: skip
    spelled_out["data"]["target"] = [[1.0], [0.0]]  # type: ignore[index]
    assert id_of(tiny) == id_of(spelled_out)
    marks = ["l1.b", "l1", "l1.W"]  # a set, however it is listed
    assert id_of({**tiny, "frozen": marks}) == id_of({**tiny, "frozen": [*sorted(marks), "l1"]})
    others = [{**tiny, "seed": 1}, {**tiny, "dtype": "float32"}, {**tiny, "frozen": ["l1.b"]}]
    assert len({id_of(other) for other in [tiny, *others]}) == 4


def test_ids_do_not_change_from_release_to_release(client: TestClient, tiny: Json) -> None:
    made = client.post(f"{API}/checkpoints", json=tiny).json()
    assert made["id"] == "3e1r6ev5n8abhp788g6q.0"


def test_an_answers_description_creates_the_same_checkpoint(
    client: TestClient, course: Json
) -> None:
    made = client.post(f"{API}/checkpoints", json=course).json()
    again = client.post(f"{API}/checkpoints", json=made["description"])
    assert again.status_code == 201
    assert again.json()["id"] == made["id"]


def test_large_tensors_are_left_out_of_the_description_and_listed(
    client: TestClient, tiny: Json
) -> None:
    x = np.linspace(0, 1, 2 * 4000).reshape(4000, 2).tolist()
    tiny["data"] = {"x": x, "target": [[0]] * 4000}
    made = client.post(f"{API}/checkpoints", json=tiny).json()
    assert made["omitted"] == ["data.x"]
    assert "x" not in made["description"]["data"]
    assert made["description"]["data"]["target"]["shape"] == [4000, 1]
    tiny["network"]["layers"][0]["units"] = 2050
    tiny["parameters"] = {"l1.W": np.zeros((2, 2050)).tolist()}
    tiny["data"] = {"x": [[1, 2]], "target": [[0] * 2050]}
    assert client.post(f"{API}/checkpoints", json=tiny).json()["omitted"] == ["parameters.l1.W"]


@pytest.mark.parametrize("id", ["x", "0" * 20 + ".0", "0" * 20, "%00", "a.b.c", "k3v9%2F.0"])
def test_an_id_that_does_not_exist_is_unknown_everywhere(client: TestClient, id: str) -> None:
    paths = ["", "/trace", "/steps/0", "/tensors/l1.W", "/explain/l1.W?at=0,0", "/chain/l1.W"]
    for path in [*paths, "/history"]:
        answer = client.get(f"{API}/checkpoints/{id}{path}")
        code = "not_found" if "%2F" in id else "unknown_checkpoint"
        assert_problem(answer, 404, code)
    if "%2F" not in id:
        for path, body in (("edit", {}), ("next", {}), ("predict", {"x": [[1, 2]]})):
            answer = client.post(f"{API}/checkpoints/{id}/{path}", json=body)
            assert_problem(answer, 404, "unknown_checkpoint")


def test_an_iteration_too_far_away_is_not_reached_and_a_near_one_is_computed(
    client: TestClient, create, tiny: Json
) -> None:
    base = create(tiny).removesuffix(".0")
    assert client.get(f"{base}.37/trace").json()["iteration"] == 37
    problem = assert_problem(client.get(f"{base}.999999999999"), 404, "not_reached")
    furthest = problem["errors"][0]["allowed"]["max"]
    assert furthest > 1000
    assert client.get(f"{base}.{furthest}").status_code == 200
    for wrong in (".037", ".-1", ".1e3", ".9999999999999999"):
        assert_problem(client.get(f"{base}{wrong}"), 404, "unknown_checkpoint")


def test_next_goes_on_by_one_or_by_many_to_the_same_place(
    client: TestClient, create, course: Json
) -> None:
    place = create(course)
    one_by_one = place
    for _ in range(10):
        answer = client.post(f"{one_by_one}/next", json={})
        assert answer.status_code == 201
        one_by_one = answer.headers["location"]
    at_once = client.post(f"{place}/next", json={"iterations": 10}).headers["location"]
    assert at_once == one_by_one == place.removesuffix(".0") + ".10"
    assert client.get(at_once).json()["iteration"] == 10
    other = course | {"batch": {"size": 3}}
    assert client.post(f"{create(other)}/next", json={"iterations": 10}).json()["id"][-3:] == ".10"


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ([], "wrong_type", ""),
        (1, "wrong_type", ""),
        ({"iteration": 1}, "unknown_field", "/iteration"),
        ({"iterations": 0}, "out_of_range", "/iterations"),
        ({"iterations": -1}, "out_of_range", "/iterations"),
        ({"iterations": 10**10}, "out_of_range", "/iterations"),
        ({"iterations": 1.5}, "wrong_type", "/iterations"),
        ({"iterations": True}, "wrong_type", "/iterations"),
        ({"iterations": "10"}, "wrong_type", "/iterations"),
    ],
)
def test_next_says_what_is_wrong_with_its_body(
    client: TestClient, create, tiny: Json, body: object, code: str, pointer: str
) -> None:
    assert_problem(client.post(f"{create(tiny)}/next", json=body), 422, code, pointer)


def test_too_many_iterations_are_too_much_work(client: TestClient, create, tiny: Json) -> None:
    answer = client.post(f"{create(tiny)}/next", json={"iterations": 10**9})
    problem = assert_problem(answer, 413, "too_much_work", "/iterations")
    assert problem["errors"][0]["found"] == 10**9
    assert 1000 < problem["errors"][0]["allowed"]["max"] < 10**9


def test_an_edit_leads_to_a_checkpoint_of_a_new_base(
    client: TestClient, create, course: Json
) -> None:
    place = client.post(f"{create(course)}/next", json={"iterations": 5}).headers["location"]
    change = {"set": [{"address": "l1.W", "at": [0, 1], "value": 0.5}]}
    answer = client.post(f"{place}/edit", json=change)
    assert answer.status_code == 201
    edited = answer.json()
    assert edited["parent"] == place.rpartition("/")[2]
    assert edited["iteration"] == 5
    assert edited["base"] not in place
    before = client.get(f"{place}/tensors/l1.W").json()["data"]
    after = client.get(f"{answer.headers['location']}/tensors/l1.W").json()["data"]
    assert after == [before[0], 0.5, *before[2:]]
    assert client.post(f"{place}/edit", json=change).json()["id"] == edited["id"]
    later = client.post(f"{answer.headers['location']}/next", json={}).json()
    assert (later["base"], later["iteration"], later["parent"]) == (
        edited["base"], 6, edited["parent"],
    )  # fmt: skip
    assert_problem(client.get(f"{API}/checkpoints/{edited['base']}.4"), 404, "unknown_checkpoint")


@pytest.mark.parametrize(
    "nothing",
    [
        {},
        {"set": []},
        {"redraw": False},
        {"redraw": []},
        {"set": [{"address": "l1.W", "at": [0, 1], "value": 0.6}]},
        {"set": [{"address": "l1.W", "at": [0.0, 1.0], "value": 0.6}]},
        {"set": [{"address": "data.x", "at": [0, 0], "value": -1.5}]},
        {"description": {"seed": 0}},
        {"description": {"network": {"optimizer": {"lr": 0.05}}}},
        {"description": {"network": {"layers": [{"from": "l1"}, {"from": "l2"}, {"from": "l3"}]}}},
    ],
)
def test_an_edit_that_changes_nothing_answers_200_and_the_same_checkpoint(
    client: TestClient, create, course: Json, nothing: Json
) -> None:
    place = create(course)
    answer = client.post(f"{place}/edit", json=nothing)
    assert answer.status_code == 200
    assert answer.json() == client.get(place).json()


def set_one(address: object, at: object, value: object) -> Json:
    return {"set": [{"address": address, "at": at, "value": value}]}


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ([], "wrong_type", ""),
        ({"sets": []}, "unknown_field", "/sets"),
        ({"set": {}}, "wrong_type", "/set"),
        ({"set": [1]}, "wrong_type", "/set/0"),
        ({"set": [{}]}, "missing_field", "/set/0/address"),
        ({"set": [{"address": "l1.W", "at": [0, 0]}]}, "missing_field", "/set/0/value"),
        (set_one(1, [0], 1), "wrong_type", "/set/0/address"),
        (set_one("l1.W", 0, 1), "wrong_type", "/set/0/at"),
        (set_one("l1.W", [0.5], 1), "wrong_type", "/set/0/at/0"),
        (set_one("l1.W", [True], 1), "wrong_type", "/set/0/at/0"),
        (set_one("l1.W", [0, 0], "x"), "wrong_type", "/set/0/value"),
        (set_one("l1.W", [2, 0], 1), "index_out_of_range", "/set/0/at"),
        (set_one("l1.W", [0], 1), "index_out_of_range", "/set/0/at"),
        (set_one("l9.W", [0], 1), "unknown_address", "/set/0/address"),
        (set_one("l1.y", [0, 0], 1), "unknown_address", "/set/0/address"),
        ({"set": [{"address": "l1.W", "at": [0, 0], "value": 1}] * 1001}, "out_of_range", "/set"),
        ({"redraw": 1}, "wrong_type", "/redraw"),
        ({"redraw": [1]}, "wrong_type", "/redraw/0"),
        ({"redraw": ["l9"]}, "unknown_address", "/redraw/0"),
        ({"description": []}, "wrong_type", "/description"),
        ({"description": {"network": []}}, "wrong_type", "/description/network"),
        ({"description": {"sead": 1}}, "unknown_field", "/description/sead"),
        ({"description": {"network": {"layers": [{"from": "l9"}]}}}, "unknown_address",
         "/description/network/layers/0/from"),
        ({"description": {"network": {"layers": [{"from": "l1", "units": 0}]}}}, "out_of_range",
         "/description/network/layers/0/units"),
    ],
)  # fmt: skip
def test_a_wrong_edit_says_what_is_wrong_and_leaves_nothing_behind(
    client: TestClient, create, course: Json, body: object, code: str, pointer: str
) -> None:
    place = create(course)
    before = client.get(f"{place}/trace").content
    assert_problem(client.post(f"{place}/edit", json=body), 422, code, pointer)
    assert client.get(f"{place}/trace").content == before
