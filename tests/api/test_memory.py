"""What would take more memory than a request may have is refused before it is taken."""

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from fastapi.testclient import TestClient

from backstep.api import shown
from backstep.ask.check import double_precision
from backstep.ask.compare import compare
from backstep.describe.description import normalise
from backstep.describe.limits import Limits
from backstep.run.state import initial_state
from backstep.store.run import Run
from backstep.store.store import Base
from tests.api.conftest import API, Json, assert_problem
from tests.networks import dense, make

MIB = 2**20


@contextmanager
def at_most(bytes_: float) -> Iterator[None]:
    """Whatever is done inside takes no more than so many bytes at a time."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < bytes_
    finally:
        tracemalloc.stop()


def classifier(units: int, **data: object) -> Json:
    """One linear layer into many classes."""
    return {
        "network": {
            "layers": [{"kind": "linear", "units": units, "init": {"kind": "zeros"}}],
            "loss": {"kind": "softmax_cross_entropy"},
        },
        "data": {"x": [[1, 2, 3], [1, 2, 3]], "target": [1, 1]} | data,
    }


@pytest.mark.parametrize("units", [30_000, 65_536])
def test_many_classes_take_as_much_as_their_outputs(client: TestClient, units: int) -> None:
    with at_most(60 * MIB):
        answer = client.post(f"{API}/trace?tensors=none", json=classifier(units))
    assert answer.status_code == 200, answer.text
    assert answer.json()["loss"] == pytest.approx(np.log(units))


def test_metrics_of_many_classes_have_no_confusion_matrix(
    client: TestClient, create: Callable[[Json], str]
) -> None:
    place = create(classifier(65_536))
    with at_most(60 * MIB):
        found = client.get(f"{place}/metrics").json()
    assert (found["accuracy"], found["confusion"], found["undecided"]) == (0.0, None, 0)


def test_a_prediction_counts_what_layers_compute_on_the_way(
    client: TestClient, create: Callable[[Json], str]
) -> None:
    conv = {"kind": "conv2d", "filters": 1, "size": 11, "padding": 5, "bias": False}
    x = np.zeros((1, 1, 11, 11)).tolist()
    description = {
        "network": {"layers": [conv, {"kind": "flatten"}, {"kind": "linear", "units": 1}],
                    "loss": {"kind": "squared_error"}},
        "data": {"x": x, "target": [0]},
    }  # fmt: skip
    place = create(description)
    body = {"x": {"shape": [4000, 1, 11, 11], "data": [0] * (4000 * 121)}}
    with at_most(200 * MIB):  # its patches alone are 58 million numbers
        answer = client.post(f"{place}/predict", json=body)
    assert_problem(answer, 413, "too_much_work", "/x")


def test_a_prediction_sends_no_more_than_an_answer_holds(
    client: TestClient, create: Callable[[Json], str]
) -> None:
    description = classifier(100, x=[[0, 1]], target=[0])
    body = {"grid": {"x": [0, 1, 512], "y": [0, 1, 512]}}
    with at_most(60 * MIB):
        answer = client.post(f"{create(description)}/predict", json=body)
    problem = assert_problem(answer, 413, "too_much_work", "/grid")
    assert problem["errors"][0]["allowed"] == {"max": 5_000_000}


def test_a_check_tells_no_more_cells_than_an_answer_holds(
    client: TestClient, create: Callable[[Json], str]
) -> None:
    place = create(classifier(65_536, x=[[0.0] * 30], target=[0]))
    answer = client.get(f"{place}/check?address=l1.dW")
    problem = assert_problem(answer, 413, "too_much_work", "/query/address")
    assert problem["errors"][0]["allowed"] == {"max": 1_666_666}


def test_a_comparison_holds_nothing_of_cells_that_were_not_looked_at() -> None:
    network = make(dense(1000, 1000, samples=1))
    tape = double_precision(network, initial_state(network), 0)
    with at_most(4 * tape.value("l1.dW").nbytes):  # copies, to nudge and to look at as a whole
        found = compare(tape, "l1.dW", work=1e6).to_dict()
    assert 0 < found["checked"] < 100
    assert (found["cells"], found["ok"]) == (1_000_000, True)


@pytest.mark.parametrize("expression", ["sqrt(x)", "sqrt(sqrt(x))", "x*log(x)", "x^0.5"])
@pytest.mark.parametrize("x", [1e-320, 5e-324, 1e300])
def test_a_check_beside_the_smallest_and_the_largest_numbers_divides_by_nothing(
    client: TestClient, create: Callable[[Json], str], expression: str, x: float
) -> None:
    layers = [
        {"kind": "multiply_constant", "value": 1},
        {"kind": "function", "expression": expression},
    ]
    place = create(
        {
            "network": {"layers": layers, "loss": {"kind": "squared_error"}},
            "data": {"x": [[x, 1.0]], "target": [[0.5, 2]]},
        }
    )
    for asked in ("check", "check?all=1", "check?address=l1.dy"):
        answer = client.get(f"{place}/{asked}")
        assert answer.status_code == 200, answer.text
        assert answer.json()["ok"] is not False


def test_what_does_not_fit_at_this_moment_is_413_and_no_fault(
    client: TestClient, tiny: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> object:
        return np.empty(2**57)

    monkeypatch.setattr(shown, "tensors", full)
    assert_problem(client.post(f"{API}/trace", json=tiny), 413, "too_much_work")


def test_a_network_that_is_remembered_counts_all_that_it_holds() -> None:
    given = dense(300, 300, samples=1) | {"parameters": {"l1.W": np.zeros((300, 300))}}
    description = {**given, "seed": 0, "dtype": "float64"}
    edit = {"description": {"parameters": {"l1.W": [[0.0] * 300] * 300}}}
    base = Base("a" * 20, None, 0, normalise(description, Limits()), edit)
    assert Run.of(base, Limits()).nbytes > 300 * 300 * (8 + 40)
