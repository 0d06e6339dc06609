"""Several servers over one Redis, alone and behind nginx: killed under load, they lose nothing."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from backstep.presets import PRESETS
from tests.redis_server import Server, needed, running
from tests.serving.acknowledged import WRITERS, assert_all_there, begun
from tests.serving.conftest import Served, serving

pytestmark = [needed, pytest.mark.long]

COURSE = PRESETS["course"]["description"]
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
CONF = Path(__file__).parents[2] / "docs" / "nginx.conf"


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "redis").mkdir()
    with running(tmp_path / "redis") as server:
        yield server


@pytest.fixture
def two(redis: Server, tmp_path: Path) -> Iterator[tuple[Served, Served]]:
    """Two servers over one Redis."""
    options = (f"--store={redis.address}", "--trusted-proxies=127.0.0.1")
    with ExitStack() as stack:
        one, other = (stack.enter_context(serving(tmp_path, *options)) for _ in range(2))
        yield one, other


def test_a_killed_server_loses_nothing_that_was_acknowledged(two: tuple[Served, Served]) -> None:
    one, other = two
    writers = begun(one.address, other.address)
    one.tell(signal.SIGKILL)
    writers.wait(40)
    writers.end()
    assert_all_there(other.address, writers.told)


def test_a_killed_redis_loses_nothing_that_was_acknowledged_and_all_goes_on(
    redis: Server, two: tuple[Served, Served]
) -> None:
    one, other = two
    writers = begun(one.address, other.address)
    redis.kill()
    assert told_gone(one) < 2
    assert httpx.get(f"{one.address}/api/v1/catalog", timeout=120).status_code == 200
    assert httpx.post(f"{one.address}/api/v1/trace", json=COURSE, timeout=120).status_code == 200
    redis.start()
    writers.wait(40)
    writers.end()
    assert_all_there(one.address, writers.told)
    assert_all_there(other.address, writers.told)


def test_a_redis_that_hangs_is_told_within_two_seconds_however_many_ask(
    redis: Server, two: tuple[Served, Served]
) -> None:
    one, other = two
    writers = begun(one.address, other.address)
    redis.freeze()
    assert told_gone(one) < 2
    assert httpx.post(f"{one.address}/api/v1/trace", json=COURSE, timeout=120).status_code == 200
    redis.thaw()
    writers.wait(40)
    writers.end()
    assert_all_there(one.address, writers.told)


def told_gone(server: Served) -> float:
    """How long it takes until a write is told that there is no store: seconds, the best of five
    while others keep the machine and the server busy."""
    waits = []
    for seed in range(5):
        began = time.monotonic()
        place = f"{server.address}/api/v1/checkpoints"
        answer = httpx.post(place, json={**COURSE, "seed": seed}, timeout=120)
        waits.append(time.monotonic() - began)
        assert (answer.status_code, answer.json()["code"]) == (503, "store_unavailable")
    return min(waits)


def test_a_training_is_stopped_by_another_server_and_seen_by_it(
    two: tuple[Served, Served],
) -> None:
    one, other = two
    place = one.create(COURSE)
    with httpx.stream(
        "POST", f"{one.address}{place}/train", json={"iterations": 100_000_000}, timeout=60
    ) as answer:
        events = answer.iter_lines()
        training = next_data(events)["training"]
        said = httpx.post(f"{other.address}/api/v1/trainings/{training}/stop", json={}, timeout=120)
        assert said.status_code < 300, said.text
        last = [json.loads(line[6:]) for line in events if line.startswith("data: ")][-1]
    assert "id" in last, last
    reached = last["id"]
    there = httpx.get(f"{other.address}/api/v1/checkpoints/{reached}", timeout=120)
    assert there.status_code == 200


def next_data(events: Iterator[str]) -> dict[str, str]:
    for line in events:
        if line.startswith("data: "):
            found: dict[str, str] = json.loads(line.removeprefix("data: "))
            if "training" in found:
                return found
    raise AssertionError("the stream ended")


@contextmanager
def nginx(folder: Path, servers: tuple[Served, ...]) -> Iterator[str]:
    """docs/nginx.conf in front of these servers, with ports and folders of a test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = CONF.read_text(encoding="utf-8")
    for number, server in zip(("8001", "8002"), servers, strict=True):
        text = text.replace(f"127.0.0.1:{number}", f"127.0.0.1:{server.port}")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
    text = text.replace("/var/cache/nginx/backstep", str(folder / "cache"))
    assert len(re.findall(r"127\.0\.0\.1:\d+", text)) == 3
    whole = folder / "nginx.conf"
    places = "".join(
        f"{name}_temp_path {folder / name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root; " if os.geteuid() == 0 else ""  # else its workers may not write here
    whole.write_text(
        f"{user}daemon off; pid {folder / 'pid'}; error_log {folder / 'error.log'};\n"
        f"events {{}}\nhttp {{ access_log off;\n{places}{text} }}\n"
    )
    process = subprocess.Popen([str(NGINX), "-p", str(folder), "-c", str(whole)])
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            assert process.poll() is None, (folder / "error.log").read_text()
            try:
                httpx.get(f"{address}/healthz", timeout=120)
                break
            except httpx.ConnectError:
                time.sleep(0.02)
        yield address
    finally:
        process.terminate()
        process.wait()


@pytest.mark.skipif(NGINX is None, reason="there is no nginx on this machine")
def test_behind_nginx_a_killed_server_costs_only_what_was_in_flight(
    two: tuple[Served, Served], tmp_path: Path
) -> None:
    (tmp_path / "nginx").mkdir()
    with nginx(tmp_path / "nginx", two) as address:
        writers = begun(address)
        assert not writers.failed
        two[0].tell(signal.SIGKILL)
        writers.wait(60)
        writers.end()
        assert len(writers.failed) <= 2 * WRITERS, writers.failed
        assert_all_there(address, writers.told)


@pytest.mark.skipif(NGINX is None, reason="there is no nginx on this machine")
def test_behind_nginx_answers_that_never_change_are_cached_and_events_come_at_once(
    two: tuple[Served, Served], tmp_path: Path
) -> None:
    (tmp_path / "nginx").mkdir()
    with nginx(tmp_path / "nginx", two) as address:
        place = two[0].create(COURSE)
        page = httpx.get(f"{address}/", timeout=120)
        assert page.status_code == 200
        script = re.findall(r'src="(/static/[^"]+)"', page.text)[0]
        assert [
            httpx.get(f"{address}{script}", timeout=120).headers["x-cache"] for _ in range(2)
        ] == ["MISS", "HIT"]
        with httpx.stream(
            "POST", f"{address}{place}/train", json={"iterations": 100_000_000}, timeout=60
        ) as answer:
            events = answer.iter_lines()
            training = next_data(events)["training"]  # while it goes on: nothing gathers them
            stop = f"{address}/api/v1/trainings/{training}/stop"
            assert httpx.post(stop, json={}, timeout=120).status_code < 300
            assert any(line == "event: done" for line in events)
