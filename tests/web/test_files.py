"""Files and addresses of the page: ranges, forms, what is not there, and reading nothing twice."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from backstep.folders import folder
from backstep.main import create_app
from backstep.settings import Settings
from tests.api.conftest import assert_problem

FILE = "/static/js/main.js"
CONTENT = (folder("static") / "js" / "main.js").read_bytes()
SIZE = len(CONTENT)
READER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=2-9", 2, 9),
        ("bytes=5-", 5, SIZE - 1),
        ("bytes=-7", SIZE - 7, SIZE - 1),
        (f"bytes=-{SIZE + 9}", 0, SIZE - 1),
        (f"bytes=1-{SIZE + 9}", 1, SIZE - 1),
    ],
)
def test_a_range_of_bytes_is_a_part_of_the_plain_file(
    client: TestClient, asked: str, first: int, last: int
) -> None:
    for coding in ("gzip", "identity"):
        answer = client.get(FILE, headers={"range": asked, "accept-encoding": coding})
        assert answer.status_code == 206
        assert answer.content == CONTENT[first : last + 1]
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{SIZE}"
        assert answer.headers["content-length"] == str(last - first + 1)
        assert answer.headers["vary"].lower() == "accept-encoding"
        assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    "asked",
    [f"bytes={SIZE}-", "bytes=9-2", "bytes=-0", "bytes=-", "bytes=x-y", "bytes=", "bytes=1-2-3",
     "bytes=-1-", "bytes=" + "9" * 400 + "-", "bytes=<script>"],
)  # fmt: skip
def test_a_range_that_is_none_is_a_problem(client: TestClient, asked: str) -> None:
    answer = client.get(FILE, headers={"range": asked})
    problem = assert_problem(answer, 416, "range_not_satisfiable")
    assert problem["errors"][0]["allowed"] == {"max": SIZE}
    assert answer.headers["content-range"] == f"bytes */{SIZE}"


def test_other_units_many_ranges_and_a_changed_file_are_answered_with_the_whole(
    client: TestClient,
) -> None:
    plain = {"accept-encoding": "identity"}
    etag = client.get(FILE, headers=plain).headers["etag"]
    for headers in (
        {"range": "lines=1-2"},
        {"range": "bytes=0-1,4-5"},
        {"range": "bytes=0-1", "if-range": '"other"'},
        {"range": "bytes=0-1", "if-range": client.get(FILE).headers["etag"]},
    ):
        answer = client.get(FILE, headers=plain | headers)
        assert (answer.status_code, answer.content) == (200, CONTENT), headers
    same = client.get(FILE, headers=plain | {"range": "bytes=0-1", "if-range": etag})
    assert (same.status_code, same.content) == (206, CONTENT[:2])


@pytest.mark.parametrize("path", ["/", FILE, "/static/i18n/es.json", "/static/css/tokens.css"])
def test_each_form_has_its_own_etag_and_says_on_what_it_depends(
    client: TestClient, path: str
) -> None:
    found = {}
    for coding in ("identity", "gzip"):
        headers = {"accept-encoding": coding}
        whole = client.get(path, headers=headers)
        found[coding] = whole.headers["etag"]
        unchanged = client.get(path, headers=headers | {"if-none-match": whole.headers["etag"]})
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        for answer in (whole, unchanged):
            assert answer.headers["vary"].lower().count("accept-encoding") == 1
            assert answer.headers["etag"] == found[coding]
    assert found["identity"] != found["gzip"]
    other = {"accept-encoding": "identity", "if-none-match": found["gzip"]}
    assert client.get(path, headers=other).status_code == 200


ADDRESSES = [
    "/nothing", "/lessons/anything", "/lessons/anything/", "/lessons/x%0d%0aset-cookie:a=b",
    "/lesson/", "/static/nothing.js", "/static/", "/api/v1/nothing", "/docs/nothing", "/%ff",
    "/static/../pyproject.toml", "/static/%2e%2e/pyproject.toml", "/static/js",
    "/<script>x</script>",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("language", "words", "lesson"),
    [
        ("en", "nothing here", "There is no such lesson"),
        ("es-AR", "no hay nada", "No existe esa lección"),
    ],
)
def test_a_reader_who_comes_to_where_nothing_is_gets_a_page_with_a_way_out(
    client: TestClient, address: str, language: str, words: str, lesson: str
) -> None:
    answer = client.get(address, headers=READER | {"accept-language": language})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert (lesson if address.startswith("/lessons/") else words) in answer.text
    assert f'<html lang="{language[:2]}"' in answer.text
    assert 'href="/"' in answer.text
    assert "<script" not in answer.text
    assert {"Accept", "Accept-Language"} <= set(answer.headers["vary"].split(", "))
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html;q=0.5, application/json"])
def test_a_program_gets_a_problem(client: TestClient, address: str, accept: str) -> None:
    answer = client.get(address, headers={"accept": accept})
    assert_problem(answer, 404, "not_found")
    assert "<script" not in answer.text


def test_a_lesson_that_there_is_opens(client: TestClient) -> None:
    for address in ("/lessons/backpropagation", "/lessons/backpropagation/"):
        assert '<div class="app">' in client.get(address, headers=READER).text


def test_files_take_no_other_method(client: TestClient) -> None:
    answer = client.post(FILE, json={})
    assert_problem(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD"


def test_nobody_who_asks_for_a_page_or_a_file_waits_for_a_disk(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get("/").text

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the disk was asked")

    for name in ("os.stat", "os.scandir", "os.listdir", "io.open", "builtins.open", "os.open"):
        monkeypatch.setattr(name, never)
    addresses = re.findall(r'"(/static/[^"]+)"', page)
    assert len(addresses) > 5
    for address in ["/", "/?lang=es", "/lessons/backpropagation", "/nothing", *addresses]:
        for coding in ("gzip", "identity"):
            asked = {"accept-encoding": coding}
            assert client.get(address, headers=asked).status_code in (200, 404)
    assert client.get(addresses[0], headers={"range": "bytes=0-3"}).status_code == 206


def test_in_development_an_edit_shows_at_the_next_opening_and_else_it_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copied(name: str) -> Path:
        here = tmp_path / name
        if not here.exists():
            for path in (p for p in folder(name).rglob("*") if p.is_file()):
                to = here / path.relative_to(folder(name))
                to.parent.mkdir(parents=True, exist_ok=True)
                to.write_bytes(path.read_bytes())
        return here

    monkeypatch.setattr("backstep.web.assets.folder", copied)
    monkeypatch.setattr("backstep.web.pages.folder", copied)
    script, template = copied("static") / "js/main.js", copied("templates") / "index.html"
    working, serving = (
        TestClient(create_app(Settings(store="memory:", dev=dev))) for dev in (True, False)
    )
    before = serving.get("/").text
    assert "/js/joined/main.js" in before
    assert "edited" not in working.get("/").text
    script.write_text("// edited\n")
    template.write_text(template.read_text().replace("</title>", " edited</title>"))
    assert serving.get("/").text == before
    after = working.get("/").text
    assert "edited</title>" in after
    address = re.search(r'src="(/static/[^"]+/js/main.js)"', after)
    assert address and address[1] not in before
    assert working.get(address[1]).text == "// edited\n"
