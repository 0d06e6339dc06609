"""The access key: who has it comes in, everybody else gets to `/healthz` and no further."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstep.api.client import KEY_COOKIE
from backstep.doors.key import LASTING, VARIABLE, Key, NoKey, take_key
from backstep.main import create_app, read_settings
from backstep.settings import Settings
from tests.api.conftest import API, assert_problem

SECRET = "correct horse ñ"
KEY = Key(SECRET)
BEARER = {"authorization": f"Bearer {SECRET}".encode()}
READER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8", "accept-language": "es-AR"}


@pytest.fixture
def closed() -> Iterator[TestClient]:
    """A server that asks for its key."""
    with TestClient(create_app(Settings(store="memory:"), KEY), follow_redirects=False) as client:
        yield client


def paths(client: TestClient) -> list[tuple[str, str]]:
    """Everything that can be asked for, described or not."""
    document = client.get("/openapi.json", headers=BEARER).json()
    asked = [(verb.upper(), path) for path, verbs in document["paths"].items() for verb in verbs]
    others = [
        "/", "/openapi.json", "/docs", "/readyz", "/static/js/main.js", "/lessons/x", "/nothing",
        "/healthz/", "/docs/assets/swagger-ui.css", "//healthz", "/HEALTHZ",
    ]  # fmt: skip
    return asked + [(verb, path) for path in others for verb in ("GET", "HEAD", "POST", "PUT")]


def test_nothing_but_healthz_is_open(closed: TestClient) -> None:
    assert closed.get("/healthz").json() == {"status": "ok"}
    for method, path in paths(closed):
        answer = closed.request(method, path, json={} if method == "POST" else None)
        assert answer.status_code == 401, (method, path)
        assert answer.headers["www-authenticate"].startswith("Bearer")
        if method != "HEAD":
            assert_problem(answer, 401, "key_required")


def test_a_program_shows_it_in_a_header(closed: TestClient) -> None:
    for name in ("Bearer", "bearer", "BEARER"):
        headers = {"authorization": f"{name}  {SECRET} ".encode()}
        assert closed.get(f"{API}/catalog", headers=headers).status_code == 200
    for wrong in ("Basic x", f"Basic {SECRET}", "Bearer", SECRET, "bearer nothing"):
        answer = closed.get(f"{API}/catalog", headers={"authorization": wrong.encode()})
        assert_problem(answer, 401, "key_required")


def opened(client: TestClient, address: str = "/", **headers: str) -> str:
    """The page that asks for the key."""
    answer = client.get(address, headers=READER | headers)
    assert answer.status_code == 401
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    return answer.text


@pytest.mark.parametrize("address", ["/", "/lessons/backpropagation?scene=2&lang=es", "/docs"])
def test_a_browser_is_asked_by_a_page_and_led_to_where_it_was_going(
    closed: TestClient, address: str
) -> None:
    page = opened(closed, address)
    assert '<html lang="es"' in page and "clave" in page
    action = re.search(r'<form method="post" action="([^"]+)"', page)
    to = re.search(r'name="to" value="([^"]*)"', page)
    assert action and to
    form = {"key": SECRET, "to": unescape(to[1])}
    answer = closed.post(action[1], data=form, headers=READER | {"origin": "http://testserver"})
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/", f"Max-Age={LASTING}"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    assert "horse" not in cookie
    assert closed.get(address, headers=READER).status_code == 200
    assert closed.get(f"{API}/catalog").status_code == 200
    assert closed.get(action[1]).headers["location"] == "/"


def test_the_page_shows_nothing_that_a_policy_would_hold_back(closed: TestClient) -> None:
    answer = closed.get("/", headers=READER)
    policy = answer.headers["content-security-policy"]
    assert "'unsafe" not in policy and "form-action 'self'" in policy
    assert "script-src" not in policy and "<script" not in answer.text
    assert not re.search(r'(?:src|href)="/', answer.text), "it has all in itself"


def test_another_cookie_each_time_and_none_for_another_key_host_or_time() -> None:
    one, two = (KEY.cookie(b"a:1", now=0) for _ in range(2))
    assert one != two
    assert KEY.gave(one, b"a:1", now=LASTING - 1) and KEY.gave(two, b"A:1", now=0)
    assert not KEY.gave(one, b"a:1", now=LASTING)
    assert not KEY.gave(one, b"a:2", now=0)
    assert not Key("another").gave(one, b"a:1", now=0)
    end = int(one.split(".")[1])
    for forged in (
        one.replace(str(end), str(end + 1)),
        one[:-1],
        "",
        ".",
        "..",
        "é.1.2",
        one + "0",
    ):
        assert not KEY.gave(forged, b"a:1", now=0)
    assert SECRET not in repr(KEY) and "horse" not in str(vars(type(KEY)))


def test_the_cookie_is_secure_over_https(closed: TestClient) -> None:
    answer = closed.post("https://testserver/key", data={"key": SECRET})
    assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize(
    "to",
    ["//evil.test", "/\\evil.test", "https://evil.test", "javascript:alert(1)", "", "/\t/evil.test",
     "/\r\nset-cookie: a=b", "é"],
)  # fmt: skip
def test_it_leads_nowhere_else(closed: TestClient, to: str) -> None:
    answer = closed.post("/key", data={"key": SECRET, "to": to})
    assert answer.status_code == 303
    location = answer.headers["location"]
    assert (
        location.startswith("/") and not location.startswith(("//", "/\\")) and "\t" not in location
    )
    assert location == "/" or location.startswith("/%")


def test_what_was_asked_for_is_not_written_into_the_page_as_it_came(closed: TestClient) -> None:
    for address in ('/?a="><script>x</script>', '/"><script>x</script>', "/%22%3E%3Cscript%3E"):
        assert "<script" not in opened(closed, address)


def test_only_a_form_is_read_and_only_from_here(closed: TestClient) -> None:
    assert_problem(closed.post("/key", json={"key": SECRET}), 415, "unsupported_type")
    elsewhere = {"origin": "https://evil.test"}
    assert_problem(
        closed.post("/key", data={"key": SECRET}, headers=elsewhere), 403, "wrong_origin"
    )
    assert_problem(closed.post("/key", data={"key": "x" * 9000}), 413, "too_large")
    for content in (b"\xff=\xfe", b"&" * 2000, b"key", b""):
        headers = {"content-type": "application/x-www-form-urlencoded"} | READER
        assert closed.post("/key", content=content, headers=headers).status_code == 401


def test_ten_wrong_keys_a_minute_and_then_none_is_looked_at(
    closed: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_000_000.0]
    monkeypatch.setattr("time.time", lambda: now[0])
    inside = TestClient(closed.app)
    assert inside.post("/key", data={"key": SECRET}).status_code == 200
    for k in range(10):
        now[0] += 1
        if k % 2:
            assert 'role="alert"' in closed.post("/key", data={"key": "no"}, headers=READER).text
        else:
            answer = closed.get("/", headers={"authorization": f"Bearer {k}"})
            assert_problem(answer, 401, "key_required")
    for headers in (BEARER, {"authorization": "Bearer 11"}):
        answer = closed.get("/", headers=headers)
        assert_problem(answer, 429, "rate_limited")
        assert 45 <= int(answer.headers["retry-after"]) <= 60
    page = closed.post("/key", data={"key": SECRET}, headers=READER)
    assert page.status_code == 429 and "retry-after" in page.headers
    assert "Demasiadas" in page.text
    assert inside.get("/").status_code == 200, "who has a cookie goes on"
    assert closed.get("/healthz").status_code == 200
    assert_problem(closed.get("/"), 401, "key_required")  # no key was tried
    now[0] += 61
    assert closed.get("/", headers=BEARER).status_code == 200


def test_an_old_cookie_is_no_wrong_key(closed: TestClient) -> None:
    closed.cookies.set(KEY_COOKIE, Key("older").cookie(b"testserver"))
    for _ in range(30):
        assert_problem(closed.get("/"), 401, "key_required")


def test_no_cache_on_the_way_may_keep_what_the_key_let_out(closed: TestClient) -> None:
    page = closed.get("/", headers=BEARER).text
    file = re.findall(r'"(/static/v-[^"]+)"', page)[0]
    version = closed.get(f"{API}/catalog", headers=BEARER).json()["version"]
    for path in (file, f"{API}/catalog?v={version}"):
        caching = closed.get(path, headers=BEARER).headers["cache-control"]
        assert caching == "private, max-age=31536000, immutable"
    for path in ("/", f"{API}/lessons", "/openapi.json", "/docs", "/static/icon.svg"):
        assert closed.get(path, headers=BEARER).headers["cache-control"].startswith("private")
    assert closed.get("/nothing", headers=BEARER).headers["cache-control"] == "no-store"


def test_the_key_is_taken_out_of_the_environment() -> None:
    environ = {VARIABLE: f" {SECRET}\n", "OTHER": "1"}
    key = take_key("", environ)
    assert key is not None and key.is_right(SECRET.encode())
    assert environ == {"OTHER": "1"}
    assert take_key("", {}) is None and take_key("", {VARIABLE: ""}) is None


def test_the_key_is_the_first_line_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(f"{SECRET}\nanother line\n")
    key = take_key(str(path), {})
    assert key is not None and key.is_right(SECRET.encode()) and not key.is_right(b"")


@pytest.mark.parametrize("content", [b"", b"\n", b"  \nx", b"\xff\xfe", b"x" * 2000, None])
def test_a_key_that_cannot_be_read_is_no_open_door(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NoKey):
        take_key(str(path), {})


def test_the_key_is_no_flag(capsys: pytest.CaptureFixture[str]) -> None:
    for flag in ("--access-key", "--access_key"):
        with pytest.raises(SystemExit):
            read_settings([flag, SECRET])
    with pytest.raises(SystemExit):
        read_settings(["--help"])
    assert "--access-key " not in capsys.readouterr().out


def test_a_wrong_file_ends_the_program_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "backstep.main", "--no-open", "--port=0", "--store=memory:"]
    done = subprocess.run(
        [*command, f"--access-key-file={tmp_path / 'nothing'}"],
        capture_output=True, text=True, timeout=60, check=False, env=os.environ,
    )  # fmt: skip
    assert done.returncode == 2
    assert "--access-key-file: the key cannot be read there" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_page_that_a_setting_names_may_show_the_key() -> None:
    """It is asked by the browser whether it may, and that without the key."""
    site = "https://site.example"
    client = TestClient(create_app(Settings(store="memory:", cors_origins=site), KEY))
    asked = client.options(
        f"{API}/trace",
        headers={
            "origin": site,
            "access-control-request-method": "POST",
            "access-control-request-headers": "authorization, content-type",
        },
    )
    assert asked.status_code == 200
    assert "authorization" in asked.headers["access-control-allow-headers"].lower()
    refused = client.get(f"{API}/catalog", headers={"origin": site})
    assert refused.headers["access-control-allow-origin"] == site
    assert client.get(f"{API}/catalog", headers=BEARER | {"origin": site}).status_code == 200
