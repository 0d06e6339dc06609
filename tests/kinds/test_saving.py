"""Saved again: another base for the same description, 409 where the code is gone, nothing lost."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backstep.store.ids import base_in
from backstep.training.training import Training
from backstep.training.trainings import Trainings
from tests.kinds.conftest import API, DENSE, Json, Own, network

LAYER = {"kind": "own:dense", "units": 2}
WRONG = DENSE.replace("x.T @ dy", "x.T @ dy / len(x)")


def test_a_save_that_is_taken_back_leads_to_the_same_base(own: Own) -> None:
    asked = network(LAYER)
    first = own.create(asked)
    version = own.kind("own:dense")["version"]
    own.save("dense.py", WRONG)
    assert base_in(own.create(asked)) != base_in(first)
    assert own.client.post(f"{first}/next", json={}).status_code == 409
    own.save("dense.py", DENSE)
    assert own.kind("own:dense")["version"] == version
    assert own.create(asked) == first
    assert own.client.post(f"{first}/next", json={}).status_code == 201
    own.checked("dense.py")
    stamp = own.kinds()["stamp"]
    os.utime(own.folder / "dense.py")  # saved again as it was: nothing is new
    own.client.post(f"{first}/renewed", json={})
    assert own.kinds()["stamp"] == stamp


def test_an_edit_that_brings_such_a_layer_has_its_code_in_its_id(own: Own) -> None:
    place = own.create(network("tanh", {"kind": "linear", "units": 2}))
    edit = {"description": {"network": {"layers": [{"from": "l1"}, LAYER]}}}
    before = own.client.post(f"{place}/edit", json=edit).headers["location"]
    own.save("dense.py", WRONG)
    after = own.client.post(f"{place}/edit", json=edit).headers["location"]
    assert base_in(after) != base_in(before)
    assert own.client.get(f"{after}/trace").status_code == 200
    assert own.client.post(f"{before}/next", json={}).status_code == 409


def test_renewed_goes_the_same_way_with_the_code_of_now(own: Own) -> None:
    def walked() -> str:
        """Two iterations, an edit, three more, a change of the description, one more."""
        place = own.create(network(LAYER, {"kind": "own:dense", "units": 2}))
        for step, body in (
            ("next", {"iterations": 2}),
            ("edit", {"set": [{"address": "l1.W", "at": [0, 0], "value": 0.25}]}),
            ("next", {"iterations": 3}),
            (
                "edit",
                {"description": {"network": {"layers": [{"from": "l1"}, {"from": "l2"}, LAYER]}}},
            ),
            ("next", {"iterations": 1}),
        ):
            answer = own.client.post(f"{place}/{step}", json=body)
            assert answer.status_code == 201, answer.text
            place = answer.headers["location"]
        return str(place)

    before = walked()
    assert own.client.post(f"{before}/renewed", json={}).headers["location"] == before
    own.save("dense.py", WRONG)
    answer = own.client.post(f"{before}/renewed", json={})
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == walked() != before
    assert answer.json()["iteration"] == 6
    for wrong, status in (("zzzzzzzzzzzzzzzzzzzz.0", 404), ("nonsense", 404)):
        path = f"{API}/checkpoints/{wrong}/renewed"
        assert own.client.post(path, json={}).status_code == status
    assert own.client.post(f"{before}/renewed", json={"a": 1}).status_code == 422


def test_a_training_ends_with_the_code_that_it_began_with(
    own: Own, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[Training] = []
    real = Trainings.ask

    def ask(self: Trainings, *args: Any, **more: Any) -> Training:
        asked_for.append(real(self, *args, **more))
        return asked_for[-1]

    monkeypatch.setattr(Trainings, "ask", ask)
    place = own.create(network(LAYER))
    told: list[str] = []

    def train() -> None:
        asked = {"iterations": 10_000_000}
        told.append(own.client.post(f"{place}/train", json=asked).text)

    training = threading.Thread(target=train)
    training.start()
    while not (asked_for and asked_for[0].begun):
        time.sleep(0.01)
    own.save("dense.py", WRONG)
    training.join(60)
    assert told and "kind_changed" in told[0].split("\n\n")[-2], told[0][-500:]
    assert own.client.post(f"{place}/renewed", json={}).status_code == 201


def test_what_another_program_saves_in_its_place_is_followed(own: Own) -> None:
    new = own.folder / "dense.py.new"
    new.write_text(WRONG, encoding="utf-8")
    new.chmod(0o600)
    before = own.kind("own:dense")["version"]
    new.replace(own.folder / "dense.py")
    own.until(lambda kind: kind["version"] != before, "dense.py")
    (own.folder / "dense.py").unlink()
    gone = own.until(lambda kind: kind["problem"] is not None, "dense.py")
    assert "no Python file that is there" in gone["problem"]["said"]["en"]
    assert gone["problem"]["said"]["es"] != gone["problem"]["said"]["en"]
    own.save("dense.py", DENSE)


def test_a_file_that_others_may_write_is_not_read_again(own: Own) -> None:
    before = own.kind("own:dense")["version"]
    path = own.folder / "dense.py"
    path.write_text(WRONG, encoding="utf-8")
    path.chmod(0o666)
    told = own.until(lambda kind: kind["problem"] is not None, "dense.py")
    if told["version"] == before:
        assert "others may write" in told["problem"]["said"]["en"]
    path.chmod(0o600)
    own.until(lambda kind: kind["problem"] is None and kind["version"] != before, "dense.py")


def test_what_the_check_says_stands_beside_the_file(own: Own) -> None:
    assert own.checked("dense.py")["report"]["ok"] is True
    own.save("dense.py", WRONG)
    found = own.checked("dense.py")
    assert found["report"]["gradients"]["dW"]["slip"] == "factor"
    assert found["told"][0]["line"] == WRONG.splitlines().index("    return x.T @ dy / len(x)") + 1
    place = own.create(network(LAYER))
    told: Json = own.client.get(f"{place}/check").json()
    assert told["tensors"]["l1.dW"]["ok"] is False
    assert told["tensors"]["l1.db"]["ok"] is True


def test_a_server_without_the_file_says_what_to_do(
    start: Callable[..., Own], tmp_path: Path
) -> None:
    store = f"sqlite:///{tmp_path}/kept.sqlite"
    own = start({"dense.py": DENSE}, store=store)
    place = own.create(network(LAYER))
    own.client.__exit__(None, None, None)
    other = start({"other.py": DENSE}, store=store)
    for answer in (other.client.get(place), other.client.get(f"{place}/trace")):
        assert answer.status_code == 409, answer.text
        told: Any = answer.json()["errors"][0]
        assert "start it with --kinds" in told["detail"]
        assert told["allowed"]["version"] is None
    other.client.__exit__(None, None, None)
    again = start({"dense.py": DENSE}, store=store)
    assert again.client.get(f"{place}/trace").status_code == 200


def test_a_source_is_for_layers_of_ones_own_alone(own: Own) -> None:
    wrong = network({"kind": "linear", "units": 2, "source": "abc"})
    answer = own.client.post(f"{API}/checkpoints", json=wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_field")
    other = network({**LAYER, "source": "abc"})
    answer = own.client.post(f"{API}/checkpoints", json=other)
    assert (answer.status_code, answer.json()["code"]) == (409, "kind_changed")
    assert answer.json()["errors"][0]["pointer"] == "/network/layers/0/source"


@pytest.mark.parametrize("host", ["example.org", "192.0.2.7", "testserver", "[2001:db8::1]"])
def test_only_this_machine_may_ask(own: Own, host: str) -> None:
    assert own.client.get(f"{API}/catalog", headers={"host": host}).status_code == 421
    for here in ("127.0.0.1:8000", "localhost", "[::1]:8000"):
        assert own.client.get(f"{API}/kinds", headers={"host": here}).status_code == 200
