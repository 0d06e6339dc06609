"""Data that choose rows, over REST: told of the samples, without a gradient, refused elsewhere."""

from fastapi.testclient import TestClient

from backstep.presets import PRESETS
from tests.api.conftest import API, assert_problem

WORDS = PRESETS["transformer"]["description"]


def test_data_that_choose_rows_say_of_how_many(client: TestClient) -> None:
    for name, rows in (("transformer", 5), ("course", None)):
        made = client.post(f"{API}/checkpoints", json=PRESETS[name]["description"])
        assert client.get(f"{made.headers['location']}/data").json()["chooses"] == rows


def test_they_have_no_gradient_and_the_check_does_without(client: TestClient) -> None:
    place = client.post(f"{API}/checkpoints", json=WORDS).headers["location"]
    for address in ("data.dx", "l1.dx"):
        for path in (f"chain/{address}", f"tensors/{address}"):
            assert_problem(client.get(f"{place}/{path}"), 404, "unknown_address", None)
    assert_problem(client.get(f"{place}/chain/data.x"), 404, "unknown_address", None)
    told = client.get(f"{place}/check").json()
    assert told["ok"] and "l1.dW" in told["tensors"] and "data.dx" not in told["tensors"]


def test_what_is_no_row_is_refused_wherever_it_is_sent(client: TestClient) -> None:
    place = client.post(f"{API}/checkpoints", json=WORDS).headers["location"]
    other = {"x": [[0, 1, 2], [3, 4, -1]], "target": [[0, 0, 0], [0, 0, 0]]}
    asked = [
        ("predict", {"x": [[0, 1, 5]]}, "/x/0/2"),
        ("edit", {"set": [{"address": "data.x", "at": [0, 1], "value": 1.5}]}, "/set/0/value"),
        ("edit", {"description": {"data": other}}, "/description/data/x/1/2"),
        ("edit", {"description": {"data": {"standardize": True}}}, "/description/data/standardize"),
    ]  # fmt: skip
    for path, body, pointer in asked:
        code = "out_of_range" if "standardize" in pointer else "index_out_of_range"
        assert_problem(client.post(f"{place}/{path}", json=body), 422, code, pointer)
    assert client.post(f"{place}/predict", json={"x": [[0, 1, 4]]}).status_code == 200
