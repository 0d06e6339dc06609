"""Pages that may write: a server's own, and those that a setting names; programs always may."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstep.main import create_app
from backstep.settings import Settings
from tests.api.conftest import API, assert_problem

SITE = "https://site.example"


@pytest.fixture(scope="module")
def open_client() -> TestClient:
    """A server that pages of a site may write to."""
    return TestClient(
        create_app(Settings(store="memory:", cors_origins=f"{SITE} http://b.example:81"))
    )


def ask(client: TestClient, origin: str | None, host: str, path: str = "/fits") -> Any:
    headers = {"host": host} | ({"origin": origin} if origin is not None else {})
    return client.post(f"{API}{path}", json={}, headers=headers)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1:8000"),
        ("http://localhost", "localhost"),
        ("http://localhost", "localhost:80"),
        ("http://localhost:80", "localhost"),
        ("https://localhost", "localhost:443"),
        ("https://LOCALHOST", "localhost"),
        ("http://[::1]:8000", "[::1]:8000"),
        (None, "127.0.0.1:8000"),
    ],
)
def test_a_servers_own_page_and_a_program_may_write(
    client: TestClient, origin: str | None, host: str
) -> None:
    assert ask(client, origin, host).status_code == 422  # it was looked at


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://evil.test", "127.0.0.1:8000"),
        ("http://localhost:8209", "127.0.0.1:8208"),
        ("http://127.0.0.1:8001", "127.0.0.1:8000"),
        ("http://localhost:443", "localhost"),
        ("null", "127.0.0.1:8000"),
        ("", "127.0.0.1:8000"),
        ("127.0.0.1:8000", "127.0.0.1:8000"),
        ("file://", "127.0.0.1:8000"),
        ("http://127.0.0.1:8000.evil.test", "127.0.0.1:8000"),
        ("http://[", "127.0.0.1:8000"),
        (SITE, "127.0.0.1:8000"),
        ("http://<script>x</script>", "127.0.0.1:8000"),
    ],
)
def test_a_page_from_elsewhere_may_not(client: TestClient, origin: str, host: str) -> None:
    for path in ("/fits", "/checkpoints", "/trainings/x/stop", "/nothing"):
        answer = ask(client, origin, host, path)
        problem = assert_problem(answer, 403, "wrong_origin")
        assert "--cors-origins" in problem["detail"]
        assert "<script" not in answer.text
    read = client.get(f"{API}/catalog", headers={"origin": origin, "host": host})
    assert read.status_code == 200
    assert "access-control-allow-origin" not in read.headers


def test_a_page_that_a_setting_names_may(open_client: TestClient) -> None:
    for origin in (SITE, SITE.upper(), "http://b.example:81"):
        assert ask(open_client, origin, "localhost:8000").status_code == 422
    for origin in ("http://site.example", f"{SITE}:444", "http://b.example"):
        assert_problem(ask(open_client, origin, "localhost:8000"), 403, "wrong_origin")
    anyone = TestClient(create_app(Settings(store="memory:", cors_origins="*")))
    assert ask(anyone, "https://evil.test", "localhost:8000").status_code == 422


def test_such_a_page_may_read_why_it_was_refused(open_client: TestClient) -> None:
    answer = open_client.post(f"{API}/fits", headers={"origin": SITE}, content=b"{}")
    assert_problem(answer, 415, "unsupported_type")
    assert answer.headers["access-control-allow-origin"] == SITE
