"""The type of a body is asked of every POST: a page from elsewhere cannot give the right one."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API, assert_problem

TEXT = "text/csv"


def posts(client: TestClient) -> dict[str, list[str]]:
    """Every path that takes a POST, and the types of body that its description names."""
    paths = client.get("/openapi.json").json()["paths"]
    return {
        path: list(methods["post"]["requestBody"]["content"])
        for path, methods in paths.items()
        if "post" in methods
    }


@pytest.mark.parametrize(
    "media_type",
    [
        None, "", " ", "text/plain", "text/plain;charset=utf-8", "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded", "application/jsonp", "json", "application/xml",
        "application/json, text/plain", "application/json; charset=utf-16", "x\"<>'",
    ],
)  # fmt: skip
def test_no_post_takes_a_body_without_a_type_or_of_another(
    client: TestClient, media_type: str | None
) -> None:
    headers = {} if media_type is None else {"content-type": media_type}
    found = posts(client)
    assert len(found) > 7 and found[f"{API}/datasets/csv"] == ["application/json", TEXT]
    for path, types in found.items():
        for body in (b"", b"{}"):
            problem = assert_problem(
                client.post(path, content=body, headers=headers), 415, "unsupported_type"
            )
            assert problem["errors"][0]["allowed"] == {"choices": types}
            assert " or ".join(types) in problem["detail"] or "UTF-8" in problem["detail"]


def test_only_a_table_may_be_csv(client: TestClient) -> None:
    for path in posts(client):
        answer = client.post(path, content=b"a,b\n1,2\n3,4\n", headers={"content-type": TEXT})
        assert answer.status_code == (200 if path.endswith("/csv") else 415), path


def test_two_types_are_none(client: TestClient) -> None:
    headers = [("content-type", "application/json"), ("content-type", "text/plain")]
    answer = client.post(f"{API}/trace", content=b"{}", headers=headers)
    assert_problem(answer, 415, "unsupported_type")


@pytest.mark.parametrize(
    ("encoding", "status"), [("gzip", 415), ("identity, br", 415), ("", 422), ("Identity", 422)]
)
def test_a_packed_body_is_not_read(client: TestClient, encoding: str, status: int) -> None:
    answer: Any = client.post(f"{API}/fits", json={}, headers={"content-encoding": encoding})
    assert answer.status_code == status
    if status == 415:
        problem = assert_problem(answer, 415, "unsupported_type")
        assert problem["errors"][0]["allowed"] == {"choices": ["identity"]}


def test_an_empty_body_stops_a_training_if_it_has_the_type(client: TestClient) -> None:
    headers = {"content-type": "application/json"}
    for body in (b"", b"{}"):
        answer = client.post(f"{API}/trainings/nothing/stop", content=body, headers=headers)
        assert_problem(answer, 404, "not_found")
