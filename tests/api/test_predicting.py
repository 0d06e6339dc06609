"""Predictions: what the network says of samples that it was not given."""

import numpy as np
import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import Json, assert_problem


def test_samples_are_predicted_as_the_forward_pass_would(
    client: TestClient, create, course: Json
) -> None:
    place = create(course)
    trace = client.get(f"{place}/trace").json()["tensors"]
    answer = client.post(f"{place}/predict", json={"x": course["data"]["x"][:4]})
    assert answer.status_code == 200
    assert answer.json()["y"] == {"shape": [4, 1], "data": trace["l3.y"]["data"]}
    assert answer.json()["x"] == {"shape": [4, 2], "data": trace["data.x"]["data"]}
    for address in ("l2.y", "l3.x"):
        inner = client.post(
            f"{place}/predict", json={"x": trace["data.x"], "address": address}
        ).json()
        assert inner["y"]["data"] == pytest.approx(trace["l2.y"]["data"])


def test_a_grid_is_predicted_row_by_row(client: TestClient, create, course: Json) -> None:
    place = create(course)
    grid = client.post(f"{place}/predict", json={"grid": {"x": [-1, 1, 3], "y": [0, 1, 2]}}).json()
    points = [[x, y] for y in (0, 1) for x in (-1, 0, 1)]
    assert grid["x"] is None
    assert grid["y"] == client.post(f"{place}/predict", json={"x": points}).json()["y"]


def test_later_checkpoints_predict_with_what_they_learned(
    client: TestClient, create, course: Json
) -> None:
    place = create(course)
    later = client.post(f"{place}/next", json={"iterations": 200}).headers["location"]
    target = np.ravel(course["data"]["target"])

    def error(at: str) -> float:
        y = client.post(f"{at}/predict", json={"x": course["data"]["x"]}).json()["y"]["data"]
        return float(np.square(np.array(y) - target).mean())

    assert error(later) < error(place) / 20


def test_batch_norm_predicts_with_its_running_statistics(
    client: TestClient, create, course: Json
) -> None:
    course["network"]["layers"] = [{"kind": "batch_norm"}, {"kind": "linear", "units": 1}]
    course["parameters"] = {}
    place = create(course)
    alone = client.post(f"{place}/predict", json={"x": [[1, 2]], "address": "l1.y"}).json()["y"]
    assert alone["data"] == pytest.approx([1, 2], rel=1e-4)


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ([], "wrong_type", ""),
        ({}, "missing_field", "/x"),
        ({"x": [[1, 2]], "grid": {"x": [0, 1, 2], "y": [0, 1, 2]}}, "unknown_field", "/grid"),
        ({"x": [[1, 2]], "what": 1}, "unknown_field", "/what"),
        ({"x": "text"}, "wrong_type", "/x"),
        ({"x": [[1, "two"]]}, "wrong_type", "/x/0/1"),
        ({"x": [[1, 2], [3]]}, "ragged", "/x/1"),
        ({"x": [1, 2]}, "shape_mismatch", "/x"),
        ({"x": [[1, 2, 3]]}, "shape_mismatch", "/x"),
        ({"x": []}, "shape_mismatch", "/x"),
        ({"x": 1}, "shape_mismatch", "/x"),
        ({"x": [[1, 2]], "address": "l9.y"}, "unknown_address", "/address"),
        ({"x": [[1, 2]], "address": "l1.W"}, "unknown_address", "/address"),
        ({"x": [[1, 2]], "address": 1}, "wrong_type", "/address"),
        ({"grid": []}, "wrong_type", "/grid"),
        ({"grid": {"x": [0, 1, 2]}}, "missing_field", "/grid/y"),
        ({"grid": {"x": [0, 1], "y": [0, 1, 2]}}, "wrong_type", "/grid/x"),
        ({"grid": {"x": 1, "y": [0, 1, 2]}}, "wrong_type", "/grid/x"),
        ({"grid": {"x": [0, 1, 0], "y": [0, 1, 2]}}, "out_of_range", "/grid/x/2"),
        ({"grid": {"x": [0, 1, 513], "y": [0, 1, 2]}}, "out_of_range", "/grid/x/2"),
        ({"grid": {"x": ["a", 1, 2], "y": [0, 1, 2]}}, "wrong_type", "/grid/x/0"),
        ({"grid": {"x": [0, 1, 2.5], "y": [0, 1, 2]}}, "wrong_type", "/grid/x/2"),
    ],
)
def test_a_wrong_question_says_what_is_wrong(
    client: TestClient, create, course: Json, body: object, code: str, pointer: str
) -> None:
    assert_problem(client.post(f"{create(course)}/predict", json=body), 422, code, pointer)


def test_a_grid_needs_two_numbers_for_each_sample(client: TestClient, create, tiny: Json) -> None:
    tiny["data"]["x"] = [[1, 2, 3], [4, 5, 6]]
    tiny["parameters"] = {}
    body = {"grid": {"x": [0, 1, 2], "y": [0, 1, 2]}}
    answer = client.post(f"{create(tiny)}/predict", json=body)
    assert_problem(answer, 422, "shape_mismatch", "/grid")


def test_too_many_samples_are_too_much_work(small_server: TestClient, course: Json) -> None:
    made = small_server.post("/api/v1/checkpoints", json=course)
    body = {"grid": {"x": [0, 1, 100], "y": [0, 1, 100]}}
    answer = small_server.post(f"{made.headers['location']}/predict", json=body)
    assert_problem(answer, 413, "too_much_work", "/grid")
