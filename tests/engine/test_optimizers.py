"""Optimizers against numbers worked out by hand, and against a real case of Adam."""

from typing import Any

import numpy as np
import pytest

from backstep.engine.kind import Array, Example
from backstep.engine.registry import OPTIMIZERS
from tests.engine.harness import Case, settings_of


def start(name: str, p: Any, **given: Any) -> Case:
    kind = OPTIMIZERS[name]
    case = Case(kind, Example(shape=np.shape(p)), settings_of(kind, {"lr": 0.1, **given}))
    case.tensors = {"p": np.array(p, dtype=float)}
    case.tensors |= {s: np.zeros(case.declared[s]) for s in kind.states}
    return case


def update(case: Case, gradient: Any) -> Array:
    case.tensors["dp"] = np.array(gradient, dtype=float)
    case.run()
    case.tensors |= {s: case.tensors[f"{s}:next"] for s in case.kind.states}
    case.tensors["p"] = case.tensors["next"]
    return case.tensors["p"]


def test_adam_on_one_weight_that_should_be_one() -> None:
    """Linear without bias, 1 unit, from 0.5; x = 1, target 1, squared error, so dW = 2(W − 1)."""
    case = start("adam", [[0.5]])
    for expected in (0.599999999, 0.6988125783408332, 0.7951287474397004):
        after = update(case, 2 * (case.tensors["p"] - 1))
        assert after[0, 0] == pytest.approx(expected, rel=1e-15)
    assert case.tensors["t"] == 3


def test_adams_corrections_are_computed_in_double_precision() -> None:
    case = start("adam", np.zeros(1))
    case.tensors = {n: v.astype("float32") for n, v in case.tensors.items()}
    case.tensors["t"] = np.array(9999.0)
    case.tensors["dp"] = np.ones(1, "float32")
    case.run()
    exact = 0.001 / (1 - 0.999**10000)
    assert case.tensors["vhat"].dtype == np.float32
    assert case.tensors["vhat"][0] == pytest.approx(exact, rel=1e-6)


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("sgd", {}, [0.8, 0.6]),
        ("momentum", {"mu": 0.5}, [0.8, 0.5]),
        ("nesterov", {"mu": 0.5}, [0.7, 0.35]),
        ("sign_sgd", {}, [0.9, 0.8]),
        ("adagrad", {"eps": 0.0}, [0.9, 0.9 - 0.1 / np.sqrt(2)]),
        ("rmsprop", {"rho": 0.75, "eps": 0.0}, [0.8, 0.8 - 0.2 / np.sqrt(1.75)]),
        ("adamw", {"eps": 0.0, "weight_decay": 0.5}, [0.85, 0.7075]),
        ("sgd", {"l2": 0.5}, [0.75, 0.5125]),
        ("momentum", {"mu": 0.5, "l2": 0.5}, [0.75, 0.3875]),
        ("sign_sgd", {"l2": 0.5}, [0.9, 0.8]),
        ("adagrad", {"eps": 0.0, "l2": 0.5}, [0.9, 0.9 - 0.245 / np.hypot(2.5, 2.45)]),
    ],
)
def test_two_updates_with_a_gradient_of_two(
    name: str, given: dict[str, Any], expected: list[float]
) -> None:
    case = start(name, [1.0], **given)
    for value in expected:
        assert update(case, [2.0])[0] == pytest.approx(value, rel=1e-12)
