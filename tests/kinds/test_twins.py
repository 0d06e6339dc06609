"""Layers of our own written as somebody's own: every number is held against that of the twin."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tests.kinds.conftest import API, DENSE, Json, Own, network, serving

SIGMOID = """import numpy as np


def y(x):
    return 1 / (1 + np.exp(-x))


def dx(dy, y):
    return dy * y * (1 - y)
"""
LEAKY = """import numpy as np


def y(x, alpha=0.01):
    return np.where(x > 0, x, alpha * x)


def dx(dy, x, alpha=0.01):
    return np.where(x > 0, dy, alpha * dy)
"""
ADD = """def y(x, other):
    return x + other


def dx(dy):
    return dy


def dother(dy):
    return dy
"""
SCALE = """parameters = {"g": lambda x: (x[1],), "c": lambda x: (x[1],)}


def mean(x):
    return x.mean(axis=0)


def std(x, eps=1e-5):
    return (x.var(axis=0) + eps) ** 0.5


def n(x, mean, std):
    return (x - mean) / std


def y(n, g, c):
    return g * n + c


def dg(dy, n):
    return (dy * n).sum(axis=0)


def dc(dy):
    return dy.sum(axis=0)


def dn(dy, g):
    return dy * g


def dx(dn, n, std):
    return (dn - dn.mean(axis=0) - n * (dn * n).mean(axis=0)) / std
"""
CLASSES = """import numpy as np


class Linear:
    def __init__(self, inputs_, outputs=2):
        self.W = np.random.randn(inputs_, outputs)
        self.b = np.zeros(outputs)

    def get_parameters(self):
        return {"W": self.W, "b": self.b}

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dy):
        return dy @ self.W.T, {"W": self.x.T @ dy, "b": dy.sum(axis=0)}


class Sigmoid:
    def forward(self, x):
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, dy):
        return dy * self.y * (1 - self.y), {}
"""


def without(text: str, *functions: str) -> str:
    """The file without these functions: what it lacks is derived."""
    parts = text.split("\n\n\n")
    return "\n\n\n".join(p for p in parts if not any(p.startswith(f"def {n}(") for n in functions))


def traced(own: Own, description: Json) -> dict[str, np.ndarray]:
    place = own.create(description)
    place = own.client.post(f"{place}/next", json={"iterations": 5}).headers["location"]
    answer = own.client.get(f"{place}/trace")
    assert answer.status_code == 200, answer.text
    check = own.client.get(f"{place}/check?all=1").json()
    assert check["ok"], check
    return {
        address: np.array(tensor["data"]).reshape(tensor["shape"])
        for address, tensor in answer.json()["tensors"].items()
    }


LINEAR = {"kind": "linear", "units": 2}
FILES = {
    "dense.py": DENSE,
    "derived.py": without(DENSE, "dW", "db", "dx"),
    "mine.py": SIGMOID,
    "leaky.py": LEAKY,
    "sum.py": ADD,
    "norm.py": SCALE,
    "some.py": without(SCALE, "dn", "dg"),
    "layers.py:Linear": CLASSES,
    "layers.py:Linear(3, 2)": CLASSES,
    "layers.py:Sigmoid": CLASSES,
}
OWN_LINEAR = {"kind": "own:Linear", "inputs_": 3, "outputs": 2}
OWN_LEAKY = {"kind": "own:leaky", "alpha": 0.3}
READS = {"inputs": {"other": "data"}}
CASES: dict[str, tuple[Json, Json, float]] = {
    # ours, theirs, and how far rounding may part them
    "dense": (LINEAR, {"kind": "own:dense", "units": 2}, 0),
    "dense, backward derived": (LINEAR, {"kind": "own:derived", "units": 2}, 1e-8),
    "activation": ({"kind": "sigmoid"}, {"kind": "own:mine"}, 1e-14),
    "a setting": ({"kind": "leaky_relu", "slope": 0.3}, OWN_LEAKY, 0),
    "two inputs": ({"kind": "add", **READS}, {"kind": "own:sum", **READS}, 0),
    "several tensors": ({"kind": "batch_norm"}, {"kind": "own:norm"}, 1e-9),
    "several tensors, some derived": ({"kind": "batch_norm"}, {"kind": "own:some"}, 1e-6),
    "a class": (LINEAR, OWN_LINEAR, 0),
    "a call": (LINEAR, {"kind": "own:Linear(3,2)"}, 0),
    "a class without parameters": ({"kind": "sigmoid"}, {"kind": "own:Sigmoid"}, 1e-14),
}
SAME = {"gamma": "g", "beta": "c"}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    """All of these, in one server."""
    with serving(tmp_path_factory.mktemp("own"), FILES) as found:
        yield found


@pytest.mark.parametrize(
    ("name", "dtype"), [*((name, "float64") for name in CASES), ("dense", "float32")]
)
def test_its_numbers_are_its_twins(name: str, dtype: str, own: Own) -> None:
    ours, theirs, rounding = CASES[name]
    after: list[Any] = [] if ours.get("units") or name == "a call" else [LINEAR]
    found, expected = (
        traced(own, network({"kind": "linear", "units": 3}, layer, *after) | {"dtype": dtype})
        for layer in (theirs, ours)
    )
    compared = 0
    for address, array in expected.items():
        node, _, local = address.partition(".")
        stem = local.lstrip("d").partition(":")[0]
        there = f"{node}.{local.replace(stem, SAME.get(stem, stem))}"
        if there not in found or address.endswith(("std", "mean")):
            continue
        compared += 1
        assert found[there].shape == array.shape, there
        if rounding:
            np.testing.assert_allclose(found[there], array, rtol=rounding, atol=rounding)
        else:
            np.testing.assert_array_equal(found[there], array, err_msg=there)
    assert compared > 12, (list(found), list(expected))


def test_what_is_not_written_says_so(own: Own) -> None:
    code = own.client.get(f"{API}/catalog").json()["layers"]["own:derived"]["code"]
    assert code["derived"] == ["dW", "db", "dx"]
    assert code["lines"]["dW"] is None
    place = own.create(network({"kind": "own:derived", "units": 2}))
    told = own.client.get(f"{place}/explain/l1.dW?at=0,1").json()
    assert told["code"]["written"] is False
    step = own.client.get(f"{place}/steps/{told['step']}").json()
    assert "derived numerically" in step["sentence"]["en"]
    assert "numéricamente" in step["sentence"]["es"]


def test_a_number_without_a_tree_shows_what_was_read(own: Own) -> None:
    place = own.create(network({"kind": "own:dense", "units": 2}, "relu"))
    told = own.client.get(f"{place}/explain/l1.dW?at=2,1").json()
    assert told["expr"] == {"op": "code", "name": "dW", "value": told["value"]}
    assert told["code"]["reads"] == [
        {"name": "dy", "address": "l1.dy", "shape": [4, 2]},
        {"name": "x", "address": "data.x", "shape": [4, 3]},
    ]
    line = DENSE.splitlines()[told["code"]["line"] - 1]
    assert line.startswith("def dW(")
    assert own.client.get(f"{place}/slips/l1.dW?at=2,1").json()["slips"] == []
    step = own.client.get(f"{place}/steps/{told['step']}").json()
    assert "computed by your code, dense.py" in step["sentence"]["en"]
    assert "su código, dense.py" in step["sentence"]["es"]


def test_an_activation_has_a_curve(own: Own) -> None:
    layers = own.client.get(f"{API}/catalog").json()["layers"]
    assert layers["own:mine"]["curve"] == layers["sigmoid"]["curve"]


def test_two_layers_may_share_its_weights(own: Own) -> None:
    first = {"kind": "own:dense", "units": 3}
    layers = [first, "tanh", {"kind": "own:dense", "share": "l1"}, {"kind": "linear", "units": 2}]
    place = own.create(network(*layers))
    assert own.client.get(f"{place}/check?all=1").json()["ok"]
    steps = own.client.get(f"{place}/trace").json()["steps"]
    assert "l1.dW@l3" in [step["writes"] for step in steps]
