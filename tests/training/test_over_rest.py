"""Training over REST: its events, what it leaves behind, and how it ends."""

import asyncio
import gc
import os
import signal
import time
from itertools import islice
from selectors import DefaultSelector
from typing import Any

import pytest

from backstep.api.events import Pace
from backstep.work.process import Process
from tests.training.conftest import Site, Told, serving
from tests.training.networks import Json, dense, mazur

FOREVER = 10**9
SOON = 200  # events of a training that was told to end: 10 s of them where all is quick
XOR = dense((4, 1), {"dataset": "xor"}, optimizer={"kind": "adam", "lr": 0.01})
SPIRAL = dense(
    (6, 3),
    {"dataset": "spiral", "samples": 50, "test_fraction": 0.2},
    "softmax_cross_entropy",
    batch={"size": 16, "shuffle": True},
)


def of(name: str, told: Told) -> list[Json]:
    return [data for event, data in told if event == name]


def losses(told: Told) -> list[list[float]]:
    return [pair for data in of("progress", told) for pair in data["losses"]]


def test_mazurs_training_is_told_from_beginning_to_end(site: Site) -> None:
    id = site.create(mazur())
    told = site.train(id, iterations=9_999, keep=3)
    assert told[0][0] == "started" and set(told[0][1]) == {"training"}
    assert [name for name, _ in told[-2:]] == ["checkpoint", "done"]
    done = told[-1][1]
    assert done["id"] == id.replace(".0", ".9999") and done["reason"] == "iterations"
    assert done["loss"] == pytest.approx(3.510854812251261e-05, rel=1e-11)
    curve = losses(told)
    assert curve[0] == [0, pytest.approx(0.2983711087600027, rel=1e-13)]
    assert curve[-1] == [9_999, done["loss"]]
    assert [k for k, _ in curve] == sorted({k for k, _ in curve}), "every iteration at most once"
    assert all(len(data["losses"]) <= 1000 for data in of("progress", told))
    assert [data["iteration"] for data in of("checkpoint", told)] == [3333, 6666, 9999]
    for data in of("checkpoint", told):
        assert site.get(f"/checkpoints/{data['id']}/trace", tensors="none")["loss"] == data["loss"]


def test_progress_comes_at_most_twenty_times_a_second(site: Site) -> None:
    id, began = site.create(XOR), time.monotonic()
    with site.training(id, iterations=10_000) as told:
        count = sum(name == "progress" for name, _ in told)
    assert 2 <= count <= 20 * (time.monotonic() - began) + 20


class Imagined(asyncio.SelectorEventLoop):
    """A loop whose clock goes on by itself: who sleeps is woken at once, at the time asked for."""

    def __init__(self) -> None:
        loop, self.now = self, 0.0

        class Impatient(DefaultSelector):
            def select(self, timeout: float | None = None) -> Any:
                loop.now += timeout or 0.0
                return super().select(0)

        super().__init__(Impatient())

    def time(self) -> float:
        return self.now


def test_no_second_has_more_than_its_share_however_things_arrive() -> None:
    async def passing() -> list[float]:
        pace, passed = Pace(5), []
        for wait in [0, 0, 0.3, 0, 0, 0, 0.4, 0, 0, 0, 0, 0]:
            await asyncio.sleep(wait)
            await pace.turn()
            passed.append(asyncio.get_running_loop().time())
        return passed

    with asyncio.Runner(loop_factory=Imagined) as runner:
        passed = runner.run(passing())
    waits = [later - first for first, later in zip(passed, passed[5:], strict=False)]
    assert all(1 - 1e-9 <= wait < 1.5 for wait in waits), waits


def test_train_next_and_a_restart_reach_the_same_bits(start) -> None:
    with start() as site:
        id = site.create(SPIRAL)
        done = site.train(id, iterations=300)[-1][1]
        trained = site.weights(done["id"])
    with start() as again:
        assert again.weights(done["id"]) == trained
        later = again.train(done["id"], iterations=200)[-1][1]
        further = again.weights(later["id"])
    with serving(store="memory:") as other:
        same = other.create(SPIRAL)
        assert same == id
        for count in (1, 99, 200):
            same = other.client.post(
                f"/checkpoints/{same}/next", json={"iterations": count}
            ).json()["id"]
        assert same == done["id"] and other.weights(same) == trained
        assert other.train(id, iterations=500)[-1][1]["id"] == later["id"]
        assert other.weights(later["id"]) == further


def test_an_iteration_that_was_not_kept_is_what_it_was(site: Site) -> None:
    id = site.create(SPIRAL)
    told = site.train(id, iterations=2000, keep=2)
    curve = {int(k): loss for k, loss in losses(told)}
    base = id.removesuffix("0")
    for k in (17, 777, 1999):
        trace = site.get(f"/checkpoints/{base}{k}/trace", tensors="none")
        assert curve.get(k, trace["loss"]) == trace["loss"]
    one_by_one = site.client.post(f"/checkpoints/{base}777/next", json={}).json()["id"]
    assert one_by_one == f"{base}778"
    history = site.get(f"/checkpoints/{base}2000/history")
    assert history["losses"][-1] == [2000, curve[2000]]


def test_what_is_watched_is_what_the_checkpoint_shows(site: Site) -> None:
    id = site.create(SPIRAL)
    watch = {
        "norms": True,
        "metrics": True,
        "tensors": ["l1.W", "l2.dx"],
        "predict": {"grid": {"x": [-1, 1, 3], "y": [-1, 1, 2]}},
    }
    seen = of("progress", site.train(id, iterations=200, watch=watch))[-1]
    there = f"/checkpoints/{id.replace('.0', '.200')}"
    assert seen["iteration"] == 200
    for address in ("l1.W", "l1.dy"):
        tile = site.get(f"{there}/tensors/{address}")
        assert seen["tensors"][address]["data"] == tile["data"]
        assert seen["tensors"][address]["stats"] == tile["stats"]
    assert seen["norms"]["l1.dW"] == site.get(f"{there}/tensors/l1.dW")["stats"]["norm"]
    for part in ("train", "test"):
        shown = site.get(f"{there}/metrics", part=part)
        assert seen["metrics"][part]["loss"] == shown["loss"]
        assert seen["metrics"][part]["confusion"] == shown["confusion"]
        assert len(shown["classes"]) == 3
    answer = site.client.post(f"{there}/predict", json=watch["predict"]).json()
    assert seen["predict"] == answer["y"]


def test_points_of_curves_are_what_their_checkpoints_show(site: Site) -> None:
    id = site.create(SPIRAL)
    watch = {"norms": True, "metrics": True, "curves": True, "encoding": "packed"}
    told = of("progress", site.train(id, iterations=60, watch=watch))
    points = [point for data in told for point in data.get("curves", [])]
    first, last = points[0], points[-1]
    assert first["iteration"] == 1 and len(points) > 1
    for point in (first, last):
        there = f"/checkpoints/{id.replace('.0', '.')}{point['iteration']}"
        for part in ("train", "test"):
            assert point[part] == site.get(f"{there}/metrics", part=part)["loss"]
        assert point["norms"]["l1.dW"] == site.get(f"{there}/tensors/l1.dW")["stats"]["norm"]


def test_it_ends_when_the_loss_is_low_enough(site: Site) -> None:
    done = site.train(site.create(XOR), iterations=100_000, until={"loss_below": 0.1})[-1][1]
    assert done["reason"] == "until" and done["loss"] < 0.1
    assert {"en", "es"} == set(done["sentence"])


def test_a_run_that_diverges_says_when_and_why(site: Site) -> None:
    line = dense((1,), {"dataset": "line"}, optimizer={"kind": "sgd", "lr": 1e6})
    told = site.train(site.create(line), iterations=10_000)
    done = told[-1][1]
    assert (told[-1][0], done["reason"], done["loss"]) == ("done", "diverged", "Infinity")
    assert losses(told)[-1] == [done["iteration"], "Infinity"]
    assert done["cause"].keys() == {"condition", "iteration", "address", "at", "step"}
    assert done["cause"]["condition"] is None
    assert str(done["iteration"]) in done["sentence"]["es"]
    trace = site.get(f"/checkpoints/{done['id']}/trace", tensors="none")
    assert trace["loss"] == "Infinity"


def test_a_training_can_be_stopped(site: Site) -> None:
    with site.training(site.create(XOR), iterations=FOREVER, keep=0) as told:
        training = next(told)[1]["training"]
        next(told)
        assert site.client.post(f"/trainings/{training}/stop", json={}).json() == {
            "training": training
        }
        name, done = list(islice(told, SOON))[-1]
    assert (name, done["reason"]) == ("done", "stopped")
    assert site.get(f"/checkpoints/{done['id']}")["iteration"] == done["iteration"]
    assert site.client.post(f"/trainings/{training}/stop", json={}).status_code == 404
    again = site.client.post(f"/trainings/{training}/stop?ended=1", json={})
    assert (again.status_code, again.json()) == (200, {"training": training})


def test_any_process_of_a_server_can_stop_it(start) -> None:
    with start() as one, start() as other:
        with one.training(one.create(XOR), iterations=FOREVER, keep=0) as told:
            training = next(told)[1]["training"]
            assert other.client.post(f"/trainings/{training}/stop", json={}).status_code == 200
            assert list(islice(told, SOON))[-1][1]["reason"] == "stopped"
        assert other.client.post(f"/trainings/{training}/stop", json={}).status_code == 404


def test_a_client_that_leaves_ends_its_training_and_keeps_what_was_reached(start) -> None:
    with start(trainings=1) as site:
        id = site.create(XOR)
        with site.training(id, iterations=FOREVER, keep=0) as told:
            reached = next(data["iteration"] for name, data in told if data.get("iteration"))
        with site.training(id, iterations=10) as told:
            assert any(name == "started" for name, _ in told), "the only place is free again"
        place = f"/checkpoints/{id.replace('.0', f'.{reached}')}"
        assert len(site.get(f"{place}/history")["losses"]) > 1
        assert site.client.post(f"{place}/next", json={}).status_code == 201


def test_those_that_wait_are_told_and_can_be_stopped() -> None:
    with serving(store="memory:", trainings=1) as site:
        id = site.create(XOR)
        with (
            site.training(id, iterations=FOREVER) as first,
            site.training(id, iterations=5) as second,
            site.training(id, iterations=5) as third,
        ):
            running = next(first)[1]["training"]
            assert next(second)[0] == "waiting"
            name, waiting = next(third)
            assert (name, waiting["ahead"]) == ("waiting", 1)
            site.client.post(f"/trainings/{waiting['training']}/stop", json={})
            ended = list(third)
            assert ended[-1][1]["reason"] == "stopped" and ended[-1][1]["id"] == id
            assert losses(ended)[0][0] == 0
            site.client.post(f"/trainings/{running}/stop", json={})
            assert list(islice(first, SOON))[-1][1]["reason"] == "stopped"
            rest = [name for name, _ in second if name != "waiting"]
            assert rest[0] == "started" and rest[-1] == "done"


def test_a_worker_that_dies_is_told_of_and_replaced() -> None:
    with serving(store="memory:", trainings=1) as site:
        id = site.create(XOR)
        with site.training(id, iterations=FOREVER) as told:
            next(data for name, data in told if name == "progress")
            for worker in workers():
                os.kill(worker, signal.SIGKILL)
            name, problem = list(told)[-1]
        assert (name, problem["status"], problem["code"]) == ("error", 503, "worker_lost")
        kept = problem["errors"][0]["allowed"]["reached"]
        assert kept in problem["detail"] and "asked again" in problem["detail"]
        reached = int(kept.partition(".")[2])
        assert site.get(f"/checkpoints/{kept}/history")["losses"][-1][0] == reached
        again = site.train(kept, iterations=10)
        assert again[-1][1]["reason"] == "iterations"
        assert again[-1][1]["iteration"] == reached + 10


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="no niceness on this system")
def test_a_process_that_trains_gives_way_as_far_as_the_setting_says() -> None:
    with serving(store="memory:", trainings=1, niceness=3) as site:
        with site.training(site.create(XOR), iterations=FOREVER) as told:
            next(data for name, data in told if name == "progress")
            given = [os.getpriority(os.PRIO_PROCESS, worker) for worker in workers()]
    assert given == [min(19, os.getpriority(os.PRIO_PROCESS, 0) + 3)]


def workers() -> list[int]:
    """The training workers of the servers in this process. Not every machine has `ps`."""
    processes = [thing for thing in gc.get_objects() if type(thing) is Process]
    return [process._child.pid for process in processes if process.alive]


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({}, "missing_field", "/iterations"),
        ({"iterations": 0}, "out_of_range", "/iterations"),
        ({"iterations": 5, "keep": -1}, "out_of_range", "/keep"),
        ({"iterations": 5, "until": 3}, "wrong_type", "/until"),
        ({"iterations": 5, "until": {"loss_below": "low"}}, "wrong_type", "/until/loss_below"),
        ({"iterations": 5, "watch": {"gossip": True}}, "unknown_field", "/watch/gossip"),
        ({"iterations": 5, "watch": {"tensors": ["l9.W"]}}, "unknown_address", "/watch/tensors/0"),
        ({"iterations": 5, "watch": {"tensors": "l1.W"}}, "wrong_type", "/watch/tensors"),
        ({"iterations": 5, "watch": {"predict": {}}}, "missing_field", "/watch/predict/x"),
        (
            {"iterations": 5, "watch": {"predict": {"x": [[1]]}}},
            "shape_mismatch",
            "/watch/predict/x",
        ),
    ],
)
def test_a_wrong_order_is_refused_before_anything_begins(
    site: Site, body: Json, code: str, pointer: str
) -> None:
    answer = site.client.post(f"/checkpoints/{site.create(XOR)}/train", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.json()["code"], answer.json()["errors"][0]["pointer"]) == (code, pointer)


def test_an_unknown_checkpoint_cannot_be_trained(site: Site) -> None:
    answer = site.client.post(f"/checkpoints/{'0' * 20}.0/train", json={"iterations": 1})
    assert answer.status_code == 404
