"""What students hand in: each with the slip that it has, or with what is said where none fits."""

from pathlib import Path

import pytest

from backstep.slips.catalogue import BY_NAME
from tests.own.trying import checked

GATED = """
import numpy as np
parameters = {"V": lambda x: (x[1], 4), "W": lambda x: (x[1], 4)}
def a(x, V): return x @ V
def g(x, W): return 1 / (1 + np.exp(-x @ W))
def y(a, g): return a * g
def da(dy, g): return dy * g
def dg(dy, a): return dy * a
def dV(da, x): return x.T @ da
def dW(dg, x): return x.T @ dg
def dx(da, V): return da @ V.T
"""
SOFTMAX_BY_JACOBIAN = """
import numpy as np
class Softmax:
    def forward(self, x):
        e = np.exp(x - x.max(1, keepdims=True))
        self.p = e / e.sum(1, keepdims=True)
        return self.p
    def backward(self, dy):
        dx = np.zeros_like(dy)
        for i in range(len(dy)):
            p = self.p[i]
            dx[i] = (np.diag(p) + np.outer(p, p)) @ dy[i]
        return dx
"""
FUSED = """
import numpy as np
class CrossEntropy:
    def forward(self, y_true, y):
        e = np.exp(y - y.max(1, keepdims=True))
        self.p, self.t = e / e.sum(1, keepdims=True), y_true
        return -np.log(self.p[np.arange(len(y)), y_true]).mean()
    def backward(self, dE=1):
        g = self.p.copy()
        g[np.arange(len(g)), self.t] -= 1
        return g
"""
BINARY = """
import numpy as np
class Binary:
    def forward(self, y_true, y):
        self.y, self.t = y, y_true
        return -(y_true * np.log(y) + (1 - y_true) * np.log(1 - y)).mean()
    def backward(self, dE=1):
        return dE * (self.y - self.t) / self.y.size
"""
UPDATED = """
import numpy as np
class Linear:
    def __init__(self, i, o):
        self.W, self.b = np.random.randn(o, i), np.zeros(o)
    def forward(self, x):
        self.x = x
        return x @ self.W.T + self.b
    def backward(self, dy):
        self.dW, self.db = dy.T @ self.x, dy.sum(0)
        self.W -= 0.1 * self.dW
        self.b -= 0.1 * self.db
        return dy @ self.W
"""
DROPPED = """
import numpy as np
rng = np.random.default_rng(0)
class Dropout:
    def forward(self, x):
        self.kept = rng.random(x.shape) > 0.4
        return x * self.kept / 0.6
    def backward(self, dy):
        return dy * self.kept
"""
ATTENTION = """
import numpy as np
def q(x): return 2 * x
def s(q, x): return q @ x.T / np.sqrt(q.shape[1])
def a(s):
    e = np.exp(s - s.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)
def y(a, x): return a @ x
def da(dy, x): return dy @ x.T
def ds(da, a): return a * (da - (da * a).sum(1, keepdims=True))
def dq(ds, x): return ds @ x
"""
CONVOLVED = """
import numpy as np
parameters = {"W": (3,)}
def y(x, W):
    y = np.zeros((x.shape[0], x.shape[1] - 2))
    for j in range(y.shape[1]): y[:, j] = x[:, j:j + 3] @ W
    return y
def dx(dy, x, W):
    g = np.zeros_like(x)
    for j in range(dy.shape[1]): g[:, j:j + 3] += dy[:, j:j + 1] * W[::-1]
    return g
"""
FLATTENED = """
import numpy as np
class Flatten:
    def forward(self, x):
        self.shape = x.shape
        return x.reshape(len(x), -1)
    def backward(self, dy):
        return dy.T.reshape(self.shape)
"""
POOLED = """
import numpy as np
class Pool:
    def forward(self, x):
        n, c, h, w = self.shape = x.shape
        return x[:, :, :h // 2 * 2, :w // 2 * 2].reshape(n, c, h // 2, 2, w // 2, 2).mean((3, 5))
    def backward(self, dy):
        dx = np.zeros(self.shape)
        dx[:, :, :dy.shape[2] * 2, :dy.shape[3] * 2] = dy.repeat(2, 2).repeat(2, 3)
        return dx
"""
NAMED = [
    (GATED, "", "dW", "no_derivative"),
    (GATED, "", "dx", "missing_path"),
    (SOFTMAX_BY_JACOBIAN, "Softmax", "dx", "sign"),
    (FUSED, "CrossEntropy", "dy", "factor"),
    (BINARY, "Binary", "dy", "factor"),
    (UPDATED, "Linear(4, 3)", "dx", "in_place"),
    (DROPPED, "Dropout", "dx", "factor"),
    (ATTENTION, "", "dq", "factor"),
    (CONVOLVED, "", "dx", "transposed"),
    (FLATTENED, "Flatten", "dx", "transposed"),
    (POOLED, "Pool", "dx", "factor"),
]
ELSEWHERE = {
    "ReLU6 without its upper end": (
        "import numpy as np\ndef y(x): return np.clip(x, 0, 6)\ndef dx(dy, x): return dy * (x > 0)",
        "above",
    ),
    "ELU with y for y + 1": (
        "import numpy as np\ndef y(x): return np.where(x > 0, x, np.exp(x) - 1)\n"
        "def dx(dy, x, y): return dy * np.where(x > 0, 1, y)",
        "below 0",
    ),
}
HUBER = """
import numpy as np
def y(x, target):
    r = np.abs(x - target)
    return np.where(r <= 1, r ** 2 / 2, r - 1 / 2).mean()
def dx(dy, x, target):
    r = x - target
    return dy * np.where(np.abs(r) <= 1, r, np.sign(r)) / r.size
"""
AFFINE = """
import numpy as np
class Affine:
    def __init__(self):
        self.params = {"W": np.ones((4, 3)), "b": np.zeros(3)}
    def forward(self, x):
        self.x = x
        return x @ self.params["W"] + self.params["b"]
    def backward(self, dy):
        dx, dW, db = dy @ self.params["W"].T, self.x.T @ dy, dy.sum(0)
        return RETURNED
"""


@pytest.mark.parametrize(("text", "name", "gradient", "slip"), NAMED)
def test_a_slip_of_a_student_has_its_name(
    text: str, name: str, gradient: str, slip: str, tmp_path: Path
) -> None:
    assert slip in BY_NAME
    report = checked(tmp_path, text, name, text in (FUSED, BINARY)).to_dict()
    assert report["gradients"][gradient]["slip"] == slip, report


@pytest.mark.parametrize("what", ELSEWHERE)
def test_a_piece_that_is_wrong_is_told_by_where_it_lies(what: str, tmp_path: Path) -> None:
    text, said = ELSEWHERE[what]
    (verdict,) = checked(tmp_path, text).verdicts
    assert not verdict.ok and verdict.said and said in verdict.said[0], verdict
    assert verdict.said[0] != verdict.said[1]


def test_an_error_of_differences_is_tried_at_large_ones_too(tmp_path: Path) -> None:
    assert checked(tmp_path, HUBER).ok
    wrong = checked(tmp_path, HUBER.replace("np.sign(r)) / r.size", "r) / r.size"))
    assert not wrong.ok and wrong.verdicts[0].worst_at is not None


@pytest.mark.parametrize("returned", ['dx, {"W": dW, "b": db}', "dx, dW, db"])
def test_a_backward_hands_back_a_dictionary_or_all_in_order(returned: str, tmp_path: Path) -> None:
    assert checked(tmp_path, AFFINE.replace("RETURNED", returned), "Affine").ok


@pytest.mark.parametrize(
    ("returned", "gradient", "said"),
    [
        ('{"W": dW, "b": db}, dx', "dx", "first dx"),
        ('{"x": dx, "W": dW}', "dx", "first dx"),
        ('dx, {"w": dW, "b": db}', "dW", "is w that of W?"),
        ('dx, {"W": dW}', "db", "no gradient of b, only of W"),
        ("dx", "db", "no gradient of b"),
        ("None", "dx", "returns nothing"),
    ],
)
def test_what_a_backward_hands_back_otherwise_is_told(
    returned: str, gradient: str, said: str, tmp_path: Path
) -> None:
    report = checked(tmp_path, AFFINE.replace("RETURNED", returned), "Affine")
    verdict = next(v for v in report.verdicts if v.gradient == gradient)
    assert not verdict.ok and verdict.said and said in verdict.said[0], verdict
    assert verdict.line == 11, "where it returns"


def test_a_backward_that_changes_what_arrives_is_told_so_and_right(tmp_path: Path) -> None:
    text = """
import numpy as np
class ReLU:
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)
    def backward(self, dy):
        dy[self.x < 0] = 0
        return dy
"""
    report = checked(tmp_path, text, "ReLU")
    ((words, line),) = report.notes
    assert report.ok and "in place" in words[0] and line == 7
