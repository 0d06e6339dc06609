"""How much one client may ask: its share, and an address sixty times as much."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from backstep.api.client import ADDRESS_SHARE, COOKIE
from backstep.doors.counts import Counts
from backstep.doors.rates import Rates
from backstep.main import create_app
from backstep.settings import Settings
from tests.api.conftest import API, assert_problem

LOOK = f"{API}/lessons"


@pytest.fixture
def slow() -> Iterator[TestClient]:
    """A server that lets a client ask for three things a minute."""
    settings = Settings(store="memory:", requests_per_minute=3)
    with TestClient(create_app(settings)) as client:
        yield client


def cookie(number: int) -> dict[str, str]:
    return {"cookie": f"{COOKIE}={number:032x}"}


def test_a_client_that_asks_too_often_is_told_when_to_come_again(
    slow: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    for _ in range(3):
        assert slow.get(LOOK, headers=cookie(1)).status_code == 200
    now[0] += 20
    answer = slow.get(LOOK, headers=cookie(1))
    assert_problem(answer, 429, "rate_limited")
    assert answer.headers["retry-after"] in ("40", "41")
    assert slow.get(LOOK, headers=cookie(2)).status_code == 200, "another one is not held back"
    now[0] += 41
    assert slow.get(LOOK, headers=cookie(1)).status_code == 200


def test_what_lies_ready_is_not_counted(slow: TestClient) -> None:
    for path in ("/", "/static/js/main.js", "/healthz", f"{API}/healthz"):
        for _ in range(6):
            assert slow.get(path, headers=cookie(1)).status_code == 200
    assert slow.get(LOOK, headers=cookie(1)).status_code == 200


def test_an_address_may_ask_for_sixty_times_as_much_and_no_more(slow: TestClient) -> None:
    told = [slow.get(LOOK, headers=cookie(k)).status_code for k in range(3 * ADDRESS_SHARE + 1)]
    assert told == [200] * (3 * ADDRESS_SHARE) + [429], "however many cookies there are"
    assert slow.get(LOOK).status_code == 429
    assert slow.get("/healthz").status_code == 200


def test_thirty_pages_opened_at_once_from_one_address_get_all_that_they_ask_for(
    client: TestClient,
) -> None:
    """At the defaults, and with what a page asks the API for at its opening, many times over."""
    for k in range(30):
        for path in ("/", LOOK, f"{API}/catalog", LOOK, LOOK):
            assert client.get(path, headers=cookie(k)).status_code == 200


class Patient:
    """An application that answers when it is told to."""

    def __init__(self) -> None:
        self.inside, self.go = 0, asyncio.Event()

    async def __call__(self, _: Scope, __: Receive, send: Send) -> None:
        self.inside += 1
        await self.go.wait()
        self.inside -= 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def ask(app: Any, headers: dict[str, str], address: str = "192.0.2.1") -> int:
    """The status of one answer."""
    found: list[int] = []

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            found.append(message["status"])

    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "path": LOOK, "client": (address, 1), "headers": pairs}
    await app(scope, asyncio.Event().wait, send)
    return found[0]


def test_a_client_has_so_many_answers_at_once() -> None:
    async def scene() -> None:
        inner = Patient()
        door = Rates(inner, 0, 2)
        waiting = [asyncio.create_task(ask(door, cookie(k))) for k in (1, 1, 2, 2, 3)]
        await asyncio.sleep(0)
        assert inner.inside == 5
        assert await ask(door, cookie(1)) == 429
        inner.go.set()
        assert await asyncio.gather(*waiting) == [200] * 5
        assert await ask(door, cookie(1)) == 200
        assert not door._open, "nothing is remembered of who has left"

    asyncio.run(scene())


def test_an_address_has_sixty_times_as_many_and_one_that_was_cut_off_counts_no_more() -> None:
    async def scene() -> None:
        inner = Patient()
        door = Rates(inner, 0, 1)
        waiting = [asyncio.create_task(ask(door, cookie(k))) for k in range(ADDRESS_SHARE)]
        await asyncio.sleep(0)
        assert await ask(door, cookie(1000)) == 429
        assert await ask(door, {}) == 429
        for task in waiting[:2]:
            task.cancel()
        await asyncio.gather(*waiting[:2], return_exceptions=True)
        inner.go.set()
        assert await ask(door, cookie(1000)) == 200
        assert await asyncio.gather(*waiting[2:]) == [200] * (ADDRESS_SHARE - 2)

    asyncio.run(scene())


def test_counts_take_no_more_memory_than_allowed_and_forget_the_oldest() -> None:
    counts = Counts(most=3)
    for name in "abcadaea":
        counts.incr(name, 60)
    assert counts.get("a") == 4, "who asks again and again is not forgotten"
    assert counts.get("b") == 0
    assert counts.get_expiry("a") == pytest.approx(time.time() + 60, abs=5)
    counts.clear("a")
    assert counts.get("a") == 0 and counts.check() and counts.reset() == 2
