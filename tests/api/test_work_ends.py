"""Work ends: when its time is over, keeping what it reached; and when nobody waits for it."""

import gc
import json
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backstep.api.endpoints import checking
from backstep.main import create_app
from backstep.settings import Settings
from backstep.work import deadline
from backstep.work.lane import Lane
from backstep.work.pool import Pool
from tests.api.conftest import API, Json, assert_problem
from tests.training.conftest import serving

ENDLESS = 4_000_000  # iterations, which the work limit allows for very small networks
ONE = {
    "network": {"layers": [{"kind": "linear", "units": 1}], "loss": {"kind": "squared_error"}},
    "data": {"x": [[1, 2]], "target": [[1]]},
}


def small(layers: int = 1) -> Json:
    network = {**ONE["network"], "layers": [{"kind": "tanh"}] * layers}
    return {"network": network, "data": {"x": [[1, 2]], "target": [[1, 0]]}}


@pytest.fixture
def hurried() -> Iterator[TestClient]:
    """A server that lets nobody compute for long."""
    settings = Settings(store="memory:", look_seconds=0.15, compute_seconds=0.15)
    with TestClient(create_app(settings)) as client:
        yield client


def created(client: TestClient, description: Json) -> str:
    return str(client.post(f"{API}/checkpoints", json=description).json()["id"])


def reached(answer: Any) -> int:
    """The iteration that an answer out of time says to go on from."""
    problem = assert_problem(answer, 503, "out_of_time")
    assert int(answer.headers["retry-after"]) > 0
    return int(problem["errors"][0]["allowed"]["reached"].rpartition(".")[2])


def test_next_out_of_time_says_where_it_is_and_goes_on_from_there(hurried: TestClient) -> None:
    id = created(hurried, ONE)
    far: list[int] = []
    for _ in range(3):
        answer = hurried.post(f"{API}/checkpoints/{id}/next", json={"iterations": ENDLESS})
        far.append(reached(answer))
        place = f"{API}/checkpoints/{id.partition('.')[0]}.{far[-1]}"
        assert hurried.get(place).json()["iteration"] == far[-1]
    assert 0 < far[0] < far[1] < far[2] < ENDLESS


def test_what_is_reached_bit_by_bit_is_what_is_reached_at_once(
    hurried: TestClient, client: TestClient
) -> None:
    description = {**ONE, "network": {**ONE["network"], "optimizer": {"kind": "sgd", "lr": 0.001}}}
    id, far = created(hurried, description), 30_000
    for _ in range(1000):
        answer = hurried.post(f"{API}/checkpoints/{id}/next", json={"iterations": far})
        if answer.status_code == 201:
            break
        reached(answer)
    assert answer.json()["iteration"] == far
    created(client, description)
    whole = client.post(f"{API}/checkpoints/{id}/next", json={"iterations": far}).json()["id"]
    assert whole == answer.json()["id"]
    path = f"{API}/checkpoints/{whole}/tensors/l1.W"
    assert hurried.get(path).json()["data"] == client.get(path).json()["data"]
    way = f"{API}/checkpoints/{whole}/history"
    assert hurried.get(way).json() == client.get(way).json()


def test_a_look_that_must_compute_goes_on_from_where_it_was(hurried: TestClient) -> None:
    base = created(hurried, ONE).partition(".")[0]
    place = f"{API}/checkpoints/{base}.{ENDLESS}/trace"
    first, second = (reached(hurried.get(place)) for _ in range(2))
    assert 0 < first < second


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/trace", {}),
        ("POST", "/checkpoints", {}),
        ("POST", "/fits", {}),
        ("GET", "/checkpoints/{id}/trace", None),
        ("GET", "/checkpoints/{id}/steps/2", None),
        ("GET", "/checkpoints/{id}/metrics", None),
        ("GET", "/checkpoints/{id}/explain/l3.y?at=0,0", None),
        ("GET", "/checkpoints/{id}/tensors/l1.y?inline=10000000", None),
        ("POST", "/checkpoints/{id}/predict", {"x": [[0.5, 0.5]]}),
        ("POST", "/checkpoints/{id}/edit", {"redraw": True}),
    ],
)
def test_every_loop_looks_at_the_time(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, method: str, path: str, body: Json | None
) -> None:
    """With a deadline that is always over, each of them is out of time, and none answers 500."""
    wide = [{"kind": "linear", "units": 400}, {"kind": "function", "expression": "sin(x)"}]
    layers = [*wide, {"kind": "linear", "units": 3}]
    numbers = [[k / 1000, 1 - k / 1000] for k in range(900)]
    description = {
        "network": {"layers": layers, "loss": {"kind": "squared_error"}},
        "data": {"x": numbers, "target": [[1, 0, 0]] * len(numbers)},
        "seed": sum(map(ord, path)),  # nothing of it has been computed before
    }
    id = created(client, description)
    if path == "/fits":
        body = {"networks": [description["network"]] * 3, "x": [900, 2], "target": [900, 3]}
    elif body == {}:
        body = description | {"seed": 1 + sum(map(ord, path))}
    looks: list[float] = []
    monkeypatch.setattr(
        deadline.Deadline, "over", property(lambda self: looks.append(self.seconds) or True)
    )
    answer = client.request(method, f"{API}{path.format(id=id)}", json=body)
    assert_problem(answer, 503, "out_of_time")
    assert looks


def lanes() -> dict[str, Lane]:
    """The lanes of the newest server in this process."""
    found = [thing for thing in gc.get_objects() if type(thing) is Lane]
    return {lane.name: lane for lane in found if lane._running} if found else {}


def soon(wanted: Callable[[], object]) -> None:
    """Waits for it; how long that takes is not what the test is about."""
    end = time.monotonic() + 60
    while not wanted():
        assert time.monotonic() < end, "it does not come"
        time.sleep(0.01)


def asking(port: int, id: str) -> socket.socket:
    """A client that asks for very much, and has not yet vanished."""
    body = json.dumps({"iterations": ENDLESS}).encode()
    link = socket.create_connection(("127.0.0.1", port))
    head = f"POST {API}/checkpoints/{id}/next HTTP/1.1\r\nhost: localhost\r\n"
    head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    link.sendall(head.encode() + body)
    return link


def test_who_goes_away_ends_the_work_and_what_is_quick_never_waited_for_it() -> None:
    gc.collect()
    with serving(store="memory:", compute_seconds=3600) as site, ExitStack() as open_links:
        port = site.client.base_url.port
        assert port
        id = site.create(ONE)
        for _ in range(50):
            open_links.enter_context(asking(port, id))
        soon(lambda: "long" in lanes())
        long = lanes()["long"]
        soon(lambda: len(long._running) + long._count == 50)
        assert site.client.post("/trace", json=small()).status_code == 200
        assert site.client.get(f"/checkpoints/{id}/steps/1").status_code == 200
        for path in ("/healthz", "/", "/openapi.json", "/static/js/main.js", f"{API}/catalog"):
            answer = site.client.get(f"http://127.0.0.1:{port}{path}")
            assert answer.status_code == 200, path
        assert site.client.post(f"/checkpoints/{id}/next", json={}).status_code == 201
        assert long._running, "all of it was answered while they still computed"
        open_links.close()
        soon(lambda: not long._running and not long._count)


def test_writes_that_wait_for_a_locked_store_keep_nobody_else_waiting(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with serving(store=f"sqlite:///{path}") as site:
        lock = sqlite3.connect(path, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
        waiting, may_ask = Event(), 24
        with ThreadPoolExecutor(may_ask) as people:

            def write(k: int) -> int:
                waiting.set()
                return site.client.post("/checkpoints", json=small() | {"seed": k}).status_code

            asked = [people.submit(write, k) for k in range(may_ask)]
            assert waiting.wait(60)
            assert site.client.post("/trace", json=small()).status_code == 200
            statuses = {each.result(60) for each in asked}
        lock.execute("ROLLBACK")
        lock.close()
        assert statuses == {503}
        assert site.client.post("/checkpoints", json=small()).status_code == 201


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the functions that other processes were asked to do."""
    names: list[str] = []
    run = Pool.run

    def spied(pool: Pool, function: Any, *arguments: Any) -> Any:
        names.append(function.__name__)
        return run(pool, function, *arguments)

    monkeypatch.setattr(Pool, "run", spied)
    return names


def test_large_bodies_checks_and_draws_go_to_other_processes(
    client: TestClient, outside: list[str]
) -> None:
    id = created(client, ONE)
    assert client.post(f"{API}/trace", json=ONE).status_code == 200
    assert outside == []
    assert client.get(f"{API}/checkpoints/{id}/check").json()["ok"]
    assert outside == ["checked"]
    large = {**ONE, "data": {"x": [[0.5, 1]] * 20_000, "target": [[1]] * 20_000}}
    assert client.post(f"{API}/trace?tensors=none", json=large).status_code == 200
    many = created(client, large)
    assert outside[1:] == ["put_together", "put_together"]
    x = {"x": [[0.5, 1]] * 20_000}
    assert client.post(f"{API}/checkpoints/{many}/predict", json=x).status_code == 200
    table = "a,b\n" + "1,2\n" * 20_000
    assert client.post(f"{API}/datasets/csv", json={"text": table}).json()["samples"] == 20_000
    assert outside[3:] == ["put_together", "put_together"]
    units = [{"kind": "linear", "units": n} for n in (1000, 1001, 1)]
    wide = {**ONE, "network": {**ONE["network"], "layers": units}}
    drawn = created(client, wide)
    assert outside[5:] == ["drawn"]
    redrawn = client.post(f"{API}/checkpoints/{drawn}/edit", json={"redraw": True})
    assert redrawn.status_code == 200, "from the same seed: the same"
    assert outside[6:] == ["drawn"]


def test_a_check_cut_short_by_time_is_not_kept(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked again, it may hold more."""
    id, cut = created(client, small(2)), [True]
    whole = checking.checked

    def run(_: Pool, __: Any, *arguments: Any) -> Any:
        content, _ = whole(*arguments)
        return content, cut[0]

    monkeypatch.setattr(Pool, "run", run)
    path = f"{API}/checkpoints/{id}/check?v={client.get(f'{API}/catalog').json()['version']}"
    assert client.get(path).headers["cache-control"] == "no-store"
    cut[0] = False
    assert "immutable" in client.get(path).headers["cache-control"]


def test_the_limits_in_time_stand_in_the_catalog(client: TestClient) -> None:
    limits = client.get(f"{API}/catalog").json()["limits"]
    names = ("look_seconds", "compute_seconds")
    assert [limits[name] for name in names] == [getattr(Settings(), name) for name in names]
    assert [Settings.model_fields[name].default for name in names] == [10, 30]
