"""What never changes is cached by whoever likes; the rest is not."""

import asyncio
import gzip
import os

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from backstep.api.answer import Answers, Body
from backstep.api.heavy import Heavy
from backstep.api.ready import matches
from backstep.settings import Settings
from backstep.work.process import Process
from tests.api.conftest import API, Json

LOOKS = [
    "", "/trace", "/steps/3", "/tensors/l1.W", "/explain/l1.dW?at=0,0", "/explain?cells=l1.dW[0,0]",
    "/chain/l1.W", "/history",
]  # fmt: skip


def version(client: TestClient) -> str:
    return str(client.get(f"{API}/catalog").json()["version"])


@pytest.mark.parametrize("look", LOOKS)
def test_every_answer_about_a_checkpoint_has_an_etag_with_the_version_of_the_rules(
    client: TestClient, create, course: Json, look: str
) -> None:
    answer = client.get(create(course) + look)
    assert answer.status_code == 200
    assert version(client) in answer.headers["etag"]
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("look", LOOKS)
def test_with_the_version_in_the_address_an_answer_may_be_kept_for_ever(
    client: TestClient, create, course: Json, look: str
) -> None:
    place = create(course) + look
    joint = "&" if "?" in look else "?"
    current = client.get(f"{place}{joint}v={version(client)}")
    assert current.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert current.content == client.get(place).content
    other = client.get(f"{place}{joint}v=another")
    assert other.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("look", LOOKS)
def test_who_has_the_answer_is_told_so_and_not_sent_it_again(
    client: TestClient, create, course: Json, look: str
) -> None:
    place = create(course) + look
    etag = client.get(place).headers["etag"]
    for asked in (etag, etag.removeprefix("W/"), f'"x", {etag}', "*"):
        answer = client.get(place, headers={"if-none-match": asked})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == etag
        assert answer.headers["cache-control"] == "no-cache"
        assert "content-type" not in answer.headers
    assert client.get(place, headers={"if-none-match": '"other"'}).status_code == 200


def test_what_does_not_exist_is_not_unchanged(client: TestClient) -> None:
    answer = client.get(f"{API}/checkpoints/x.0", headers={"if-none-match": "*"})
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


def test_different_questions_have_different_etags(client: TestClient, create, course: Json) -> None:
    place = create(course)
    tags = {client.get(place + look).headers["etag"] for look in LOOKS}
    tags.add(client.get(f"{place}/tensors/l1.dW?digits=1").headers["etag"])
    for accept in ("text/csv", "application/x-npy"):
        kind = {"accept": accept}
        answer = client.get(f"{place}/tensors/l1.W", headers=kind)
        assert answer.headers["vary"].lower().startswith("accept")
        tags.add(answer.headers["etag"])
    assert len(tags) == len(LOOKS) + 3


def test_answers_are_zipped_for_who_understands_it(
    client: TestClient, create, course: Json
) -> None:
    place = f"{create(course)}/trace"
    plain = client.get(place, headers={"accept-encoding": "identity"})
    with client.stream("GET", place, headers={"accept-encoding": "gzip"}) as zipped:
        packed = b"".join(zipped.iter_raw())
    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed) == plain.content
    again = client.get(place, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in again.headers
    assert again.content == plain.content


def test_an_answer_is_made_once(client: TestClient, create, course: Json, monkeypatch) -> None:
    place = f"{create(course)}/steps/7?digits=7"
    first = client.get(place)

    def never(*_: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr("backstep.api.shown.step_answer", never)
    assert client.get(place).content == first.content


def test_an_answer_to_a_post_is_never_kept(client: TestClient, create, course: Json) -> None:
    place = create(course)
    for path, body in (("edit", {}), ("next", {}), ("predict", {"x": [[1, 2]]})):
        answer = client.post(f"{place}/{path}", json=body)
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ('W/"a"', True),
        ('"a"', True),
        ("*", True),
        ('"b", W/"a"', True),
        ('"b"', False),
        ("", False),
    ],
)
def test_etags_are_compared_weakly(asked: str, expected: bool) -> None:
    assert matches(asked, 'W/"a"') is expected


def cache(limit: int) -> Answers:
    return Answers("1", limit, Heavy(Settings(store="memory:"), 1, Process))


async def silence() -> Message:
    """A client that says nothing more, and stays."""
    await asyncio.Event().wait()
    raise AssertionError


def ask(answers: Answers, path: str, query: str, content: bytes = b"x") -> Response:
    """An answer given by this cache."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(b"accept-encoding", b"gzip")],
    }
    return asyncio.run(answers.give(Request(scope, silence), lambda: Body(content)))


def test_answers_and_their_keys_take_no_more_memory_than_allowed() -> None:
    answers = cache(500_000)
    for k in range(40):
        ask(answers, f"/{k}", "", os.urandom(100_000))
    assert 0 < len(answers._made) <= 2, "both forms are counted"
    for k in range(200):
        ask(answers, "/", f"slice={'0' * 10_000}{k}")
    assert 0 < len(answers._made) <= 12
    assert answers._made.used <= 500_000


def test_a_version_is_no_part_of_the_question() -> None:
    answers = cache(10**6)
    for version in ("1", "2", "x" * 64):
        answer = ask(answers, "/", f"v={version}")
        assert ("immutable" in answer.headers["cache-control"]) == (version == "1")
    assert len(answers._made) == 1
    ask(answers, "/", "v=1&v=1")
    assert len(answers._made) == 2, "a wrong question is not answered by a right one's answer"


def test_a_question_is_the_same_in_any_order_but_not_with_other_values() -> None:
    answers = cache(10**6)
    for query in ("a=1&b=2", "b=2&a=1", "b=2&v=3&a=1", "a=%31&b=2"):
        ask(answers, "/", query)
    assert len(answers._made) == 1
    for query in ("a=2&b=1", "a=1", "a=1&b=2&b=3", "a=1&b=3&b=2", "a=1&a=2&b=2", "ab=12"):
        ask(answers, "/", query)
    assert len(answers._made) == 7


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_not_known_leaves_nothing_in_memory(
    client: TestClient, create, course: Json, monkeypatch, look: str
) -> None:
    place = create(course) + look
    joint = "&" if "?" in look else "?"
    kept: list[object] = []
    monkeypatch.setattr("backstep.store.lru.Lru.put", lambda *given: kept.append(given))
    for query in ("v=" + "x" * 65, "nonsense=1", "v=1&v=2", "V=1"):
        assert client.get(f"{place}{joint}{query}").status_code == 422
    assert not kept


def test_every_answer_that_is_kept_knows_a_version(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    lasting = {
        path: {parameter["name"] for parameter in methods["get"]["parameters"]}
        for path, methods in paths.items()
        if "get" in methods and "ETag" in methods["get"]["responses"]["200"].get("headers", {})
    }
    assert len(lasting) > 10
    assert all("v" in names for names in lasting.values()), lasting


@pytest.mark.parametrize("look", [*LOOKS, "/data", "/export/json", "/check"])
def test_each_form_of_an_answer_has_its_own_etag(
    client: TestClient, create, course: Json, look: str
) -> None:
    place = create(course) + look
    plain, packed = (
        client.get(place, headers={"accept-encoding": coding}) for coding in ("identity", "gzip")
    )
    assert plain.content == packed.content
    assert ("content-encoding" in packed.headers) == (len(plain.content) >= 1000)
    assert (plain.headers["etag"] != packed.headers["etag"]) == (len(plain.content) >= 1000)
    for answer, coding in ((plain, "identity"), (packed, "gzip")):
        assert "accept-encoding" in answer.headers["vary"].lower()
        known = {"accept-encoding": coding, "if-none-match": answer.headers["etag"]}
        unchanged = client.get(place, headers=known)
        assert unchanged.status_code == 304
        assert unchanged.headers["vary"] == answer.headers["vary"]
        assert unchanged.headers["etag"] == answer.headers["etag"]
