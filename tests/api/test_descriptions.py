"""What is wrong with a description reaches the user with code, place, found and allowed."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API, Json, assert_problem


def changed(description: Json, path: str, value: Any) -> Json:
    """The description with one place changed; a list is addressed by number."""
    *way, last = path.split("/")
    place: Any = description
    for part in way:
        place = place[int(part) if part.isdigit() else part]
    place[int(last) if last.isdigit() else last] = value
    return description


@pytest.mark.parametrize(
    ("path", "value", "code", "pointer"),
    [
        ("surprise", 1, "unknown_field", "/surprise"),
        ("network/layers/0/unit", 3, "unknown_field", "/network/layers/0/unit"),
        ("network/layers/0", {"kind": "linear"}, "missing_field", "/network/layers/0/units"),
        ("network/layers/0", {}, "missing_field", "/network/layers/0/kind"),
        ("network/layers/0/kind", "lineal", "unknown_kind", "/network/layers/0/kind"),
        ("network/loss/kind", "linear", "unknown_kind", "/network/loss/kind"),
        ("network/optimizer/kind", "sdg", "unknown_kind", "/network/optimizer/kind"),
        ("network/layers/0/units", 0, "out_of_range", "/network/layers/0/units"),
        ("network/layers/0/units", 10**9, "out_of_range", "/network/layers/0/units"),
        ("network/layers/0/units", "3", "wrong_type", "/network/layers/0/units"),
        ("network/layers/0/units", True, "wrong_type", "/network/layers/0/units"),
        ("network/layers/0/bias", 1, "wrong_type", "/network/layers/0/bias"),
        ("network/layers", {}, "wrong_type", "/network/layers"),
        ("network/loss/reduction", "max", "out_of_range", "/network/loss/reduction"),
        ("dtype", "float16", "out_of_range", "/dtype"),
        ("seed", -1, "out_of_range", "/seed"),
        ("batch", {"size": 0}, "out_of_range", "/batch/size"),
        ("data/x", [[1, 2], [3]], "ragged", "/data/x/1"),
        ("data/x", [[1, "two"]], "wrong_type", "/data/x/0/1"),
        ("data/x", "text", "wrong_type", "/data/x"),
        ("data/x", [], "shape_mismatch", "/data/x"),
        ("data/target", [[1, 2]] * 12, "shape_mismatch", "/data/target"),
        ("data", {"dataset": "mnist"}, "unknown_dataset", "/data/dataset"),
        ("parameters/l1.W", [[1, 2]], "shape_mismatch", "/parameters/l1.W"),
        ("parameters/l9.W", [[1]], "unknown_address", "/parameters/l9.W"),
        ("parameters/a~0b", [[1]], "unknown_address", "/parameters/a~00b"),
        ("frozen", ["l9"], "unknown_address", "/frozen/0"),
        ("frozen", "l1", "wrong_type", "/frozen"),
    ],
)
@pytest.mark.parametrize("endpoint", ["trace", "checkpoints"])
def test_a_wrong_description_says_where_and_what(
    client: TestClient, course: Json, endpoint: str, path: str, value: Any, code: str, pointer: str
) -> None:
    answer = client.post(f"{API}/{endpoint}", json=changed(course, path, value))
    assert_problem(answer, 422, code, pointer)


def test_an_unknown_kind_is_answered_with_the_known_ones(client: TestClient, course: Json) -> None:
    answer = client.post(f"{API}/trace", json=changed(course, "network/layers/0/kind", "x"))
    error = assert_problem(answer, 422, "unknown_kind")["errors"][0]
    catalog = client.get(f"{API}/catalog").json()
    assert error["found"] == "x"
    assert set(error["allowed"]["choices"]) == set(catalog["layers"])


def test_shapes_that_do_not_fit_name_the_layer_before_any_arithmetic(
    client: TestClient, course: Json
) -> None:
    course["data"]["x"] = [[[[1, 2], [3, 4]]]] * 12
    answer = client.post(f"{API}/trace", json=course)
    problem = assert_problem(answer, 422, "shape_mismatch", "/network/layers/0")
    assert "RL1" in problem["detail"]
    assert "flatten" in problem["detail"]


def test_a_class_out_of_range_is_named(client: TestClient, course: Json) -> None:
    course["network"]["loss"] = {"kind": "softmax_cross_entropy"}
    course["network"]["layers"][2]["units"] = 3
    course["parameters"] = {}
    course["data"]["target"] = [0, 1, 2, 3] * 3
    problem = assert_problem(
        client.post(f"{API}/trace", json=course), 422, "class_out_of_range", "/data/target/3"
    )
    assert problem["errors"][0]["allowed"] == {"min": 0, "max": 2}
    assert len(problem["errors"]) == 3


def test_what_is_too_much_in_sum_is_413_before_memory_is_taken(
    client: TestClient, small_server: TestClient, course: Json
) -> None:
    course["parameters"] = {}
    course["network"]["layers"][1]["units"] = 200
    answer = small_server.post(f"{API}/checkpoints", json=course)
    assert_problem(answer, 413, "too_much_work", "/network/layers/1")
    wide = [{"kind": "linear", "units": 65536}, {"kind": "linear", "units": 65536}]
    course["network"]["layers"] = wide
    for endpoint in ("trace", "checkpoints"):
        answer = client.post(f"{API}/{endpoint}", json=course)
        assert_problem(answer, 413, "too_much_work", "/network/layers/1")


def test_a_huge_found_value_is_not_sent_back(client: TestClient, course: Json) -> None:
    for value in ("x" * 100_000, ["y"] * 10_000, {"z" * 1000: 1}):
        answer = client.post(f"{API}/trace", json=changed(course, "seed", value))
        assert_problem(answer, 422, "wrong_type", "/seed")
        assert len(answer.content) < 2000


@pytest.mark.parametrize("body", [[], 1, "text", None, True])
def test_a_description_is_an_object(client: TestClient, body: object) -> None:
    content = client.build_request("POST", "/", json=body).content or b"null"
    answer = client.post(
        f"{API}/checkpoints", content=content, headers={"content-type": "application/json"}
    )
    assert_problem(answer, 422, "wrong_type", "")


def test_a_wrong_description_leaves_nothing_behind(client: TestClient, course: Json) -> None:
    good = client.post(f"{API}/trace", json=course).json()
    client.post(f"{API}/checkpoints", json=course | {"surprise": 1})
    assert client.post(f"{API}/trace", json=course).json() == good


def test_a_shape_of_any_size_is_refused_in_numbers_that_json_has(
    client: TestClient, create, course: Json
) -> None:
    place = create(course)
    for rank in (3, 8):
        tensor = {"shape": [2**31] * rank, "data": [1]}
        data = {"x": tensor, "target": [[1]]}
        for path, body in (
            (f"{API}/trace", {**course, "data": data}),
            (f"{place}/predict", {"x": tensor}),
            (f"{API}/fits", {"networks": [], "x": tensor["shape"], "target": [1]}),
        ):
            problem = client.post(path, json=body)
            assert problem.status_code == 422, path
            assert assert_problem(problem, 422, problem.json()["code"])
