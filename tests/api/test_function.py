"""A typed formula over REST: printed, derived and drawn before it is used, or refused."""

import math
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API, Json, assert_problem

WHERE = f"{API}/function"


def ask(client: TestClient, **query: Any) -> Json:
    answer = client.get(WHERE, params=query)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def test_it_answers_with_both_formulas_and_both_curves(client: TestClient) -> None:
    found = ask(client, expression="x * sigmoid(x)")
    assert found["expression"] == "x * sigmoid(x)"
    assert found["formula"]["latex"].startswith("y = x")
    assert "sigmoid" in found["derivative"]["mathml"]
    x, y, slope = (found["curve"][name]["data"] for name in ("x", "y", "slope"))
    assert (x[0], x[60], x[-1], len(x)) == (-3, 0, 3, 121)
    assert (y[60], slope[60]) == (0, 0.5)
    assert y[-1] == pytest.approx(3 / (1 + math.exp(-3)))
    s = 1 / (1 + math.exp(-3))
    assert slope[-1] == pytest.approx(s + 3 * s * (1 - s))


def test_ends_and_number_of_points_are_the_clients(client: TestClient) -> None:
    found = ask(client, expression="1", low="-1.5e1", high=".5", points=2)
    assert found["curve"] == {
        "x": {"shape": [2], "data": [-15, 0.5]},
        "y": {"shape": [2], "data": [1, 1]},
        "slope": {"shape": [2], "data": [0, 0]},
    }


def test_what_is_not_finite_travels_by_name(client: TestClient) -> None:
    curve = ask(client, expression="log(x)", low=-1, high=1, points=3)["curve"]
    assert curve["y"]["data"] == ["NaN", "-Infinity", 0]
    assert curve["slope"]["data"][1] == "Infinity"


def test_it_may_be_kept(client: TestClient) -> None:
    first = client.get(WHERE, params={"expression": "x"})
    again = client.get(
        WHERE, params={"expression": "x"}, headers={"if-none-match": first.headers["etag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "code", "name"),
    [
        ({}, "missing_field", "expression"),
        ({"expression": "x", "low": "a"}, "wrong_type", "low"),
        ({"expression": "x", "low": "nan"}, "wrong_type", "low"),
        ({"expression": "x", "high": "1e400"}, "out_of_range", "high"),
        ({"expression": "x", "high": "1e999"}, "out_of_range", "high"),
        ({"expression": "x", "low": "3"}, "out_of_range", "high"),
        ({"expression": "x", "points": "1"}, "out_of_range", "points"),
        ({"expression": "x", "points": "1000000"}, "out_of_range", "points"),
        ({"expression": "x", "colour": "red"}, "unknown_field", "colour"),
        ({"expression": ""}, "bad_expression", "expression"),
        ({"expression": "x" * 5000}, "bad_expression", "expression"),
        ({"expression": "__import__('os')"}, "bad_expression", "expression"),
    ],
)
def test_a_wrong_query_is_refused_by_name(
    client: TestClient, query: dict[str, str], code: str, name: str
) -> None:
    assert_problem(client.get(WHERE, params=query), 422, code, f"/query/{name}")


def test_a_mistake_is_told_with_its_column_wherever_it_is_sent(
    client: TestClient, tiny: Json
) -> None:
    tiny["network"]["layers"].append({"kind": "function", "expression": "2*(x + "})
    answers = [
        (client.get(WHERE, params={"expression": "2*(x + "}), "/query/expression"),
        (client.post(f"{API}/trace", json=tiny), "/network/layers/1/expression"),
        (client.post(f"{API}/checkpoints", json=tiny), "/network/layers/1/expression"),
    ]
    for answer, pointer in answers:
        problem = assert_problem(answer, 422, "bad_expression", pointer)
        (error,) = problem["errors"]
        assert error["found"] == {"column": 7, "text": ""}
        assert "column 7: expected a number" in error["detail"]
        assert {"number", "x", "sigmoid", "("} <= set(error["allowed"]["expected"])


@pytest.mark.parametrize("expression", ["sin(" * 18 + "x" + ")" * 18, "x^" * 9 + "x"])
def test_a_step_stays_within_its_size_however_long_the_formula(
    client: TestClient, expression: str
) -> None:
    description = {
        "network": {
            "layers": [{"kind": "function", "expression": expression}],
            "loss": {"kind": "squared_error"},
        },
        "data": {"x": [[0.3] * 32] * 32, "target": [[1.0] * 32] * 32},
    }
    place = client.post(f"{API}/checkpoints", json=description).headers["location"]
    steps = client.get(f"{place}/trace?tensors=none").json()["steps"]
    for step in steps:
        assert len(client.get(f"{place}/steps/{step['index']}").content) < 64_000
    explained = client.get(f"{place}/explain/data.dx?at=0,0")
    assert explained.status_code == 200, explained.text
    assert client.get(f"{place}/check?all=1").json()["ok"]
