"""What a server tells of itself at /metrics: numbers that are so, and behind the key."""

import re

from fastapi.testclient import TestClient

from backstep.doors.key import Key
from backstep.main import create_app
from backstep.settings import Settings
from tests.api.conftest import API
from tests.store.test_retention import DESCRIPTION

MEASURED = Settings(store="memory:", metrics=True)


def told(client: TestClient, **headers: str) -> dict[str, float]:
    text = client.get("/metrics", headers=headers).text
    found = re.findall(r"^(\w+(?:\{[^}]*\})?) (\S+)$", text, re.MULTILINE)
    return {name: float(value) for name, value in found}


def test_answers_are_counted_by_part_and_status() -> None:
    with TestClient(create_app(MEASURED)) as client:
        for _ in range(3):
            client.get(f"{API}/catalog")
        client.get(f"{API}/nothing")
        client.get("/static/js/main.js")
        found = told(client)
    assert found['backstep_answers_total{part="api",status="200"}'] == 3
    assert found['backstep_answers_total{part="api",status="404"}'] == 1
    assert found['backstep_answers_total{part="static",status="200"}'] == 1


def test_what_is_kept_and_what_waits_is_told() -> None:
    with TestClient(create_app(MEASURED)) as client:
        before = told(client)
        place = client.post(f"{API}/checkpoints", json=DESCRIPTION).headers["location"]
        client.post(f"{place}/next", json={"iterations": 50})
        after = told(client)
    assert after["backstep_store_bytes"] > before["backstep_store_bytes"]
    assert after["backstep_trainings"] == 0
    assert after['backstep_waiting_requests{lane="quick"}'] == 0


def test_it_stands_behind_the_key_and_what_the_door_refuses_counts() -> None:
    with TestClient(create_app(MEASURED, Key("a long enough key"))) as client:
        assert client.get("/metrics").status_code == 401
        found = told(client, authorization="Bearer a long enough key")
    assert found['backstep_answers_total{part="page",status="401"}'] == 1


def test_nobody_who_did_not_ask_for_it_has_it(client: TestClient) -> None:
    assert client.get("/metrics").status_code == 404
