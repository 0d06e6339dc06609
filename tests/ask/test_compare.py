"""One gradient against differences of E: how many cells were looked at, and what is told."""

import pytest

from backstep.ask.check import WORK, double_precision
from backstep.ask.compare import Comparison, compare
from backstep.run.state import initial_state
from backstep.work.deadline import Deadline, within
from tests.networks import Raw, dense, make, mazur


def compared(raw: Raw, gradient: str) -> Comparison:
    network = make(raw)
    return compare(double_precision(network, initial_state(network), 0), gradient, WORK)


def test_out_of_time_the_cells_that_were_not_reached_are_unchecked() -> None:
    whole = compared(mazur(), "l1.dW")
    assert whole.checked == whole.gradient.size == 4
    with within(Deadline(0)):
        none = compared(mazur(), "l1.dW")
    assert (none.checked, none.ok, none.to_dict()["cells"]) == (0, None, 4)
    assert set(none.cells()["verdicts"]) == {"unchecked"}


def test_of_a_single_number_it_is_told_where_it_stands_and_what_both_are() -> None:
    told = compared(dense(1, 1), "l1.dW").to_dict()
    assert (told["ok"], told["worst_at"], told["checked"]) == (True, [0, 0], 1)
    assert told["analytic"] == pytest.approx(told["numeric"])
