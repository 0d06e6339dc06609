"""Memory is reckoned before it is taken: no kind takes much more than the cells counted for it."""

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest

from backstep.ask.explain import explain
from backstep.describe.data import one_hot
from backstep.engine.kind import Example, Kind
from backstep.run.state import initial_state
from backstep.run.tape import Tape
from tests.networks import around, every_kind, make

CELLS = 20_000  # of the input, so that arrays are what counts
TIMES = 4  # what a rule needs on its way, times what it is counted as
ROOM = 2**20  # bytes of plan, words and formulas


@contextmanager
def peak() -> Iterator[list[int]]:
    """The most bytes that were taken inside, beyond those taken before."""
    found: list[int] = []
    tracemalloc.start()
    try:
        yield found
        found.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()


def enlarged(example: Example) -> Example:
    """The same with so many samples that the input has as many cells as are wanted."""
    samples = CELLS // int(np.prod(example.shape[1:]))
    return example.of(samples)


FIRST_EXAMPLES = [case for case in every_kind("layer", "loss") if case.id.endswith("-0")]


@pytest.mark.parametrize(("kind", "example"), FIRST_EXAMPLES)
def test_an_iteration_and_its_explanations_take_little_more_than_its_cells(
    kind: Kind, example: Example
) -> None:
    network = make(around(kind, enlarged(example)))
    state = initial_state(network)
    with peak() as found:
        tape = Tape(network, state, 0)
        tape.run()
    assert found[0] < TIMES * tape.nbytes + ROOM
    with peak() as found:
        for step in tape.plan.steps:
            explain(tape, step.writes, tuple(0 for _ in tape.plan.tensors[step.writes].shape))
    assert found[0] < 2 * TIMES * tape.nbytes + ROOM


def test_one_hot_rows_take_no_more_than_they_hold() -> None:
    classes: Any = np.array([0.0, 65_535.0])
    with peak() as found:
        rows = one_hot(classes, 65_536)
    assert found[0] < 2 * rows.nbytes
    assert rows.sum() == 2
    assert rows[1, 65_535] == 1
