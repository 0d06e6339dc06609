"""Events on their way: in order, few enough, and none that matters is lost."""

import numpy as np

from backstep.training.job import Report
from backstep.training.mailbox import Event, Mailbox


def report(first: int, losses: list[float]) -> Report:
    return Report(first, np.array(losses), {}, {"norms": {"l1.dW": float(first)}})


def test_events_come_out_in_order_and_wake_the_reader() -> None:
    rung: list[int] = []
    box = Mailbox(lambda: rung.append(1))
    box.wait({"ahead": 1})
    box.wait({"ahead": 0})
    box.start({"training": "t"})
    box.add(report(0, [3.0, 2.0]), [Event("checkpoint", {"iteration": 1})])
    box.add(report(2, [1.0]), [])
    box.close("done", {"iteration": 2})
    assert box.closed and len(rung) == 6
    events = box.take()
    assert [e.name for e in events] == ["waiting", "started", "progress", "checkpoint", "done"]
    assert events[0].data == {"ahead": 0}, "only how it stands now"
    progress = events[2].data
    assert progress["losses"] == [(0, 3.0), (1, 2.0), (2, 1.0)]
    assert (progress["iteration"], progress["norms"]) == (2, {"l1.dW": 2.0})
    assert box.take() == []


def test_a_slow_reader_gets_fewer_losses_with_the_same_peaks() -> None:
    box = Mailbox(lambda: None)
    rng = np.random.default_rng(0)
    losses = rng.uniform(1, 2, size=300_000)
    losses[123_456], losses[234_567] = 9.0, 0.1
    for first in range(0, len(losses), 1000):
        box.add(report(first, losses[first : first + 1000].tolist()), [])
        assert len(box._progress.losses) <= 21_000, "what piles up is bounded"  # type: ignore[union-attr]
    (progress,) = box.take()
    curve = dict(progress.data["losses"])
    assert len(curve) <= 1000
    assert (curve[123_456], curve[234_567]) == (9.0, 0.1)
    assert {0, 299_999} <= set(curve)
    assert all(curve[k] == losses[k] for k in curve)


def test_points_of_curves_wait_until_they_are_fetched() -> None:
    box = Mailbox(lambda: None)
    for first in range(3):
        points = ({"iteration": first},) if first else ()
        box.add(Report(first, np.array([1.0]), {}, {}, points=points), [])
    (progress,) = box.take()
    assert progress.data["curves"] == [{"iteration": 1}, {"iteration": 2}]
    box.add(report(3, [1.0]), [])
    assert "curves" not in box.take()[0].data
