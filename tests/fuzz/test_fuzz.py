"""Whatever is sent is answered: a well-formed problem, or an answer that agrees with itself.

`FUZZ_EXAMPLES` says how many walks; they are always the same ones, unless `FUZZ_SEED` is given.
"""

import json
import math
import os
from collections.abc import Iterator
from random import Random
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from httpx import Response
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from backstep.errors import STATUS
from backstep.main import create_app
from backstep.settings import Settings
from tests.fuzz import bodies, questions

API = "/api/v1"
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "60"))
SEED = os.environ.get("FUZZ_SEED")
LOOKS = 8  # at each checkpoint

pytestmark = pytest.mark.long
walks = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=SEED is None, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[TestClient]:
    """A server that says its faults as a user would see them."""
    chosen = Settings(
        store="memory:", max_work=2e9, max_activations=10**6, max_parameters=10**6, look_seconds=3,
        compute_seconds=3, niceness=0,
    )  # fmt: skip
    app = create_app(chosen)
    with TestClient(app, "http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


def seeded(test: Any) -> Any:
    return test if SEED is None else seed(int(SEED))(test)


RANDOM = st.randoms(use_true_random=False, note_method_calls=False)


@seeded
@walks
@given(rng=RANDOM)
def test_a_network_and_all_questions_about_it(server: TestClient, rng: Random) -> None:
    description = bodies.description(rng)
    found = sound(post(server, f"{API}/trace", description))
    if found.status_code == 422:
        description = bodies.mended(rng, description, found.json())
    made = sound(post(server, f"{API}/checkpoints", description))
    for _ in range(3):
        if made.status_code not in (200, 201):
            return
        place = f"{API}/checkpoints/{made.json()['id']}"
        whole = sound(server.get(f"{place}/trace?inline=1000000")).json()
        for _ in range(LOOKS):
            accept = rng.choice(
                ("application/json", "text/csv", "application/x-npy", "*/*", "a;q=x")
            )
            answer = sound(server.get(questions.look(rng, place), headers={"accept": accept}))
            agrees(answer, whole)
        sound(post(server, f"{place}/predict", bodies.predict(rng)))
        if rng.random() < 0.15:
            trained(sound(post(server, f"{place}/train", bodies.train(rng))))
        if rng.random() < 0.4:
            made = sound(post(server, f"{place}/next", {"iterations": rng.choice((1, 2, 9))}))
        else:
            made = sound(post(server, f"{place}/edit", bodies.edit(rng)))


@seeded
@walks
@given(rng=RANDOM)
def test_tables_and_files(server: TestClient, rng: Random) -> None:
    text = questions.table(rng)
    names = (["a"], ["b"], ["column 1"], [0], ["x"], "a", [], None, [-1], [True], ["\u0000"])
    body = {"text": text} | {
        name: rng.choice((*names, True, False))
        for name in ("target", "inputs", "header", "classes", "decimal", "gaps", "images")
        if rng.random() < 0.1
    }
    sound(post(server, f"{API}/datasets/csv", body))
    raw = text.encode(rng.choice(("utf-8", "utf-16", "utf-8-sig")), "replace")
    if rng.random() < 0.3:
        raw = bytes(rng.randrange(256) for _ in range(rng.choice((1, 9, 300))))
    asked = questions.query(rng, target=("a", "0"), inputs=("a", "1"), header=("0", "1", "true"))
    headers = {"content-type": rng.choice(("text/csv", "text/csv", "application/json", "a/b", ""))}
    sound(server.post(f"{API}/datasets/csv{asked}", content=raw, headers=headers))
    sound(server.get(questions.elsewhere(rng)))


@seeded
@walks
@given(rng=RANDOM)
def test_bodies_that_are_no_descriptions(server: TestClient, rng: Random) -> None:
    """A good body with one place in it changed to anything, and bytes with one of them changed."""
    body = bodies.description(rng)
    for _ in range(rng.choice((1, 1, 2, 4))):
        spoil(rng, body)
    for path in ("trace", "checkpoints", "fits"):
        sound(post(server, f"{API}/{path}", body))
    networks = [bodies.description(rng).get("network") for _ in range(2)]
    shapes = [rng.choice(([2, 3], [1], [], [10**9], [0, 2], "x", [2.0], [1] * 9)) for _ in range(2)]
    fits = {"networks": networks, "x": shapes[0], "target": shapes[1]}
    sound(post(server, f"{API}/fits", fits))
    raw = bytearray(json.dumps(body).encode())
    for _ in range(rng.choice((0, 1, 3))):
        raw[rng.randrange(len(raw))] = rng.randrange(256)
    headers = {"content-type": "application/json"}
    sound(server.post(f"{API}/checkpoints", content=bytes(raw), headers=headers))


@seeded
@walks
@given(rng=RANDOM)
def test_pages_and_headers(server: TestClient, rng: Random) -> None:
    for _ in range(4):
        place = questions.page(rng) if rng.random() < 0.8 else questions.elsewhere(rng)
        answer = server.get(place, headers=questions.headers(rng), follow_redirects=False)
        assert answer.status_code < 500, (place, answer.request.headers, answer.text[:300])
        if "html" not in answer.headers.get("content-type", ""):
            sound(answer)
    body, headers = {"expression": "x"}, {"content-type": "application/json"}
    sound(server.post(f"{API}/trace", json=body, headers=headers | questions.headers(rng)))


def trained(answer: Response) -> None:
    """A training ends with `done`, or with a problem that is not the server's."""
    if answer.status_code != 200:
        return
    events = [event.split("\n") for event in answer.text.strip().split("\n\n")]
    named = [
        (lines[0].removeprefix("event: "), lines[-1].removeprefix("data: ")) for lines in events
    ]
    for _, told in named:
        whole_tensors(strict(told), told[:500])
    assert named[-1][0] in ("done", "error"), answer.text[-500:]
    assert "internal" not in named[-1][1], named[-1]


def spoil(rng: Random, value: Any) -> None:
    """Put anything at one place."""
    while isinstance(value, dict | list) and value:
        place = rng.choice(list(value)) if isinstance(value, dict) else rng.randrange(len(value))
        if rng.random() < 0.3 or not isinstance(value[place], dict | list) or not value[place]:
            value[place] = bodies.strange(rng)
            return
        value = value[place]


def post(server: TestClient, path: str, body: Any) -> Response:
    raw = json.dumps(body, allow_nan=False).encode("utf-8", "surrogatepass")
    return server.post(path, content=raw, headers={"content-type": "application/json"})


def sound(answer: Response) -> Response:
    """Any answer: no fault of the server, JSON to the letter, and a problem as problems are."""
    what = f"{answer.request.method} {answer.request.url} {answer.request.content[:3000]!r}"
    assert answer.status_code < 500 or answer.status_code == 503, f"{what}\n{answer.text[:400]}"
    kind = answer.headers.get("content-type", "")
    if answer.status_code >= 400:
        problem = strict(answer.text)
        assert kind == "application/problem+json", what
        assert problem["status"] == answer.status_code, what
        assert problem["code"] == problem["errors"][0]["code"], what
        assert problem["code"] in STATUS, what
        assert problem["detail"].strip()[-1] in ".!?", what
        assert all({"pointer", "code", "detail"} <= flaw.keys() for flaw in problem["errors"]), what
        assert ("retry-after" in answer.headers) == (answer.status_code in (429, 503)), what
    elif "json" in kind:
        whole_tensors(strict(answer.text), what)
    return answer


def strict(text: str) -> Any:
    """JSON as RFC 8259 has it: no NaN."""

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    return json.loads(text, parse_constant=refuse)


def whole_tensors(value: Any, what: str) -> None:
    """Every tensor has as many cells as its shape says."""
    if isinstance(value, list):
        for item in value:
            whole_tensors(item, what)
    elif isinstance(value, dict):
        if isinstance(value.get("shape"), list) and isinstance(value.get("data"), list):
            assert math.prod(value["shape"]) == len(value["data"]), what
        for item in value.values():
            whole_tensors(item, what)


def agrees(answer: Response, whole: Any) -> None:
    """A tensor, a tile, an explanation are what the whole trace says of them."""
    if answer.status_code != 200 or "application/json" not in answer.headers["content-type"]:
        return
    found, tensors = answer.json(), whole["tensors"]
    if not isinstance(found, dict) or found.get("address") not in tensors:
        return
    known = tensors[found["address"]]
    if known["data"] is None:
        return
    array = np.array([float(cell) for cell in known["data"]]).reshape(known["shape"])
    if "expr" in found:
        same(found["value"], array[tuple(found["at"])])
        same(found["expr"]["value"], found["value"])
    asked = answer.request.url.params
    if isinstance(found.get("data"), list) and not {"sample", "digits"} & set(asked):
        spelled = found.get("slice")
        tile = array[numpy_slice(spelled)] if spelled else array
        for cell, right in zip(found["data"], tile.ravel().tolist(), strict=True):
            same(cell, right)


def numpy_slice(spelled: str) -> tuple[Any, ...]:
    parts = (part.split(":") for part in spelled.split(","))
    return tuple(
        int(part[0]) if len(part) == 1 else slice(*(int(end) if end else None for end in part))
        for part in parts
    )


def same(one: Any, two: Any) -> None:
    a, b = float(one), float(two)
    assert a == b or (a != a and b != b), (one, two)
