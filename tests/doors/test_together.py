"""Several servers count as one: who asks at both is not let in twice as often."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstep.api.client import COOKIE
from backstep.doors import together
from backstep.doors.key import Key
from backstep.doors.together import Together
from backstep.errors import Flaw, Unavailable
from backstep.main import create_app
from backstep.settings import Settings
from tests.api.conftest import API
from tests.redis_server import Server, needed, running


class Board:
    """A tally in memory, which may be gone."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[int, str]] = Counter()
        self.gone = False

    def add(self, window: int, counts: Mapping[str, int]) -> dict[str, int]:
        if self.gone:
            raise Unavailable(Flaw("store_unavailable", "gone"))
        for name, count in counts.items():
            self.counts[window, name] += count
        return {name: self.counts[window, name] for name in counts}


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sums are made when a test says so, and a minute lasts as long as the test."""
    monkeypatch.setattr(together, "EVERY", 600.0)
    monkeypatch.setattr(together.time, "time", lambda: 6000.0)


def test_what_others_counted_is_known_after_the_next_sum() -> None:
    board = Board()
    one, two = Together(board), Together(board)
    assert [one.add("a") for _ in range(3)] == [1, 2, 3]
    assert [two.add("a") for _ in range(2)] == [1, 2]
    one.sum_up(), two.sum_up()
    assert two.count("a") == 5
    assert one.add("a") == 4, "the other's are heard of with the next sum"
    one.sum_up()
    assert one.count("a") == 6
    assert one.count("b") == 0


def test_nothing_is_counted_twice_and_a_minute_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = Together(Board())
    counts.add("a")
    assert counts.sum_up()
    assert not counts.sum_up(), "there is nothing new"
    assert counts.count("a") == 1
    monkeypatch.setattr(together.time, "time", lambda: 6060.0)
    assert counts.count("a") == 0


def test_without_the_tally_each_counts_for_itself_and_catches_up() -> None:
    board = Board()
    counts = Together(board)
    board.gone = True
    for _ in range(3):
        counts.add("a")
        counts.sum_up()
    assert counts.count("a") == 3
    board.gone = False
    counts.sum_up()
    assert (counts.count("a"), sum(board.counts.values())) == (3, 3)


def test_it_is_said_once_a_minute_that_the_tally_is_gone_and_once_that_it_is_back(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    board = Board()
    counts = Together(board)
    board.gone = True
    for second in range(0, 120, 10):
        monkeypatch.setattr(together.time, "time", lambda second=second: 6000.0 + second)
        counts.add("a")
        counts.sum_up()
    assert [record.getMessage() for record in caplog.records] == [
        "requests are not counted together: gone"
    ] * 2
    caplog.clear()
    board.gone = False
    for _ in range(3):
        counts.add("a")
        counts.sum_up()
    assert [record.getMessage() for record in caplog.records] == [
        "requests are counted together again"
    ]
    board.gone = True
    counts.add("a")
    counts.sum_up()
    assert len(caplog.records) == 2, "gone anew, it is said at once"


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Server]:
    with running(tmp_path) as server:
        yield server


@needed
def test_two_servers_over_one_redis_share_a_clients_rate(
    redis: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Together] = []
    begin = Together.__init__
    monkeypatch.setattr(
        Together, "__init__", lambda self, tally: (made.append(self), begin(self, tally))[1]
    )
    settings = Settings(store=redis.address, requests_per_minute=6)
    header = {"cookie": f"{COOKIE}={1:032x}"}
    with TestClient(create_app(settings)) as one, TestClient(create_app(settings)) as two:
        for client in (one, two, one, two, one, two):
            assert client.get(f"{API}/lessons", headers=header).status_code == 200
            for counts in made * 2:  # tell, and hear from the others
                counts.sum_up()
        assert one.get(f"{API}/lessons", headers=header).status_code == 429


@needed
def test_two_servers_over_one_redis_share_the_wrong_keys(
    redis: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Together] = []
    begin = Together.__init__
    monkeypatch.setattr(
        Together, "__init__", lambda self, tally: (made.append(self), begin(self, tally))[1]
    )
    settings, key = Settings(store=redis.address), Key("a long enough key")
    with TestClient(create_app(settings, key)) as one, TestClient(create_app(settings, key)) as two:
        for k in range(10):
            client = (one, two)[k % 2]
            answer = client.get(f"{API}/lessons", headers={"authorization": f"Bearer wrong{k}"})
            assert answer.status_code == 401
            for counts in made * 2:  # tell, and hear from the others
                counts.sum_up()
        for client in (one, two):
            answer = client.get(f"{API}/lessons", headers={"authorization": "Bearer wrong"})
            assert answer.status_code == 429
