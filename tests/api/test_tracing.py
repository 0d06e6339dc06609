"""Traces and steps: every number, in order, and no more than was asked for."""

import numpy as np
import pytest
from fastapi.testclient import TestClient

from backstep.describe.description import normalise
from backstep.describe.network import build
from backstep.run.state import initial_state
from backstep.run.tape import Tape
from tests.api.conftest import API, Json, assert_problem

WIDE = {
    "network": {
        "layers": [{"kind": "linear", "units": 400}, {"kind": "batch_norm"}],
        "loss": {"kind": "squared_error"},
        "optimizer": {"kind": "adam", "lr": 0.1},
    },
    "data": {"x": np.random.default_rng(0).normal(size=(64, 300)).tolist(),
             "target": np.random.default_rng(1).normal(size=(64, 400)).tolist()},
}  # fmt: skip


def test_a_trace_has_every_step_and_every_tensor_exactly_as_computed(
    client: TestClient, create, course: Json
) -> None:
    trace = client.get(f"{create(course)}/trace").json()
    network = build(normalise(course))
    tape = Tape(network, initial_state(network), 0)
    tape.run()
    assert [step["index"] for step in trace["steps"]] == list(range(20))
    assert [step["writes"] for step in trace["steps"]] == [s.writes for s in tape.plan.steps]
    assert trace["tensors"].keys() == tape.plan.tensors.keys()
    for address, shown in trace["tensors"].items():
        array = tape.value(address)
        assert (shown["shape"], shown["data"]) == (list(array.shape), array.ravel().tolist())
        assert shown["role"] == tape.plan.tensors[address].role
        assert shown["stats"]["max"] == array.max()
    assert trace["memory"] == tape.plan.memory
    assert trace["loss"] == tape.loss == trace["tensors"]["loss.E"]["data"][0]
    assert trace["batch"] == {"indices": [0, 1, 2, 3], "epoch": 0}
    assert trace["iteration"] == 0


def test_a_posted_trace_is_the_same_but_nothing_is_stored(
    client: TestClient, create, course: Json
) -> None:
    course["seed"] = 4711
    posted = client.post(f"{API}/trace", json=course)
    assert posted.status_code == 200
    assert "etag" not in posted.headers
    traced = posted.json()
    assert traced.pop("checkpoint") is None
    stored = client.get(f"{create(course)}/trace").json()
    assert stored.pop("checkpoint").endswith(".0")
    assert traced == stored
    assert client.post(f"{API}/trace?tensors=none&digits=3", json=course).json()["tensors"] == {}


def test_later_iterations_see_later_batches(client: TestClient, create, course: Json) -> None:
    base = create(course).removesuffix(".0")
    batches = [client.get(f"{base}.{k}/trace?tensors=none").json()["batch"] for k in (2, 3, 4)]
    assert batches == [
        {"indices": [8, 9, 10, 11], "epoch": 0},
        {"indices": [0, 1, 2, 3], "epoch": 1},
        {"indices": [4, 5, 6, 7], "epoch": 1},
    ]


def test_a_phase_filters_steps_and_their_tensors_but_keeps_indices(
    client: TestClient, create, course: Json
) -> None:
    place = create(course)
    backward = client.get(f"{place}/trace?phase=backward").json()
    assert [step["index"] for step in backward["steps"]] == list(range(4, 14))
    assert "l1.W:next" not in backward["tensors"]
    assert {"l3.dW", "l2.y", "data.dx"} <= backward["tensors"].keys()
    assert "loss.E" not in backward["tensors"]
    two = client.get(f"{place}/trace?phase=error&phase=forward").json()
    assert [step["phase"] for step in two["steps"]] == ["forward"] * 3 + ["error"]


def test_tensors_chooses_all_statistics_none_or_some(
    client: TestClient, create, course: Json
) -> None:
    place = create(course)
    everything = client.get(f"{place}/trace").json()["tensors"]
    stats = client.get(f"{place}/trace?tensors=stats").json()["tensors"]
    assert stats == {a: t | {"data": None} for a, t in everything.items()}
    some = client.get(f"{place}/trace?tensors=l2.x,l1.dW").json()["tensors"]
    assert some == {address: everything[address] for address in ("l1.y", "l1.dW")}


def test_what_is_above_inline_is_a_preview(client: TestClient, create, course: Json) -> None:
    tensors = client.get(f"{create(course)}/trace?inline=6&preview=2&digits=2").json()["tensors"]
    assert tensors["l1.W"]["data"] == [-0.7, 0.6, 0.2, 0.4, 0.1, -0.1]
    assert "preview" not in tensors["l1.W"]
    assert tensors["l2.W"]["data"] is None
    assert tensors["l2.W"]["preview"]["shape"] == [2, 2]
    assert tensors["l2.W"]["stats"]["max"] == 0.7


def test_digits_round_what_is_sent(client: TestClient, create, course: Json) -> None:
    place = create(course)
    exact = client.get(f"{place}/trace").json()["tensors"]["l1.dW"]["data"]
    rounded = client.get(f"{place}/trace?digits=3").json()["tensors"]["l1.dW"]["data"]
    assert rounded == [float(f"{value:.3g}") for value in exact]
    assert rounded != exact


def test_a_step_is_that_of_the_trace_with_the_tensors_it_touches(
    client: TestClient, create, course: Json
) -> None:
    place = create(course)
    trace = client.get(f"{place}/trace").json()
    for expected in trace["steps"]:
        step = client.get(f"{place}/steps/{expected['index']}").json()
        touched = {*expected["reads"].values(), expected["writes"]}
        assert step.pop("tensors") == {address: trace["tensors"][address] for address in touched}
        assert step.pop("iteration") == 0
        assert step == expected


@pytest.mark.parametrize("k", ["20", "-1", "1.0", "x", "9" * 30, "٣", "%20"])
def test_a_step_that_does_not_exist_is_unknown(
    client: TestClient, create, course: Json, k: str
) -> None:
    problem = assert_problem(client.get(f"{create(course)}/steps/{k}"), 404, "unknown_step")
    assert problem["errors"][0]["allowed"] == {"min": 0, "max": 19}


def test_a_step_is_at_most_64_kilobytes_whatever_the_network(client: TestClient, create) -> None:
    place = create(WIDE)
    steps = client.get(f"{place}/trace?tensors=none").json()["steps"]
    sizes = [len(client.get(f"{place}/steps/{step['index']}").content) for step in steps]
    assert max(sizes) <= 64_000
    assert max(sizes) > 20_000


def test_a_step_that_is_too_large_shows_less_of_each_tensor(
    client: TestClient, create, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backstep.api.shown.STEP_BYTES", 12_000)
    place = create(WIDE | {"seed": 3})
    default = client.get(f"{place}/steps/0")
    assert len(default.content) <= 12_000
    assert default.json()["tensors"]["l1.W"]["preview"]["shape"][0] < 32
    assert len(client.get(f"{place}/steps/0?preview=32").content) > 12_000


def test_a_step_sends_what_is_asked_for_even_if_it_is_much(client: TestClient, create) -> None:
    step = client.get(f"{create(WIDE)}/steps/0?inline=1000000").json()
    assert len(step["tensors"]["l1.W"]["data"]) == 300 * 400


def test_more_cells_than_one_answer_holds_are_too_much(
    client: TestClient, create, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backstep.api.wire.MAX_SENT", 100_000)
    place = create(WIDE | {"seed": 4})
    for look in ("trace", "steps/0", "tensors/l1.W"):
        answer = client.get(f"{place}/{look}?inline=1000000000")
        problem = assert_problem(answer, 413, "too_much_work", "/query/inline")
        assert problem["errors"][0]["allowed"] == {"max": 100_000}
        assert client.get(f"{place}/{look}").status_code == 200


def test_numbers_that_are_not_finite_are_content(client: TestClient, create, tiny: Json) -> None:
    tiny["data"]["x"] = [["NaN", 1], ["Infinity", "-Infinity"]]
    place = create(tiny)
    trace = client.get(f"{place}/trace").json()
    assert trace["loss"] == "NaN"
    assert trace["tensors"]["data.x"]["data"] == ["NaN", 1.0, "Infinity", "-Infinity"]
    assert trace["tensors"]["data.x"]["stats"]["nonfinite"] == 3
    assert client.get(f"{place}/explain/l1.y?at=0,0").json()["value"] == "NaN"
    after = client.post(f"{place}/next", json={}).headers["location"]
    assert client.get(f"{after}/history").json()["losses"] == [[0, "NaN"], [1, "NaN"]]
