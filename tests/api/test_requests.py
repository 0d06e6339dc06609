"""Everything that can be wrong with a request as such, before anybody asks what it means."""

import json
from time import process_time

import pytest
from fastapi.testclient import TestClient

from backstep.main import create_app
from backstep.settings import Settings
from tests.api.conftest import API, Json, assert_problem

CREATE = f"{API}/checkpoints"
IS_JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"nonsense", b"{'a': 1}", b"[1,]", b'{"a": 1} x', b"\xff\xfe", b'"\xc3"',
        b"\xef\xbb\xbf{}", b'{"seed": NaN}', b'{"seed": Infinity}', b'{"seed": -Infinity}',
        b'{"a": 1, "a": 2}', b'{"x": {"b": 1, "c": 2, "b": 1}}', b'{"label": "\\ud800"}',
        b"[" * 33 + b"]" * 33, b"[" * 100_000, b'{"a":' * 50_000, b"\x00", b'"\x01"', b"01", b"1.",
    ],
)  # fmt: skip
def test_a_body_that_is_not_json_is_refused(client: TestClient, body: bytes) -> None:
    for path in (CREATE, f"{API}/trace", f"{API}/checkpoints/x.0/edit"):
        answer = client.post(path, content=body, headers=IS_JSON)
        assert_problem(answer, 400, "not_json")


def test_a_number_beyond_float64_is_out_of_range_where_it_stands(
    client: TestClient, tiny: Json
) -> None:
    for number in ("1e400", "-1e999", "1" * 400, "-" + "9" * 5000, "1.5e+0309"):
        for place, pointer in (("lr", "/network/optimizer/lr"), ("x", "/data/x/0/0")):
            tiny["network"]["optimizer"] = {"kind": "sgd", "lr": 0.5}
            text = client.build_request("POST", "/", json=tiny).content.decode()
            old = '"lr":0.5' if place == "lr" else '"x":[[1'
            new = old.replace("0.5", number).replace("[[1", f"[[{number}")
            answer = client.post(CREATE, content=text.replace(old, new).encode(), headers=IS_JSON)
            assert_problem(answer, 422, "out_of_range", pointer)


def test_minus_zero_is_one_number_however_it_is_written(client: TestClient, tiny: Json) -> None:
    body = json.dumps({**tiny, "seed": "SEED", "data": {**tiny["data"], "x": ["X", "X"]}})
    ids = [
        client.post(
            CREATE,
            content=body.replace('"X"', f"[{x}, 1]").replace('"SEED"', s),
            headers=IS_JSON,
        ).json()
        for x, s in (("-0", "0"), ("-0.0", "-0"), ("-0e0", "-0.0"), ("0", "0"))
    ]
    one, two, three, other = (made["id"] for made in ids)
    assert one == two == three != other


def test_numbers_at_the_edge_of_float64_are_read(client: TestClient, tiny: Json) -> None:
    tiny["data"]["x"][0] = [1.7976931348623157e308, 5e-324]
    assert client.post(f"{API}/trace", json=tiny).status_code == 200


def test_many_names_are_read_as_fast_as_few(client: TestClient) -> None:
    names = [f'"k{i}": 1' for i in range(100_000)]
    begun = process_time()
    twice = client.post(
        f"{API}/trace", content="{" + ", ".join([*names, names[-1]]) + "}", headers=IS_JSON
    )
    assert_problem(twice, 400, "not_json")
    unknown = assert_problem(
        client.post(f"{API}/trace", content="{" + ", ".join(names) + "}", headers=IS_JSON),
        422,
        "unknown_field",
    )
    assert len(unknown["errors"]) == 100
    assert process_time() - begun < 5  # of work: looking for each name among all took minutes
    long = client.post(f"{API}/trace", json={"a" * 100_000: 1})
    assert len(long.content) < 10_000


@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", "multipart/form-data", ""])
def test_a_body_of_another_type_is_unsupported(
    client: TestClient, tiny: Json, media_type: str
) -> None:
    content = client.build_request("POST", "/", json=tiny).content
    answer = client.post(CREATE, content=content, headers={"content-type": media_type})
    problem = assert_problem(answer, 415, "unsupported_type")
    assert problem["errors"][0]["allowed"] == {"choices": ["application/json"]}


@pytest.mark.parametrize(
    "media_type", ["application/json", "Application/JSON; charset=utf-8", "application/x+json"]
)
def test_json_under_any_of_its_names_is_read(
    client: TestClient, tiny: Json, media_type: str
) -> None:
    content = client.build_request("POST", "/", json=tiny).content
    answer = client.post(CREATE, content=content, headers={"content-type": media_type})
    assert answer.status_code == 201


def test_a_body_above_the_limit_is_too_large_announced_or_not(small_server: TestClient) -> None:
    in_pieces = iter([b" " * 15_000, b" " * 15_000])
    for large in (b" " * 30_000 + b"{}", in_pieces):
        answer = small_server.post(CREATE, content=large, headers=IS_JSON)
        problem = assert_problem(answer, 413, "too_large")
        assert problem["errors"][0]["allowed"] == {"max": 20_000}
    answer = small_server.post(CREATE, content=b" " * 19_000, headers=IS_JSON)
    assert_problem(answer, 400, "not_json")


@pytest.mark.parametrize(
    "path", ["/nothing", f"{API}", f"{API}/nothing", f"{API}/catalog/", "/%ff"]
)
def test_an_address_that_does_not_exist_is_not_found(client: TestClient, path: str) -> None:
    assert_problem(client.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", f"{API}/catalog", "GET"),
        ("GET", f"{API}/trace", "POST"),
        ("PUT", f"{API}/checkpoints/x.0", "GET"),
        ("POST", f"{API}/checkpoints/x.0/trace", "GET"),
        ("PATCH", "/healthz", "GET"),
    ],
)
def test_a_method_that_an_address_does_not_take_is_named_with_those_it_does(
    client: TestClient, method: str, path: str, allowed: str
) -> None:
    answer = client.request(method, path)
    problem = assert_problem(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == allowed
    assert problem["errors"][0]["allowed"] == {"methods": [allowed]}


@pytest.mark.parametrize(
    ("path", "name", "code"),
    [
        ("trace?nonsense=1", "nonsense", "unknown_field"),
        ("trace?a~b/c=1", "a~0b~1c", "unknown_field"),
        ("trace?inline=many", "inline", "wrong_type"),
        ("trace?inline=-1", "inline", "out_of_range"),
        ("trace?inline=1.5", "inline", "wrong_type"),
        ("trace?inline=%D9%A3", "inline", "wrong_type"),
        ("trace?inline=", "inline", "wrong_type"),
        ("trace?inline=1&inline=2", "inline", "wrong_type"),
        (f"trace?inline={'9' * 40}", "inline", "out_of_range"),
        ("trace?preview=65", "preview", "out_of_range"),
        ("trace?digits=0", "digits", "out_of_range"),
        ("trace?digits=18", "digits", "out_of_range"),
        ("trace?phase=sideways", "phase", "out_of_range"),
        ("trace?phase=", "phase", "out_of_range"),
        ("trace?tensors=l9.W", "tensors", "unknown_address"),
        ("trace?tensors=", "tensors", "unknown_address"),
        ("steps/0?phase=forward", "phase", "unknown_field"),
        ("tensors/l1.W?slice=a", "slice", "wrong_type"),
        ("tensors/l1.W?slice=", "slice", "shape_mismatch"),
        ("tensors/l1.W?slice=0:1", "slice", "shape_mismatch"),
        ("tensors/l1.W?slice=0:1,0:1,0:1", "slice", "shape_mismatch"),
        ("tensors/l1.W?slice=::0,:", "slice", "out_of_range"),
        ("tensors/l1.W?slice=2,:", "slice", "index_out_of_range"),
        ("tensors/l1.W?slice=0:1:1:1,:", "slice", "wrong_type"),
        ("tensors/l1.W?slice=...,:", "slice", "wrong_type"),
        ("tensors/l1.W?sample=0", "sample", "out_of_range"),
        ("tensors/l1.dy?sample=0", "sample", "out_of_range"),
        ("tensors/l1.dW?sample=4", "sample", "index_out_of_range"),
        ("tensors/l1.dW?sample=-1", "sample", "out_of_range"),
        ("explain/l1.W", "at", "missing_field"),
        ("explain/l1.W?at=x", "at", "wrong_type"),
        ("explain/l1.W?at=0,", "at", "wrong_type"),
        ("explain/l1.W?at=0", "at", "index_out_of_range"),
        ("explain/l1.W?at=", "at", "index_out_of_range"),
        ("explain/l1.W?at=2,0", "at", "index_out_of_range"),
        ("explain/l1.W?at=-1,0", "at", "index_out_of_range"),
        (f"explain/l1.W?at={'9' * 50},0", "at", "index_out_of_range"),
        ("explain/l1.W?at=0,0&terms=0", "terms", "out_of_range"),
        ("chain/l1.W?x=1", "x", "unknown_field"),
        ("history?x=1", "x", "unknown_field"),
        ("?x=1", "x", "unknown_field"),
    ],
)
def test_a_wrong_or_unknown_query_parameter_is_named(
    client: TestClient, create, course: Json, path: str, name: str, code: str
) -> None:
    place = create(course)
    answer = client.get(f"{place}{path}" if path.startswith("?") else f"{place}/{path}")
    assert_problem(answer, 422, code, f"/query/{name}")


def test_no_endpoint_takes_an_unknown_query(client: TestClient) -> None:
    asked = 0
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        there = path.replace("{dataset}", "spiral")  # whose settings are its query
        for method in operations:
            answer = client.request(method, f"{there}?x=1", json={} if method == "post" else None)
            assert answer.status_code == 422, (method, path, answer.text[:200])
            found = {error["pointer"]: error["code"] for error in answer.json()["errors"]}
            assert found["/query/x"] == "unknown_field", (method, path, found)
            asked += 1
    assert asked > 25


def test_all_wrong_parameters_are_told_at_once(client: TestClient, create, course: Json) -> None:
    answer = client.get(f"{create(course)}/trace?inline=x&digits=99&what=1")
    problem = assert_problem(answer, 422, "unknown_field")
    pointers = [error["pointer"] for error in problem["errors"]]
    assert pointers == ["/query/what", "/query/inline", "/query/digits"]


def test_who_comes_when_too_many_are_waiting_is_told_when_to_come_back(
    tiny: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backstep.api.heavy.QUICK_ROOM", 0)
    with TestClient(create_app(Settings(store="memory:"))) as full:
        answer = full.post(f"{API}/trace", json=tiny)
        assert_problem(answer, 429, "busy")
        assert int(answer.headers["retry-after"]) > 0
        assert full.get("/healthz").status_code == 200


def test_a_fault_of_ours_is_a_problem_that_tells_nothing(
    tiny: Json, monkeypatch: pytest.MonkeyPatch, client: TestClient
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("backstep.api.endpoints.tracing.normalise", broken)
    quiet = TestClient(client.app, raise_server_exceptions=False)
    answer = quiet.post(f"{API}/trace", json=tiny)
    assert_problem(answer, 500, "internal")
    assert "secret" not in answer.text


@pytest.mark.parametrize("path", ["/healthz", f"{API}/readyz", f"{API}/catalog", f"{API}/lessons"])
def test_a_sentence_does_not_break_off_where_there_is_nothing_to_name(
    client: TestClient, path: str
) -> None:
    problem = assert_problem(client.get(f"{path}?other=1"), 422, "unknown_field", "/query/other")
    assert problem["detail"].endswith(("takes none.", "known are v."))
