"""What never changes is cached by whoever likes; the rest is not."""

import gzip

import pytest
from fastapi.testclient import TestClient

from app.api.answer import Answers, Body, matches
from app.api.heavy import Heavy
from app.settings import Settings
from tests.api.conftest import API, Json

LOOKS = [
    "", "/trace", "/steps/3", "/tensors/l1.W", "/explain/l1.dW?at=0,0", "/chain/l1.W", "/history",
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

    monkeypatch.setattr("app.api.shown.step_answer", never)
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


def test_answers_take_no_more_memory_than_allowed() -> None:
    answers = Answers("1", 10_000, Heavy(Settings(store="memory:"), 1))
    for k in range(20):
        body = Body(b"x" * 2000)
        ready = answers._prepare(body, "no-cache", False)
        answers._ready.put((f"/{k}", b"", ""), ready, len(body.content) + 1000)
    assert answers._ready.used <= 10_000
    assert len(answers._ready) == 3
