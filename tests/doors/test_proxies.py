"""Who is believed about where a request comes from: proxies that a setting names, and no others."""

from functools import cache

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from backstep.api.client import client_of
from backstep.doors.key import Key
from backstep.main import create_app, warning
from backstep.settings import Settings
from tests.api.conftest import API, assert_problem

FORWARDED = {"x-forwarded-for": "203.0.113.9, 192.0.2.8", "x-forwarded-proto": "https"}


@cache
def server(**settings: object) -> FastAPI:
    return create_app(Settings(store="memory:", requests_per_minute=1, **settings))


def client(address: str, **settings: object) -> TestClient:
    """Somebody who asks from this address; each test has addresses of its own."""
    return TestClient(server(**settings), client=(address, 4000))


def is_another(asking: TestClient, forwarded: str) -> bool:
    """Whether who asks by way of a proxy counts as another than who asks directly."""
    for _ in range(60):
        assert asking.get(f"{API}/lessons").status_code == 200
    assert asking.get(f"{API}/lessons").status_code == 429
    answer = asking.get(f"{API}/lessons", headers={"x-forwarded-for": forwarded})
    return answer.status_code == 200


@pytest.mark.parametrize("address", ["127.0.0.1", "192.0.2.7", "::1", "testclient"])
def test_by_default_nobody_is_believed(address: str) -> None:
    asking = client(address)
    assert "Secure" not in asking.get("/", headers=FORWARDED).headers["set-cookie"]
    assert not is_another(client(address), "203.0.113.9")


@pytest.mark.parametrize("trusted", ["192.0.2.7", "10.0.0.0/8 192.0.2.0/24"])
def test_a_proxy_that_is_named_is_believed(trusted: str) -> None:
    asking = client("192.0.2.7", trusted_proxies=trusted)
    assert "Secure" in asking.get("/", headers=FORWARDED).headers["set-cookie"]
    assert is_another(client("192.0.2.7", trusted_proxies=trusted), "203.0.113.9")
    assert not is_another(client("198.51.100.1", trusted_proxies=trusted), "203.0.113.9")


def test_of_an_ipv6_address_the_part_counts_that_one_room_shares() -> None:
    def name(address: str) -> str:
        return client_of({"type": "http", "client": (address, 1), "headers": []}).name

    assert name("2001:db8::1") == name("2001:db8::ffff") != name("2001:db8:0:1::1")
    assert name("::ffff:192.0.2.7") == name("192.0.2.7") != name("192.0.2.8")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_where_only_this_machine_can_ask_nothing_is_said(host: str) -> None:
    assert warning(Settings(host=host), None) == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "lab.example"])
def test_where_others_can_ask_a_line_says_what_they_can_do(host: str) -> None:
    for key in (None, Key("secret")):
        said = warning(Settings(host=host), key)
        assert said.count("\n") == 1 and said.endswith(".\n")
        assert ("BACKSTEP_ACCESS_KEY" in said) == (key is None)


def test_a_refusal_for_the_rate_is_a_problem_too() -> None:
    asking = client("198.51.100.9")
    codes = [asking.get(f"{API}/lessons").status_code for _ in range(61)]
    assert codes[-1] == 429
    assert_problem(asking.get(f"{API}/lessons"), 429, "rate_limited")
