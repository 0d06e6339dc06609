"""The application put together: headers, sizes, who may ask, and the console script itself."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstep.folders import folder
from backstep.main import create_app
from backstep.settings import Settings
from backstep.web.assets import Assets
from backstep.web.browser import has_display

POLICY = re.compile(r"default-src 'none'; script-src 'self'; style-src 'self';.*frame-ancestors")


def test_blas_uses_one_thread() -> None:
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"


@pytest.mark.parametrize("path", ["/", "/static/js/main.js", "/api/v1/catalog", "/nowhere"])
def test_no_answer_is_taken_for_something_else(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/", "/static/icon.svg", "/api/v1/catalog", "/api/v1/nothing"])
def test_head_has_the_headers_of_get_and_no_body(client: TestClient, path: str) -> None:
    asked, told = client.get(path), client.head(path)
    assert (told.status_code, told.content) == (asked.status_code, b"")
    for name in ("content-type", "content-length", "etag", "cache-control"):
        assert told.headers.get(name) == asked.headers.get(name), name
    assert client.head("/api/v1/trace").status_code == 405


@pytest.mark.parametrize("path", ["/", "/docs", "/static/icon.svg"])
def test_what_can_be_opened_has_a_strict_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert POLICY.match(headers["content-security-policy"])
    assert headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"


def test_who_may_frame_the_page_is_a_setting() -> None:
    with TestClient(create_app(Settings(store="memory:", frame_ancestors="'self'"))) as client:
        assert client.get("/").headers["content-security-policy"].endswith("frame-ancestors 'self'")


def test_other_origins_may_not_ask_unless_set(client: TestClient) -> None:
    origin = {"origin": "https://a.example"}
    assert "access-control-allow-origin" not in client.get("/healthz", headers=origin).headers
    settings = Settings(store="memory:", cors_origins="https://a.example")
    with TestClient(create_app(settings)) as open_client:
        allowed = open_client.get("/healthz", headers=origin).headers
        assert allowed["access-control-allow-origin"] == "https://a.example"
        other = open_client.get("/healthz", headers={"origin": "https://b.example"}).headers
        assert "access-control-allow-origin" not in other
        before = {**origin, "access-control-request-method": "POST"}
        asked = open_client.options("/api/v1/trace", headers=before)
        assert asked.status_code == 200
        assert "POST" in asked.headers["access-control-allow-methods"]


def test_large_answers_are_compressed(client: TestClient) -> None:
    body = {"expression": "x"}
    description = client.get("/api/v1/catalog").json()["presets"]["course"]["description"]

    def encodings(accepted: str) -> set[str | None]:
        asked = {"accept-encoding": accepted}
        answers = [
            client.get("/api/v1/catalog", headers=asked),
            client.get("/api/v1/function", params=body, headers=asked),
            client.post("/api/v1/trace", json=description, headers=asked),
            client.get("/", headers=asked),
            client.get("/static/js/main.js", headers=asked),
            client.get("/openapi.json", headers=asked),
        ]
        assert all(answer.content and answer.status_code == 200 for answer in answers)
        assert all("accept-encoding" in answer.headers["vary"].lower() for answer in answers)
        return {answer.headers.get("content-encoding") for answer in answers}

    for welcome in ("gzip", "gzip;q=0.5", "*", "br;q=1, GZIP;q=0.8, *;q=0.1"):
        assert encodings(welcome) == {"gzip"}, welcome
    for unwelcome in (
        "identity",
        "",
        "gzip;q=0",
        "gzip; q=0.000, *",
        "br",
        "*;q=0",
        "identity, gzip;q=0.5",
        "gzip;q=x",
        "notgzip",
    ):
        assert encodings(unwelcome) == {None}, unwelcome


def test_files_of_the_page_are_compressed_and_come_back_whole(client: TestClient) -> None:
    path = "/static/js/main.js"
    small = client.get(path, headers={"accept-encoding": "gzip"})
    plain = client.get(path, headers={"accept-encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert int(small.headers["content-length"]) < len(small.content)
    assert small.content == plain.content == (folder("static") / "js" / "main.js").read_bytes()
    assert "accept-encoding" in small.headers["vary"].lower()


def test_the_page_names_its_files_with_their_version(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.headers["cache-control"] == "no-cache"
    addresses = re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text)
    assert addresses
    for address in addresses:
        file = client.get(address)
        assert file.status_code == 200, address
        assert file.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_a_file_comes_back_the_same_every_time_and_is_not_sent_to_who_has_it(
    client: TestClient,
) -> None:
    address = re.findall(r'href="(/static/[^"]+/js/joined/main.js)"', client.get("/").text)[0]
    packed = {"accept-encoding": "gzip"}
    first, second = (client.get(address, headers=packed) for _ in range(2))
    assert second.content == first.content
    dated = {"date"}
    assert {k: v for k, v in second.headers.items() if k not in dated} == {
        k: v for k, v in first.headers.items() if k not in dated
    }
    known = packed | {"if-none-match": first.headers["etag"]}
    assert client.get(address, headers=known).status_code == 304
    assert (
        "content-encoding"
        not in client.get(address, headers={"accept-encoding": "identity"}).headers
    )
    assert client.head(address, headers=packed).content == b""


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Assets:
    """Of a folder with one file, `a.js`, that says 1."""
    (tmp_path / "a.js").write_text("1")
    monkeypatch.setattr("backstep.web.assets.folder", lambda _: tmp_path)
    return Assets()


def test_an_edited_file_is_served_as_it_is_now(assets: Assets) -> None:
    client = TestClient(assets)

    def text() -> str:
        assets.refresh()
        return client.get(assets.url("a.js").removeprefix("/static")).text

    assert (text(), text()) == ("1", "1")
    (assets.root / "a.js").write_text("22")
    assert text() == "22"


def test_an_edit_gives_the_files_new_addresses(assets: Assets) -> None:
    before = assets.url("a.js")
    (assets.root / "a.js").write_text("22")
    assets.refresh()
    assert assets.url("a.js") != before


@pytest.mark.parametrize("address", ["/static/js/main.js", "/static/v-000000000000/js/main.js"])
def test_a_file_without_the_current_version_is_asked_for_again(
    client: TestClient, address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"].startswith("text/javascript")
    again = client.get(address, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "browser", "language"),
    [
        ("", "es-AR,es;q=0.9,en;q=0.8", "es"),
        ("", "fr,pt;q=0.5", "en"),
        ("", "fr,en-GB;q=0.5,es;q=0.4", "en"),
        ("?lang=es", "en", "es"),
        ("?lang=xx", "es", "es"),
    ],
)
def test_the_page_opens_in_the_readers_language(
    client: TestClient, query: str, browser: str, language: str
) -> None:
    page = client.get(f"/{query}", headers={"accept-language": browser}).text
    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("address", ["/static/nothing.js", "/static/../pyproject.toml", "/static/"])
def test_only_files_of_the_page_are_served(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_window_needs_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not has_display()
    monkeypatch.setenv("DISPLAY", ":0")
    assert has_display()


@contextmanager
def backstep(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The console script, started in another directory; and the address that it prints."""
    command = [str(Path(sys.executable).with_name("backstep")), "--no-open", *arguments]
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        found = re.search(r"http://\S+", said)
        assert found, said + (process.stderr.read() if process.stderr else "")
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=120) as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize(
    ("workers", "number"),
    [
        ("1", signal.SIGTERM),
        ("2", signal.SIGINT),
        pytest.param("1", signal.SIGINT, marks=pytest.mark.long),
        pytest.param("2", signal.SIGTERM, marks=pytest.mark.long),
    ],
)
def test_it_serves_from_any_directory_and_ends_quietly(
    tmp_path: Path, workers: str, number: signal.Signals
) -> None:
    store = f"--store=sqlite:///{tmp_path / 'runs.sqlite'}"
    with backstep(tmp_path, "--port=0", store, f"--workers={workers}") as (process, address):
        assert '<div class="app">' in get(address)
        process.send_signal(number)
        _, complaints = process.communicate(timeout=60)
        assert "Traceback" not in complaints
        assert process.returncode in (0, -number)


def test_a_busy_port_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [str(Path(sys.executable).with_name("backstep")), "--no-open", "--store=memory:"]
        done = subprocess.run(
            [*command, f"--port={port}"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert done.returncode != 0
    assert f"--port: {port} cannot be had" in done.stderr
    assert "address already in use" in done.stderr.lower()
    assert "Traceback" not in done.stderr


def test_who_listens_everywhere_is_told_an_address_that_opens_here(tmp_path: Path) -> None:
    with backstep(tmp_path, "--port=0", "--store=memory:", "--host=0.0.0.0") as (process, address):
        assert address.startswith("http://127.0.0.1:") and '<div class="app">' in get(address)
        process.terminate()
        process.wait(timeout=60)
