"""Weight decay is an update step of its own, and only where it is asked for."""

from typing import Any

import numpy as np
import pytest

from backstep.ask.explain import explain
from backstep.engine.kind import Kind
from backstep.engine.registry import OPTIMIZERS
from tests.networks import Raw, dense, start

DECAYING = [kind for kind in OPTIMIZERS.values() if "l2" in kind.settings]


def course(kind: Kind, **more: Any) -> Raw:
    return dense(2, 3, 1, act="tanh", optimizer={"kind": kind.name, "lr": 0.1, **more})


def test_every_optimizer_but_adamw_has_it() -> None:
    assert {kind.name for kind in OPTIMIZERS.values()} - {k.name for k in DECAYING} == {"adamw"}


@pytest.mark.parametrize("kind", DECAYING, ids=lambda kind: kind.name)
def test_without_it_there_is_no_such_step(kind: Kind) -> None:
    plain, zero = start(course(kind)), start(course(kind, l2=0))
    assert [s.writes for s in plain.plan.steps] == [s.writes for s in zero.plan.steps]
    assert not any(address.endswith(":grad") for address in plain.plan.tensors)


@pytest.mark.parametrize("kind", DECAYING, ids=lambda kind: kind.name)
def test_what_follows_reads_the_sum_in_place_of_the_gradient(kind: Kind) -> None:
    tape = start(course(kind, l2=0.25))
    tape.run()
    writer = tape.plan.writer
    step = writer["l1.W:grad"]
    assert (step.phase, tape.plan.tensors["l1.W:grad"].role) == ("update", "intermediate")
    assert step.reads == {"p": "l1.W", "dp": "l1.dW"}
    assert step.settings == {"l2": 0.25}
    expected = tape.value("l1.dW") + 0.25 * tape.value("l1.W")
    assert np.array_equal(tape.value("l1.W:grad"), expected)
    later = [s for s in tape.plan.steps if s.node == "l1" and s.index > step.index]
    assert not any("l1.dW" in s.reads.values() for s in later)
    readers = [s for s in later if "l1.W:grad" in s.reads.values()]
    for reader in readers:
        assert reader.reads["dp"] == "l1.W:grad"
        assert "{l1.W:grad}" in reader.sentence["en"]
        assert 'data-address="l1.W:grad"' in reader.formula["cell"].mathml  # type: ignore[union-attr]
    assert readers
    answer = explain(tape, readers[0].writes, (0, 0))
    assert "'l1.W:grad'" in repr(answer["expr"])


def test_the_general_line_of_a_step_names_what_it_reads() -> None:
    general = start(course(OPTIMIZERS["sgd"], l2=0.25)).plan.writer["l1.W:next"].formula["general"]
    assert general is not None and "g" in general.latex and "partial" not in general.latex
