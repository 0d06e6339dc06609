"""More layers and their slips, written when the check could name all of those in layers.py."""

from tests.own.layers import Layer

SOFTPLUS = Layer(
    """
import numpy as np
def y(x): return np.log1p(np.exp(x))
def dx(dy, x): return dy / (1 + np.exp(-x))
""",
    [
        ("dx", "no_derivative", "dy / (1 + np.exp(-x))", "dy"),
        ("dx", "sign", "np.exp(-x)", "np.exp(x)"),
        (
            "dx",
            "y_for_x",
            "dx(dy, x): return dy / (1 + np.exp(-x))",
            "dx(dy, y): return dy / (1 + np.exp(-y))",
        ),
        ("dx", "factor", "dy / (1", "1 / (1"),
    ],
)
GELU = Layer(
    """
import numpy as np
C = np.sqrt(2 / np.pi)
def u(x): return C * (x + 0.044715 * x ** 3)
def y(x, u): return 0.5 * x * (1 + np.tanh(u))
def dx(dy, x, u):
    t = np.tanh(u)
    du = C * (1 + 3 * 0.044715 * x ** 2)
    return dy * (0.5 * (1 + t) + 0.5 * x * (1 - t ** 2) * du)
""",
    [
        (
            "dx",
            "missing_path",
            "dy * (0.5 * (1 + t) + 0.5 * x * (1 - t ** 2) * du)",
            "dy * 0.5 * (1 + t)",
        ),
        ("dx", "factor", "3 * 0.044715", "0.044715"),
        ("dx", "factor", "1 - t ** 2", "1 - t"),
        ("dx", "sign", "(1 - t ** 2)", "(1 + t ** 2)"),
        ("dx", "no_derivative factor", "(1 - t ** 2) * du", "(1 - t ** 2)"),
        ("dx", "sign", "0.5 * (1 + t) +", "0.5 * (1 + t) -"),
    ],
)
ATTENTION = Layer(
    """
import numpy as np
parameters = {"Q": lambda x: (x[2], 4), "K": lambda x: (x[2], 4)}
def q(x, Q): return x @ Q
def k(x, K): return x @ K
def s(q, k): return q @ k.transpose(0, 2, 1) / 2.0
def a(s):
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
def y(a, x): return a @ x
def da(dy, x): return dy @ x.transpose(0, 2, 1)
def ds(da, a): return a * (da - (da * a).sum(axis=-1, keepdims=True))
def dq(ds, k): return ds @ k / 2.0
def dk(ds, q): return ds.transpose(0, 2, 1) @ q / 2.0
def dQ(dq, x): return np.einsum("ntd,nte->de", x, dq)
def dK(dk, x): return np.einsum("ntd,nte->de", x, dk)
def dx(dy, a, dq, dk, Q, K): return a.transpose(0, 2, 1) @ dy + dq @ Q.T + dk @ K.T
""",
    [
        (
            "dx",
            "missing_path",
            "a.transpose(0, 2, 1) @ dy + dq @ Q.T + dk @ K.T",
            "a.transpose(0, 2, 1) @ dy",
        ),
        (
            "dx",
            "missing_path",
            "a.transpose(0, 2, 1) @ dy + dq @ Q.T + dk @ K.T",
            "dq @ Q.T + dk @ K.T",
        ),
        ("dk", "factor", "@ q / 2.0", "@ q"),
        ("dk", "transposed", "ds.transpose(0, 2, 1) @ q", "ds @ q"),
        (
            "ds",
            "missing_path",
            "a * (da - (da * a).sum(axis=-1, keepdims=True))",
            "a * (1 - a) * da",
        ),
        ("ds", "wrong_axis", "(da * a).sum(axis=-1", "(da * a).sum(axis=1"),
        ("ds", "no_derivative", "a * (da - (da * a).sum(axis=-1, keepdims=True))", "da"),
        ("dQ", "not_summed", '"ntd,nte->de"', '"ntd,nte->nde"'),
        ("dQ", "transposed", '"ntd,nte->de", x, dq', '"ntd,nte->ed", x, dq'),
        ("dx", "transposed", "a.transpose(0, 2, 1) @ dy", "a @ dy"),
        ("dx", "sign", "+ dk @", "- dk @"),
    ],
)
C_CONV1D = Layer(
    """
import numpy as np
class Conv1d:
    def __init__(self, cin, cout, k):
        self.parameters = {"w": np.random.normal(size=(cout, cin, k)), "b": np.zeros(cout)}
    def forward(self, x):
        w, b = self.parameters["w"], self.parameters["b"]
        n, c, t = x.shape
        co, ci, k = w.shape
        assert c == ci
        y = np.zeros((n, co, t - k + 1))
        for i in range(t - k + 1):
            y[:, :, i] = np.einsum("nck,ock->no", x[:, :, i:i + k], w) + b
        self.x = x
        return y
    def backward(self, dy):
        w, x = self.parameters["w"], self.x
        k = w.shape[2]
        dx, dw = np.zeros_like(x), np.zeros_like(w)
        for i in range(dy.shape[2]):
            dx[:, :, i:i + k] += np.einsum("no,ock->nck", dy[:, :, i], w)
            dw += np.einsum("no,nck->ock", dy[:, :, i], x[:, :, i:i + k])
        db = dy.sum(axis=(0, 2))
        return dx, {"w": dw, "b": db}
""",
    [
        ("dx", "one_sample missing_path", "dx[:, :, i:i + k] +=", "dx[:, :, i:i + k] ="),
        ("dw", "one_sample missing_path", "dw +=", "dw ="),
        ("db", "not_summed", "dy.sum(axis=(0, 2))", "dy.sum(axis=0)"),
        ("db", "wrong_axis", "dy.sum(axis=(0, 2))", "dy.sum(axis=(0, 1))"),
        ("db", "factor", "dy.sum(axis=(0, 2))", "dy.mean(axis=(0, 2))"),
        ("dw", "factor", "db = dy", "dw = dw / len(x)\n        db = dy"),
        ("dx", "sign", "return dx, {", "return -dx, {"),
        ("dw", "factor", "db = dy", "dw *= 2\n        db = dy"),
    ],
    "Conv1d(2, 3, 3)",
)
PRELU = Layer(
    """
import numpy as np
parameters = {"a": lambda x: (x[1],)}
def y(x, a): return np.where(x > 0, x, a * x)
def da(dy, x): return (dy * np.where(x > 0, 0, x)).sum(axis=0)
def dx(dy, x, a): return dy * np.where(x > 0, 1, a)
""",
    [
        ("da", "not_summed", ".sum(axis=0)", ""),
        ("da", "factor", ".sum(axis=0)", ".mean(axis=0)"),
        ("da", "wrong_axis", ".sum(axis=0)", ".sum(axis=1)"),
        ("dx", "factor", "dy * np.where(x > 0, 1, a)", "np.where(x > 0, 1, a)"),
        ("dx", "no_derivative", "dy * np.where(x > 0, 1, a)", "dy"),
        ("da", "factor no_derivative", "dy * np.where(x > 0, 0, x)", "dy * np.where(x > 0, 0, 1)"),
    ],
)
UNIT_ROWS = Layer(
    """
import numpy as np
def norm(x): return np.sqrt((x ** 2).sum(axis=1, keepdims=True))
def y(x, norm): return x / norm
def dx(dy, y, norm): return (dy - y * (dy * y).sum(axis=1, keepdims=True)) / norm
""",
    [
        (
            "dx",
            "missing_path",
            "(dy - y * (dy * y).sum(axis=1, keepdims=True)) / norm",
            "dy / norm",
        ),
        ("dx", "factor", "keepdims=True)) / norm\n", "keepdims=True))\n"),
        ("dx", "sign", "dy - y *", "dy + y *"),
        ("dx", "wrong_axis", "(dy * y).sum(axis=1", "(dy * y).sum(axis=0"),
        (
            "dx",
            "x_for_y",
            "dx(dy, y, norm): return (dy - y * (dy * y)",
            "dx(dy, x, norm): return (dy - x * (dy * x)",
        ),
        ("dx", "no_derivative", "(dy - y * (dy * y).sum(axis=1, keepdims=True)) / norm", "dy"),
    ],
)
C_RNN = Layer(
    """
import numpy as np
class RNN:
    def __init__(self, d, h):
        self.parameters = {"U": np.random.normal(size=(d, h)), "W": np.random.normal(size=(h, h))}
    def forward(self, x):
        U, W = self.parameters["U"], self.parameters["W"]
        self.x, self.h = x, [np.zeros((len(x), W.shape[0]))]
        for t in range(x.shape[1]):
            self.h.append(np.tanh(x[:, t] @ U + self.h[-1] @ W))
        return self.h[-1]
    def backward(self, dy):
        U, W = self.parameters["U"], self.parameters["W"]
        dx, dU, dW, dh = np.zeros_like(self.x), np.zeros_like(U), np.zeros_like(W), dy
        for t in reversed(range(self.x.shape[1])):
            dz = dh * (1 - self.h[t + 1] ** 2)
            dU += self.x[:, t].T @ dz
            dW += self.h[t].T @ dz
            dx[:, t] = dz @ U.T
            dh = dz @ W.T
        return dx, {"U": dU, "W": dW}
""",
    [
        ("dW", "transposed", "dh = dz @ W.T", "dh = dz @ W"),
        ("dU", "one_sample missing_path", "dU += self", "dU = self"),
        ("dW", "missing_path", "dh = dz @ W.T", "dh = 0 * dh"),
        ("dU", "no_derivative", "dz = dh * (1 - self.h[t + 1] ** 2)", "dz = dh"),
        ("dU", "factor", "** 2)", "* 2)"),
        ("dx", "transposed", "dz @ U.T", "U @ dz.T"),
        ("dx", "sign", "dx[:, t] = dz", "dx[:, t] = -dz"),
    ],
    "RNN(3, 4)",
)
C_MAX_POOL = Layer(
    """
import numpy as np
class MaxPool:
    def forward(self, x):
        n, c, h, w = x.shape
        h2, w2 = h // 2, w // 2
        self.x = x
        b = x[:, :, :h2 * 2, :w2 * 2].reshape(n, c, h2, 2, w2, 2)
        self.y = b.max(axis=(3, 5))
        return self.y
    def backward(self, dy):
        dx = np.zeros_like(self.x)
        n, c, h, w = dy.shape
        for i in range(h):
            for j in range(w):
                block = self.x[:, :, 2 * i:2 * i + 2, 2 * j:2 * j + 2]
                mask = block == self.y[:, :, i:i + 1, j:j + 1]
                dx[:, :, 2 * i:2 * i + 2, 2 * j:2 * j + 2] = mask * dy[:, :, i:i + 1, j:j + 1]
        return dx
""",
    [
        ("dx", "no_derivative", "= mask * dy[", "= np.ones_like(block) * dy["),
        ("dx", "factor", "= mask * dy[:, :, i:i + 1, j:j + 1]", "= mask"),
        ("dx", "sign", "return dx", "return -dx"),
        ("dx", "factor", "return dx", "return dx / 4"),
    ],
    "MaxPool",
)
C_BATCH_NORM = Layer(
    """
import numpy as np
class BN:
    def __init__(self, d):
        self.gamma, self.beta = np.ones(d), np.zeros(d)
    def forward(self, x):
        self.mu = x.mean(axis=0)
        self.xc = x - self.mu
        self.var = np.mean(self.xc ** 2, axis=0)
        self.std = np.sqrt(self.var + 1e-5)
        self.xn = self.xc / self.std
        return self.gamma * self.xn + self.beta
    def backward(self, dy):
        n = len(dy)
        self.dbeta = dy.sum(axis=0)
        self.dgamma = np.sum(self.xn * dy, axis=0)
        dxn = self.gamma * dy
        dxc = dxn / self.std
        dstd = -np.sum(dxn * self.xc / self.std ** 2, axis=0)
        dvar = 0.5 * dstd / self.std
        dxc = dxc + 2.0 / n * self.xc * dvar
        dmu = dxc.sum(axis=0)
        return dxc - dmu / n
""",
    [
        ("dx", "missing_path", "return dxc - dmu / n", "return dxc"),
        ("dx", "factor", "0.5 * dstd", "dstd"),
        ("dx", "factor", "2.0 / n * self.xc", "2.0 * self.xc"),
        ("dx", "sign", "dstd = -np", "dstd = np"),
        ("dx", "factor", "self.std ** 2", "self.std"),
        ("dgamma", "not_summed", "np.sum(self.xn * dy, axis=0)", "self.xn * dy"),
        ("dgamma", "factor", "np.sum(self.xn", "np.mean(self.xn"),
        (
            "dbeta",
            "wrong_axis",
            "dy.sum(axis=0)\n        self.dgamma",
            "dy.sum(axis=1)\n        self.dgamma",
        ),
        ("dx", "missing_path", "dxc = dxc + 2.0", "dxc = dxc + 0.0"),
        ("dx", "wrong_axis", "dmu = dxc.sum(axis=0)", "dmu = dxc.sum(axis=1, keepdims=True)"),
        ("dx", "factor", "dmu / n", "dmu"),
    ],
    "BN(4)",
)
MEAN_SQUARED = Layer(
    """
def y(x, target): return ((x - target) ** 2).mean()
def dx(dy, x, target): return dy * 2 * (x - target) / x.size
""",
    [
        ("dx", "factor", " / x.size", ""),
        ("dx", "factor", " / x.size", " / len(x)"),
        ("dx", "sign", "x - target) / ", "target - x) / "),
        ("dx", "factor", "dy * 2 * ", "dy * "),
        ("dx", "factor", "dy * 2 * ", "2 * "),
    ],
)
EINSUM = Layer(
    """
import numpy as np
parameters = {"W": lambda x, units=3: (units, x[1])}
def y(x, W): return np.einsum("nk,jk->nj", x, W)
def dW(dy, x): return np.einsum("nj,nk->jk", dy, x)
def dx(dy, W): return np.einsum("nj,jk->nk", dy, W)
""",
    [
        ("dW", "transposed", '"nj,nk->jk"', '"nj,nk->kj"'),
        (
            "dx",
            "dtype",
            'np.einsum("nj,jk->nk", dy, W)',
            'np.einsum("nj,jk->nk", dy, W).astype(np.float32)',
        ),
        ("dW", "one_sample", 'np.einsum("nj,nk->jk", dy, x)', "np.outer(dy[0], x[0])"),
        ("dW", "not_summed", '"nj,nk->jk"', '"nj,nk->njk"'),
    ],
)
LAYERS = {name: value for name, value in sorted(globals().items()) if isinstance(value, Layer)}
