"""The names that a server goes by: with any other it does not answer, whatever is asked."""

import socket
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from backstep.main import create_app
from backstep.settings import Settings
from tests.api.conftest import assert_problem

OWN = socket.gethostname()


@pytest.fixture(scope="module")
def strict() -> Iterator[TestClient]:
    """A server that goes by its own names, and two that a setting gives it."""
    settings = Settings(store="memory:", allowed_hosts="net.example *.class.example")
    with TestClient(create_app(settings)) as client:
        yield client


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LOCALHOST:8000", "localhost.", "127.0.0.1", "127.0.0.1:8000", "[::1]:8000",
        "[::1]", "192.0.2.7:80", "[fe80::1%25eth0]:80", OWN, f"{OWN.upper()}:9000",
        OWN.partition(".")[0], "net.example", "Net.Example:443", "a.class.example",
        "a.b.class.example",
    ],
)  # fmt: skip
def test_a_server_answers_to_its_names(strict: TestClient, host: str) -> None:
    for path in ("/", "/healthz", "/api/v1/catalog"):
        assert strict.get(path, headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "", "evil.test", "evil.test:8000", "a b", "localhost.evil.test", "127.0.0.1.evil.test",
        "class.example", "xclass.example", "a.net.example", "localhost:", "localhost:x", "[::1",
        "::1", "[localhost]", "[127.0.0.1]", "localhost:80:80", "evil.test@localhost", "x" * 5000,
        "<script>alert(1)</script>", "127.0.0.1/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_it_does_not_answer_to_any_other(strict: TestClient, host: str, method: str) -> None:
    for path in ("/", "/healthz", "/api/v1/catalog", "/static/js/main.js", "/nothing"):
        answer = strict.request(method, path, headers={"host": host}, json={})
        problem = assert_problem(answer, 421, "wrong_host")
        assert "--allowed-hosts" in problem["detail"]
        assert "<script" not in answer.text and len(answer.text) < 2000


def test_the_flag_to_give_is_said_with_the_name(strict: TestClient) -> None:
    answer = strict.get("/", headers={"host": "plotter.lan:8000"})
    assert "--allowed-hosts plotter.lan." in answer.json()["detail"]


def test_two_names_are_none(strict: TestClient) -> None:
    answer = strict.get("/", headers=[("host", "localhost"), ("host", "localhost")])
    assert_problem(answer, 421, "wrong_host")


def test_the_name_to_listen_at_is_its_own_and_a_star_is_any() -> None:
    for settings in (
        Settings(store="memory:", host="lab.example", allowed_hosts=""),
        Settings(store="memory:", allowed_hosts="*"),
    ):
        client = TestClient(create_app(settings))
        assert client.get("/healthz", headers={"host": "lab.example:8000"}).status_code == 200


@pytest.mark.parametrize(
    ("host", "flag"),
    [("plotter.lan:8000", "--allowed-hosts plotter.lan"), ("<script>", "--allowed-hosts NAME")],
)
def test_a_reader_is_told_so_by_a_page(strict: TestClient, host: str, flag: str) -> None:
    headers = {"host": host, "accept": "text/html,*/*;q=0.8", "accept-language": "es"}
    answer = strict.get("/", headers=headers)
    assert answer.status_code == 421
    assert '<html lang="es"' in answer.text and "no responde a este nombre" in answer.text
    assert f"<code>{flag}</code>" in answer.text
    assert "<script" not in answer.text and 'href="/"' not in answer.text
