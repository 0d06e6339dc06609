"""Who asks: a class behind one address is many clients."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.responses import Response

from backstep.api.client import ADDRESS_SHARE, COOKIE, KEY_COOKIE, client_of, introduce


def scope(*cookies: str, address: str = "192.0.2.7", scheme: str = "http") -> dict[str, Any]:
    headers = [(b"cookie", cookie.encode()) for cookie in cookies]
    return {"type": "http", "scheme": scheme, "client": (address, 4000), "headers": headers}


def test_a_browser_is_given_a_cookie_once(client: TestClient) -> None:
    browser = TestClient(client.app)
    cookie = browser.get("/").headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert "set-cookie" not in browser.get("/").headers
    assert "set-cookie" not in client.get("/healthz").headers


def test_the_cookie_is_secure_where_the_page_is() -> None:
    response = Response()
    introduce(scope(scheme="https"), response)
    assert "Secure" in response.headers["set-cookie"]


def test_whoever_has_no_cookie_is_known_by_address() -> None:
    one = client_of(scope())
    assert one == client_of(scope("other=1"))
    assert one != client_of(scope(address="192.0.2.8"))
    assert one.share == ADDRESS_SHARE


def test_pages_from_one_address_are_different_clients() -> None:
    clients = {client_of(scope(f"{COOKIE}={k:032x}")) for k in range(30)}
    assert len(clients) == 30
    assert {one.address for one in clients} == {"192.0.2.7"}
    assert all(one.share == 1 for one in clients)


def test_the_keys_cookie_goes_first_and_is_not_told() -> None:
    one = client_of(scope(f"{COOKIE}={1:032x}; {KEY_COOKIE}=secret"))
    assert one == client_of(scope(f"{KEY_COOKIE}=secret"))
    assert one != client_of(scope(f"{KEY_COOKIE}=another"))
    assert "secret" not in one.name


@pytest.mark.parametrize(
    "cookie", [f"{COOKIE}=", f"{COOKIE}=x", f"{COOKIE}={'0' * 33}", ";=;", "a=\udcff"]
)
def test_a_cookie_that_we_did_not_give_is_none(cookie: str) -> None:
    headers = [(b"cookie", cookie.encode("utf-8", "surrogateescape"))]
    assert client_of({**scope(), "headers": headers}) == client_of(scope())


def test_a_request_without_an_address_has_a_client_too() -> None:
    assert client_of({"type": "http", "headers": []}).name == ""
