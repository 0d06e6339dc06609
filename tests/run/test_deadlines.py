"""Every loop looks at its deadline; what has been done by then is not done again, or is told."""

from collections.abc import Callable
from itertools import count
from typing import Any

import numpy as np
import pytest

from backstep.ask.check import check
from backstep.ask.explain import explain
from backstep.describe.network import Network
from backstep.engine.symbolic.function import read
from backstep.errors import OutOfTime
from backstep.run import program
from backstep.run.draw import drawn
from backstep.run.iterate import advance
from backstep.run.predict import predict
from backstep.run.state import initial_state
from backstep.run.tape import Tape
from backstep.work.deadline import Deadline, within
from tests.networks import dense, make


def counting(looks: int) -> Deadline:
    """A deadline that is over after so many looks at it, however long they take."""
    clock = count()
    return Deadline(looks, lambda: float(next(clock)))


@pytest.fixture
def network() -> Network:
    return make(dense(3, 4, 2))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every network counts as one whose steps are worth a look each."""
    monkeypatch.setattr(program, "LARGE", 0)


LOOPS: dict[str, Callable[[Network, Tape], Any]] = {
    "iterations": lambda network, _: advance(network, initial_state(network), 0, 1000),
    "layers": lambda network, tape: predict(network, initial_state(network), tape.batch.x),
    "draws": lambda network, _: initial_state(network),
    "an explanation": lambda _, tape: explain(tape, "l1.dW", (0, 0)),
    "a formula": lambda *_: read("sin(x)").compute_value.on_array(np.zeros(10**6)),
}


@pytest.mark.parametrize("loop", LOOPS)
def test_a_loop_ends_when_its_time_is_over(network: Network, loop: str) -> None:
    tape = Tape(network, initial_state(network), 0)
    tape.run()
    with within(counting(1)), pytest.raises(OutOfTime):
        LOOPS[loop](network, tape)


@pytest.mark.usefixtures("large")
def test_steps_that_have_run_need_not_run_again(network: Network) -> None:
    whole, hurried = (Tape(network, initial_state(network), 0) for _ in range(2))
    whole.run()
    cursors = [0]
    while not hurried.is_wound:
        with within(counting(3)):
            try:
                hurried.run()
            except OutOfTime:
                assert hurried.cursor > cursors[-1]
                cursors.append(hurried.cursor)
    assert len(cursors) > 3
    for address in whole.plan.tensors:
        np.testing.assert_array_equal(hurried.value(address), whole.value(address))
    hurried.goto(0)
    assert not hurried.known("l1.y")


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("looks", [80, 200])
def test_a_check_out_of_time_answers_what_it_has_checked(network: Network, looks: int) -> None:
    state = initial_state(network)
    whole = check(network, state, 0)
    with within(counting(looks)):
        part = check(network, state, 0)
    assert part["tensors"].keys() == whole["tensors"].keys()
    checked = [report["checked"] for report in part["tensors"].values()]
    assert 0 < sum(checked) < sum(report["checked"] for report in whole["tensors"].values())
    for address, report in part["tensors"].items():
        assert report["cells"] == whole["tensors"][address]["cells"]
        assert report["ok"] in ((None,) if not report["checked"] else (True, None))


def test_a_draw_says_all_that_it_depends_on(network: Network) -> None:
    asked = []
    state = initial_state(network, drawing=lambda draws: drawn(asked.append(draws) or draws))
    (draws,) = asked
    assert {draw.address for draw in draws} == {"l1.W", "l2.W"}
    assert sum(draw.cells for draw in draws) == sum(state[draw.address].size for draw in draws)
    again = initial_state(network)
    assert all((state[address] == again[address]).all() for address in state)
