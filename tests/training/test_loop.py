"""The training itself: its numbers, its ends, its reports, and that every optimizer learns."""

from itertools import count, pairwise

import numpy as np
import pytest

from backstep.datasets import DATASETS
from backstep.engine.registry import OPTIMIZERS
from backstep.plan.plan import plan
from backstep.run.iterate import advance
from backstep.store.stride import Stride
from backstep.training import loop, notes
from backstep.training.job import Watch
from backstep.training.metrics import metrics
from backstep.training.until import Until
from tests.training.networks import ADVISED, Json, dense, losses, mazur, ready, reports

XOR = {"dataset": "xor"}


@pytest.fixture
def told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every iteration has a report of its own, however long the one before took to be made."""
    for name in ("INTERVAL", "FIRST", "SHARE"):
        monkeypatch.setattr(notes, name, 0)
    monkeypatch.setattr(loop, "GLANCE", 0)


def test_mazurs_losses_come_out() -> None:
    found = losses(reports(mazur(), 9_999))
    assert len(found) == 10_000
    assert found[0] == pytest.approx(0.2983711087600027, rel=1e-13)
    assert found[1] == pytest.approx(0.29102777369359933, rel=1e-13)
    assert found[9_999] == pytest.approx(3.510854812251261e-05, rel=1e-11)


@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
@pytest.mark.parametrize("name", DATASETS)
def test_every_optimizer_lowers_the_loss_on_every_data_set(name: str, optimizer: str) -> None:
    dataset = DATASETS[name]
    classes = len(dataset.class_names(dataset.defaults()))
    data: Json = {"dataset": name, "standardize": True}
    if name == "digits":
        data["samples"] = 100
    description = dense(
        (8, classes or 1),
        data,
        "softmax_cross_entropy" if classes else "mean_squared_error",
        optimizer={"kind": optimizer, "lr": ADVISED[optimizer]},
        batch={"size": 16, "shuffle": True},
    )
    network, state = ready(description)
    after, _ = advance(network, state, 0, 400)
    first, last = (metrics(network, of, "train")["loss"] for of in (state, after))
    assert last < 0.85 * first


def test_training_goes_where_repeated_iterations_go_to_the_bit() -> None:
    description = dense(
        (5, 3),
        {"dataset": "spiral", "samples": 50},
        "softmax_cross_entropy",
        optimizer={"kind": "adam", "lr": 0.01},
        batch={"size": 16, "shuffle": True},
    )
    told = reports(description, 300)
    network, state = ready(description)
    by_one: list[float] = []
    for k in range(300):
        state, (loss,) = advance(network, state, k, 1)
        by_one.append(loss)
    assert losses(told)[:-1].tolist() == by_one
    tip = told[-1].tip
    assert tip is not None
    assert all(tip[address].tobytes() == state[address].tobytes() for address in state)


def test_the_reports_hold_every_loss_once() -> None:
    told = reports(dense((4, 1), XOR), 5000)
    assert [report.first for report in told[1:]] == [r.iteration + 1 for r in told[:-1]]
    assert (told[0].first, told[-1].iteration) == (0, 5000)
    assert told[-1].end is not None and told[-1].end.reason == "iterations"
    assert all(report.end is None for report in told[:-1])


def test_it_ends_at_the_first_loss_below_what_was_asked_for() -> None:
    description = dense((4, 1), XOR)
    found = losses(reports(description, 3000))
    k = int(np.argmax(found < 0.1))
    last = reports(description, 3000, until=Until(loss_below=0.1))[-1]
    assert (last.end.reason, last.iteration, last.loss) == ("until", k, found[k])  # type: ignore[union-attr]
    at_once = reports(description, 3000, until=Until(loss_below=1e9))[-1]
    assert at_once.iteration == 0, "the start is looked at too"


def test_a_run_that_diverges_says_where_and_why() -> None:
    line = dense((1,), {"dataset": "line", "noise": 0}, optimizer={"kind": "sgd", "lr": 1e6})
    told = reports(line, 10_000)
    end = told[-1].end
    assert end is not None and end.reason == "diverged"
    assert np.isfinite(losses(told)[:-1]).all() and not np.isfinite(told[-1].loss)
    assert end.cause is not None and end.cause.iteration in (
        told[-1].iteration - 1,
        told[-1].iteration,
    )
    assert end.cause.step is not None


@pytest.mark.usefixtures("told_at_once")
def test_what_broke_long_before_the_loss_did_is_found() -> None:
    adamw = {"kind": "adamw", "lr": 1e6}
    line = dense((3, 1), {"dataset": "line"}, bend="relu", optimizer=adamw)
    told = reports(line, 10_000)
    end = told[-1].end
    assert end is not None and end.reason == "diverged" and end.cause is not None
    cause = end.cause
    assert (cause.address, cause.iteration < told[-1].iteration) == ("l1.W:v:next", True)
    network, state = ready(line)
    before, _ = advance(network, state, 0, cause.iteration)
    assert all(np.isfinite(array).all() for array in before.values())
    assert plan(network, network.batch_size).steps[cause.step or 0].writes == cause.address


def test_a_number_that_never_was_finite_is_named() -> None:
    description = dense((1,), {"dataset": "line"}) | {"parameters": {"l1.W": [["NaN"]]}}
    end = reports(description, 10)[-1].end
    assert end is not None and end.reason == "diverged"
    assert end.cause is not None and (end.cause.address, end.cause.step) == ("l1.W", None)


@pytest.mark.usefixtures("told_at_once")
def test_it_ends_when_it_is_told_to_or_its_time_is_over() -> None:
    asked = count()
    told = reports(mazur(), 10**9, stopped=lambda: next(asked) >= 5)
    assert told[-1].end is not None and told[-1].end.reason == "stopped"
    assert told[-1].iteration == 5
    late = reports(mazur(), 10**9, seconds=0.0)[-1]
    assert late.end is not None and late.end.reason == "time_limit"


def test_states_are_kept_as_far_apart_as_the_stride_says() -> None:
    description = dense((4, 1), XOR)
    told = reports(description, 100, marks=(33, 77, 100), stride=Stride(30))
    kept = {k: state for report in told for k, state in report.kept.items()}
    assert set(kept) == {30, 60, 90}
    network, state = ready(description)
    for k, held in kept.items():
        there, _ = advance(network, state, 0, k)
        assert all(np.array_equal(held[address], there[address]) for address in there)


@pytest.mark.usefixtures("told_at_once")
def test_looking_changes_nothing_and_shows_the_iteration_that_it_says() -> None:
    description = dense((4, 1), {"dataset": "moons", "test_fraction": 0.2}, batch={"size": 8})
    watch = Watch(True, True, ("l1.W", "l1.dW", "l2.y"), points=np.array([[0.0, 0.0]]))
    told = reports(description, 30, watch=watch)
    assert losses(told).tolist() == losses(reports(description, 30)).tolist()
    network, state = ready(description)
    for report in told:
        seen = report.watched
        there, _ = advance(network, state, 0, report.iteration)
        assert np.array_equal(seen["tensors"]["l1.W"], there["l1.W"])
        assert seen["norms"]["l1.dW"] == pytest.approx(np.linalg.norm(seen["tensors"]["l1.dW"]))
        assert set(seen["norms"]) == {"l1.dW", "l1.db", "l3.dW", "l3.db"}
        assert seen["metrics"]["train"]["samples"] == 160
        assert seen["metrics"]["test"]["samples"] == 40
        assert seen["predict"].shape == (1, 1)


WATCHED = Watch(norms=True, metrics=True, curves=True)


def test_curves_have_points_between_the_pictures_close_together_where_it_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notes, "POINTS_FREE", 60.0)
    data = {"dataset": "moons", "test_fraction": 0.2}
    description = dense((4, 1), data, batch={"size": 8})
    told = reports(description, 200, watch=WATCHED)
    points = [point for report in told for point in report.points]
    at = [point["iteration"] for point in points]
    assert at[:10] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] and at[-1] > 175
    assert all(b - a == max(1, a // 8) for a, b in pairwise(at))
    network, state = ready(description)
    for point in points[::5]:
        there, _ = advance(network, state, 0, point["iteration"])
        for part in ("train", "test"):
            assert point[part] == metrics(network, there, part)["loss"]
    alone = reports(description, 200)
    assert losses(told).tolist() == losses(alone).tolist()
    assert not [report for report in alone if report.points]


def test_points_of_curves_take_their_share_of_the_time_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notes, "POINTS_FREE", 0.0)
    monkeypatch.setattr(notes, "POINTS_SHARE", 0.0)
    told = reports(dense((4, 1), XOR), 200, watch=WATCHED)
    assert [point["iteration"] for report in told for point in report.points] == [1]
    assert told[-1].watched["metrics"]["train"]["samples"] > 0


def test_a_part_without_samples_has_no_error_on_a_curve() -> None:
    told = reports(dense((4, 1), XOR), 5, watch=WATCHED)
    assert next(report.points[0]["test"] for report in told if report.points) is None
