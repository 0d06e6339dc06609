"""Layers as somebody writes them, right, and the slips that are made in each: (gradient, slips that
name it, what stands there, what stands there then)."""

from dataclasses import dataclass, field

Change = tuple[str, str, str, str]


@dataclass(frozen=True)
class Layer:
    """A file, what in it is meant, and its slips."""

    text: str
    slips: list[Change] = field(default_factory=list)
    name: str = ""
    target: bool = False


DENSE = Layer(
    """
import numpy as np
parameters = {"W": lambda x, units=3: (x[1], units), "b": lambda units=3: (units,)}
def y(x, W, b): return x @ W + b
def dW(dy, x): return x.T @ dy
def db(dy): return dy.sum(axis=0)
def dx(dy, W): return dy @ W.T
""",
    [
        ("dW", "transposed", "x.T @ dy", "dy.T @ x"),
        ("dW", "transposed", "x.T @ dy", "x @ dy.T"),
        ("dW", "transposed", "x.T @ dy", "x @ dy"),
        ("dW", "factor", "x.T @ dy", "x.T @ dy / len(x)"),
        ("dW", "factor", "x.T @ dy", "x.T @ dy * 2"),
        ("dW", "factor", "x.T @ dy", "x.T @ np.ones_like(dy)"),
        ("dW", "one_sample", "x.T @ dy", "np.outer(x[0], dy[0])"),
        ("dW", "one_sample", "x.T @ dy", "x[-1:].T @ dy[-1:]"),
        ("dW", "not_summed", "x.T @ dy", "x[:, :, None] * dy[:, None, :]"),
        ("dW", "sign", "x.T @ dy", "-x.T @ dy"),
        ("db", "factor", "dy.sum(axis=0)", "dy.mean(axis=0)"),
        ("db", "wrong_axis", "dy.sum(axis=0)", "dy.sum(axis=1)"),
        ("db", "wrong_axis", "dy.sum(axis=0)", "dy.sum()"),
        ("db", "not_summed", "dy.sum(axis=0)", "dy"),
        ("db", "one_sample", "dy.sum(axis=0)", "dy[0]"),
        ("db", "shape", "dy.sum(axis=0)", "dy.sum(axis=0, keepdims=True)"),
        ("db", "factor", "dy.sum(axis=0)", "len(dy) * dy.sum(axis=0)"),
        ("db", "dtype", "dy.sum(axis=0)", "dy.sum(axis=0).astype(int)"),
        ("dx", "transposed", "dy @ W.T", "dy @ W"),
        ("dx", "transposed", "dy @ W.T", "W @ dy"),
        ("dx", "transposed", "dy @ W.T", "W @ dy.T"),
        ("dx", "sign", "dy @ W.T", "-(dy @ W.T)"),
        ("dx", "dtype", "dy @ W.T", "(dy @ W.T).astype(np.float32)"),
        ("dx", "missing_path", "dy @ W.T", "dy[:, :1] @ W[:, :1].T"),
        ("dx", "missing_path", "dy @ W.T", "np.zeros((len(dy), len(W)))"),
        ("dx", "shape", "dy @ W.T", "(dy @ W.T).reshape(-1)"),
    ],
)
SIGMOID = Layer(
    """
import numpy as np
def y(x): return 1 / (1 + np.exp(-x))
def dx(dy, y): return dy * y * (1 - y)
""",
    [
        ("dx", "no_derivative", "dy * y * (1 - y)", "dy"),
        ("dx", "x_for_y", "(dy, y): return dy * y * (1 - y)", "(dy, x): return dy * x * (1 - x)"),
        ("dx", "sign", "dy * y * (1 - y)", "dy * y * (y - 1)"),
        ("dx", "sign", "(1 - y)", "(1 + y)"),
        ("dx", "factor", "dy * y * (1 - y)", "y * (1 - y)"),
        ("dx", "factor", "dy * y * (1 - y)", "dy * (1 - y)"),
        ("dx", "factor", "dy * y * (1 - y)", "2 * dy * y * (1 - y)"),
        ("dx", "one_sample", "dy * y * (1 - y)", "(dy * y * (1 - y))[0]"),
        ("dx", "wrong_axis", "dy * y * (1 - y)", "(dy * y * (1 - y)).sum(axis=0)"),
        ("dx", "dtype", "dy * y * (1 - y)", "np.round(dy * y * (1 - y)).astype(int)"),
    ],
)
TANH = Layer(
    """
import numpy as np
def y(x):
    return np.tanh(x)
def dx(dy, y):
    return dy * (1 - y ** 2)
""",
    [
        ("dx", "no_derivative", "dy * (1 - y ** 2)", "dy"),
        (
            "dx",
            "x_for_y",
            "dx(dy, y):\n    return dy * (1 - y",
            "dx(dy, x):\n    return dy * (1 - x",
        ),
        ("dx", "factor", "1 - y ** 2", "1 - y"),
        ("dx", "factor", "1 - y ** 2", "1 - y ** 3"),
        ("dx", "sign", "1 - y ** 2", "1 + y ** 2"),
        ("dx", "sign", "1 - y ** 2", "y ** 2 - 1"),
        ("dx", "factor", "dy * (1 - y ** 2)", "1 - y ** 2"),
        ("dx", "factor", "dy * (1 - y ** 2)", "dy * (1 - y ** 2) / len(y)"),
    ],
)
RELU = Layer(
    """
import numpy as np
def y(x):
    return np.maximum(x, 0)
def dx(dy, x):
    return np.where(x > 0, dy, 0)
""",
    [
        ("dx", "no_derivative", "np.where(x > 0, dy, 0)", "dy"),
        ("dx", "factor", "np.where(x > 0, dy, 0)", "np.where(x > 0, 1.0, 0)"),
        ("dx", "factor", "np.where(x > 0, dy, 0)", "np.maximum(x, 0) * dy"),
        ("dx", "sign", "np.where(x > 0, dy, 0)", "np.where(x > 0, -dy, 0)"),
        ("dx", "factor", "np.where(x > 0, dy, 0)", "np.where(x > 0, dy, 0) * 0.5"),
    ],
)
SOFTMAX = Layer(
    """
import numpy as np
def y(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
def dx(dy, y):
    s = (dy * y).sum(axis=1, keepdims=True)
    return y * (dy - s)
""",
    [
        ("dx", "missing_path", "y * (dy - s)", "dy * y * (1 - y)"),
        ("dx", "missing_path", "y * (dy - s)", "y * dy"),
        ("dx", "missing_path", "y * (dy - s)", "y * (dy - y * dy)"),
        (
            "dx",
            "wrong_axis",
            "axis=1, keepdims=True)\n    return y *",
            "axis=0, keepdims=True)\n    return y *",
        ),
        ("dx", "wrong_axis", "sum(axis=1, keepdims=True)\n    return y *", "sum()\n    return y *"),
        ("dx", "sign", "dy - s", "dy + s"),
        ("dx", "sign", "dy - s", "s - dy"),
        ("dx", "factor", "(dy * y).sum", "(dy * y).mean"),
        ("dx", "no_derivative", "y * (dy - s)", "dy"),
        (
            "dx",
            "x_for_y",
            "dx(dy, y):\n    s = (dy * y).sum(axis=1, keepdims=True)\n    return y",
            "dx(dy, x):\n    s = (dy * x).sum(axis=1, keepdims=True)\n    return x",
        ),
        ("dx", "factor", "y * (dy - s)", "y * (dy - s) / y.shape[1]"),
    ],
)
SCALE = Layer(
    """
import numpy as np
parameters = {"g": lambda x: (x[-1],), "c": lambda x: (x[-1],)}
def y(x, g, c): return g * x + c
def dg(dy, x): return (dy * x).sum(axis=0)
def dc(dy): return dy.sum(axis=0)
def dx(dy, g): return dy * g
""",
    [
        ("dg", "not_summed", "(dy * x).sum(axis=0)", "dy * x"),
        ("dg", "wrong_axis", "(dy * x).sum(axis=0)", "(dy * x).sum(axis=1)"),
        ("dg", "factor", "(dy * x).sum(axis=0)", "(dy * x).mean(axis=0)"),
        ("dg", "one_sample", "(dy * x).sum(axis=0)", "dy[0] * x[0]"),
        ("dg", "factor", "(dy * x).sum(axis=0)", "x.sum(axis=0)"),
        ("dg", "sign", "(dy * x).sum(axis=0)", "-(dy * x).sum(axis=0)"),
        ("dg", "y_for_x", "(dy, x): return (dy * x)", "(dy, y): return (dy * y)"),
        ("dc", "not_summed", "dy.sum(axis=0)", "dy"),
        ("dc", "wrong_axis", "dy.sum(axis=0)", "dy.sum(axis=1)"),
        ("dx", "no_derivative factor", "dy * g", "dy"),
        ("dx", "factor", "dy * g", "g * np.ones_like(dy)"),
        ("dx", "factor", "dy * g", "dy * g * g"),
    ],
)
SILU = Layer(
    """
import numpy as np
def s(x):
    return 1 / (1 + np.exp(-x))
def y(x, s):
    return x * s
def dx(dy, x, s):
    return dy * (s + x * s * (1 - s))
""",
    [
        ("dx", "missing_path", "dy * (s + x * s * (1 - s))", "dy * s"),
        ("dx", "missing_path", "dy * (s + x * s * (1 - s))", "dy * x * s * (1 - s)"),
        ("dx", "sign", "s + x * s * (1 - s)", "s - x * s * (1 - s)"),
        (
            "dx",
            "y_for_x",
            "dx(dy, x, s):\n    return dy * (s + x ",
            "dx(dy, y, s):\n    return dy * (s + y ",
        ),
        ("dx", "factor", "dy * (s + x * s * (1 - s))", "s + x * s * (1 - s)"),
        ("dx", "no_derivative", "dy * (s + x * s * (1 - s))", "dy"),
        ("dx", "x_for_y", "x * s * (1 - s)", "x * s * (1 - x)"),
    ],
)
TWO = Layer(
    """
import numpy as np
parameters = {"W": lambda x, units=4: (x[1], units), "V": lambda units=4: (units, 3)}
def z(x, W): return x @ W
def h(z): return np.tanh(z)
def y(h, V): return h @ V
def dV(dy, h): return h.T @ dy
def dh(dy, V): return dy @ V.T
def dz(dh, h): return dh * (1 - h ** 2)
def dW(dz, x): return x.T @ dz
def dx(dz, W): return dz @ W.T
""",
    [
        ("dW", "no_derivative", "dW(dz, x): return x.T @ dz", "dW(dh, x): return x.T @ dh"),
        ("dx", "no_derivative", "dx(dz, W): return dz @ W.T", "dx(dh, W): return dh @ W.T"),
        ("dz", "no_derivative", "dh * (1 - h ** 2)", "dh"),
        ("dz", "factor", "dh * (1 - h ** 2)", "1 - h ** 2"),
        (
            "dz",
            "x_for_y",
            "dz(dh, h): return dh * (1 - h ** 2)",
            "dz(dh, z): return dh * (1 - z ** 2)",
        ),
        ("dV", "x_for_y", "dV(dy, h): return h.T @ dy", "dV(dy, z): return z.T @ dy"),
        ("dV", "transposed", "h.T @ dy", "dy.T @ h"),
        ("dV", "factor", "h.T @ dy", "h.T @ dy / len(h)"),
        ("dh", "transposed", "dy @ V.T", "dy @ V"),
        ("dh", "sign", "dy @ V.T", "-dy @ V.T"),
        ("dW", "one_sample", "x.T @ dz", "x[:1].T @ dz[:1]"),
        ("dW", "transposed", "x.T @ dz", "dz.T @ x"),
        ("dx", "transposed", "dz @ W.T", "dz @ W"),
    ],
)
BATCH_NORM = Layer(
    """
import numpy as np
parameters = {"g": lambda x: (x[1],), "c": lambda x: (x[1],)}
def m(x): return x.mean(axis=0)
def s(x, eps=1e-5): return np.sqrt(x.var(axis=0) + eps)
def n(x, m, s): return (x - m) / s
def y(n, g, c): return g * n + c
def dg(dy, n): return (dy * n).sum(axis=0)
def dc(dy): return dy.sum(axis=0)
def dn(dy, g): return dy * g
def dx(dn, n, s):
    return (dn - dn.mean(axis=0) - n * (dn * n).mean(axis=0)) / s
""",
    [
        ("dx", "missing_path", "(dn - dn.mean(axis=0) - n * (dn * n).mean(axis=0)) / s", "dn / s"),
        (
            "dx",
            "missing_path",
            "(dn - dn.mean(axis=0) - n * (dn * n).mean(axis=0)) / s",
            "(dn - dn.mean(axis=0)) / s",
        ),
        (
            "dx",
            "missing_path",
            "(dn - dn.mean(axis=0) - n * (dn * n).mean(axis=0)) / s",
            "(dn - n * (dn * n).mean(axis=0)) / s",
        ),
        ("dx", "factor", "(dn - dn.mean(axis=0)", "(dn - dn.sum(axis=0)"),
        ("dx", "factor", "(dn * n).mean(axis=0)", "(dn * n).sum(axis=0)"),
        ("dx", "sign", "- n * (dn", "+ n * (dn"),
        (
            "dx",
            "wrong_axis",
            "n * (dn * n).mean(axis=0)",
            "n * (dn * n).mean(axis=1, keepdims=True)",
        ),
        ("dx", "wrong_axis", "dn - dn.mean(axis=0)", "dn - dn.mean()"),
        ("dx", "factor", "mean(axis=0)) / s", "mean(axis=0))"),
        ("dx", "factor", "mean(axis=0)) / s", "mean(axis=0)) / s ** 2"),
        ("dx", "factor", "mean(axis=0)) / s", "mean(axis=0)) * s"),
        ("dg", "not_summed", "(dy * n).sum(axis=0)", "dy * n"),
        ("dg", "factor", "(dy * n).sum(axis=0)", "(dy * n).mean(axis=0)"),
        ("dg", "x_for_y", "dg(dy, n): return (dy * n)", "dg(dy, x): return (dy * x)"),
        ("dc", "wrong_axis", "dc(dy): return dy.sum(axis=0)", "dc(dy): return dy.sum(axis=1)"),
        ("dn", "no_derivative factor", "dn(dy, g): return dy * g", "dn(dy, g): return dy"),
    ],
)
LAYER_NORM = Layer(
    """
import numpy as np
def y(x, eps=1e-5):
    m = x.mean(axis=1, keepdims=True)
    v = x.var(axis=1, keepdims=True)
    return (x - m) / np.sqrt(v + eps)
def dx(dy, x, y, eps=1e-5):
    s = np.sqrt(x.var(axis=1, keepdims=True) + eps)
    a = dy.mean(axis=1, keepdims=True)
    b = (dy * y).mean(axis=1, keepdims=True)
    return (dy - a - y * b) / s
""",
    [
        ("dx", "missing_path", "(dy - a - y * b) / s", "dy / s"),
        ("dx", "missing_path", "(dy - a - y * b) / s", "(dy - a) / s"),
        ("dx", "missing_path", "(dy - a - y * b) / s", "(dy - y * b) / s"),
        ("dx", "wrong_axis", "dy.mean(axis=1", "dy.mean(axis=0"),
        ("dx", "wrong_axis", "(dy * y).mean(axis=1", "(dy * y).mean(axis=0"),
        ("dx", "wrong_axis", "np.sqrt(x.var(axis=1", "np.sqrt(x.var(axis=0"),
        ("dx", "factor", "(dy * y).mean", "(dy * y).sum"),
        ("dx", "factor", "dy.mean", "dy.sum"),
        ("dx", "sign", "- y * b", "+ y * b"),
        ("dx", "x_for_y", "y * b) / s", "x * b) / s"),
        ("dx", "x_for_y", "(dy * y)", "(dy * x)"),
        ("dx", "y_for_x", "np.sqrt(x.var", "np.sqrt(y.var"),
    ],
)
POWER = Layer(
    """
import numpy as np
def y(x, exponent=3):
    return x ** exponent
def dx(dy, x, exponent=3):
    return dy * exponent * x ** (exponent - 1)
""",
    [
        ("dx", "factor", "dy * exponent * x", "dy * x"),
        ("dx", "factor", "x ** (exponent - 1)", "x ** exponent"),
        ("dx", "factor", "dy * exponent * x", "exponent * x"),
        (
            "dx",
            "y_for_x",
            "dx(dy, x, exponent=3):\n    return dy * exponent * x",
            "dx(dy, y, exponent=3):\n    return dy * exponent * y",
        ),
        ("dx", "sign factor", "exponent - 1", "exponent + 1"),
        ("dx", "no_derivative", "dy * exponent * x ** (exponent - 1)", "dy"),
        (
            "dx",
            "factor",
            "(dy, x, exponent=3):\n    return dy *",
            "(dy, x, exponent=3):\n    return 3 * dy *",
        ),
    ],
)
MEAN = Layer(
    """
import numpy as np
def y(x):
    return x.mean(axis=1)
def dx(dy, x):
    return np.repeat(dy[:, None], x.shape[1], axis=1) / x.shape[1]
""",
    [
        ("dx", "factor no_derivative", " / x.shape[1]", ""),
        ("dx", "factor", "/ x.shape[1]", "/ x.shape[0]"),
        ("dx", "factor", "/ x.shape[1]", "/ x.size"),
        ("dx", "sign", "return np", "return -np"),
        ("dx", "factor", "np.repeat(dy[:, None], x.shape[1], axis=1)", "np.ones_like(x)"),
        (
            "dx",
            "dtype",
            "return np.repeat(dy[:, None], x.shape[1], axis=1) / x.shape[1]",
            "return (np.repeat(dy[:, None], x.shape[1], axis=1) / x.shape[1]).astype('f4')",
        ),
    ],
)
EXP = Layer(
    """
import numpy as np
def y(x):
    return np.exp(x)
def dx(dy, y):
    return dy * y
""",
    [
        ("dx", "no_derivative", "dy * y", "dy"),
        ("dx", "x_for_y", "dx(dy, y):\n    return dy * y", "dx(dy, x):\n    return dy * x"),
        ("dx", "factor", "dy * y", "y"),
        ("dx", "factor", "dy * y", "dy * y * y"),
        ("dx", "sign", "dy * y", "-dy * y"),
    ],
)
LOG = Layer(
    """
import numpy as np
def y(x):
    return np.log(x)
def dx(dy, x):
    return dy / x
""",
    [
        ("dx", "no_derivative", "dy / x", "dy"),
        ("dx", "y_for_x", "dx(dy, x):\n    return dy / x", "dx(dy, y):\n    return dy / y"),
        ("dx", "factor", "dy / x", "1 / x"),
        ("dx", "factor", "dy / x", "dy / x ** 2"),
        ("dx", "factor", "dy / x", "dy * x"),
    ],
)
LEAKY = Layer(
    """
import numpy as np
def y(x, slope=0.1):
    return np.where(x > 0, x, slope * x)
def dx(dy, x, slope=0.1):
    return np.where(x > 0, dy, slope * dy)
""",
    [
        ("dx", "no_derivative", "np.where(x > 0, dy, slope * dy)", "dy"),
        ("dx", "factor", "np.where(x > 0, dy, slope * dy)", "np.where(x > 0, 1, slope)"),
        ("dx", "factor", "slope * dy)", "slope * dy) * 2"),
        ("dx", "sign", "slope * dy", "-slope * dy"),
    ],
)
RESIDUAL = Layer(
    """
import numpy as np
parameters = {"W": lambda x: (x[1], x[1])}
def y(x, W):
    return x + np.tanh(x @ W)
def dW(dy, x, W):
    return x.T @ (dy * (1 - np.tanh(x @ W) ** 2))
def dx(dy, x, W):
    return dy + (dy * (1 - np.tanh(x @ W) ** 2)) @ W.T
""",
    [
        (
            "dx",
            "missing_path",
            "dy + (dy * (1 - np.tanh(x @ W) ** 2)) @ W.T",
            "(dy * (1 - np.tanh(x @ W) ** 2)) @ W.T",
        ),
        ("dx", "missing_path no_derivative", "dy + (dy * (1 - np.tanh(x @ W) ** 2)) @ W.T", "dy"),
        ("dx", "transposed", "@ W.T", "@ W"),
        ("dx", "sign", "dy + (dy", "dy - (dy"),
        ("dW", "no_derivative", "x.T @ (dy * (1 - np.tanh(x @ W) ** 2))", "x.T @ dy"),
        (
            "dW",
            "transposed",
            "x.T @ (dy * (1 - np.tanh(x @ W) ** 2))",
            "(dy * (1 - np.tanh(x @ W) ** 2)).T @ x",
        ),
        (
            "dW",
            "factor",
            "x.T @ (dy * (1 - np.tanh(x @ W) ** 2))",
            "x.T @ (dy * (1 - np.tanh(x @ W) ** 2)) / len(x)",
        ),
        ("dW", "factor", "1 - np.tanh(x @ W) ** 2))\ndef dx", "1 - np.tanh(x @ W)))\ndef dx"),
    ],
)
DENSE_RELU = Layer(
    """
import numpy as np
parameters = {"W": lambda x, units=3: (x[1], units), "b": lambda units=3: (units,)}
def y(x, W, b):
    return np.maximum(x @ W + b, 0)
def dW(dy, x, y):
    return x.T @ (dy * (y > 0))
def db(dy, y):
    return (dy * (y > 0)).sum(axis=0)
def dx(dy, y, W):
    return (dy * (y > 0)) @ W.T
""",
    [
        ("dW", "no_derivative", "x.T @ (dy * (y > 0))", "x.T @ dy"),
        ("db", "no_derivative", "(dy * (y > 0)).sum", "dy.sum"),
        ("dx", "no_derivative", "(dy * (y > 0)) @ W.T", "dy @ W.T"),
        ("dx", "transposed", "@ W.T", "@ W"),
        ("db", "not_summed", ".sum(axis=0)", ""),
        ("db", "wrong_axis", ".sum(axis=0)", ".sum(axis=1)"),
        ("dW", "one_sample", "x.T @ (dy * (y > 0))", "np.outer(x[1], dy[1] * (y[1] > 0))"),
        ("db", "factor", ".sum(axis=0)", ".mean(axis=0)"),
    ],
)
PRODUCT = Layer(
    """
import numpy as np
def y(a, b):
    return a * b
def da(dy, b):
    return dy * b
def db(dy, a):
    return dy * a
""",
    [
        ("da", "no_derivative", "da(dy, b):\n    return dy * b", "da(dy, b):\n    return dy"),
        ("da", "sign", "return dy * b", "return -dy * b"),
        ("db", "factor", "dy * a", "a"),
        ("db", "factor", "dy * a", "dy * a * 2"),
        ("db", "missing_path", "dy * a", "0 * a"),
    ],
)
FLATTEN = Layer(
    """
import numpy as np
def y(x):
    n, c, h, w = x.shape
    return x.reshape(n, -1)
def dx(dy, x):
    return dy.reshape(x.shape)
""",
    [
        ("dx", "shape no_derivative", "dy.reshape(x.shape)", "dy"),
        ("dx", "transposed", "dy.reshape(x.shape)", "dy.reshape(x.shape).transpose(0, 1, 3, 2)"),
        ("dx", "sign", "dy.reshape(x.shape)", "-dy.reshape(x.shape)"),
        ("dx", "factor", "dy.reshape(x.shape)", "dy.reshape(x.shape) / len(x)"),
        (
            "dx",
            "one_sample",
            "dy.reshape(x.shape)",
            "np.concatenate([dy[:1], 0 * dy[1:]]).reshape(x.shape)",
        ),
    ],
)
CHANNELS = Layer(
    """
import numpy as np
parameters = {"b": lambda x: (x[1],)}
def y(x, b):
    return x * b[:, None, None]
def db(dy, x):
    return (dy * x).sum(axis=(0, 2, 3))
def dx(dy, b):
    return dy * b[:, None, None]
""",
    [
        ("db", "not_summed", "sum(axis=(0, 2, 3))", "sum(axis=0)"),
        ("db", "not_summed", "(dy * x).sum(axis=(0, 2, 3))", "dy * x"),
        ("db", "wrong_axis", "sum(axis=(0, 2, 3))", "sum(axis=(1, 2, 3))"),
        ("db", "factor", "sum(axis=(0, 2, 3))", "mean(axis=(0, 2, 3))"),
        ("db", "one_sample", "(dy * x).sum(axis=(0, 2, 3))", "(dy * x)[0].sum(axis=(1, 2))"),
        ("db", "factor no_derivative", "(dy * x).sum", "dy.sum"),
        ("dx", "no_derivative factor", "return dy * b[:, None, None]\n", "return dy\n"),
    ],
)
EDUNN = '''
import numpy as np
class Model:
    """As edunn's: parameters by name, and what forward keeps for backward."""
    def __init__(self): self.parameters, self.cache = {}, None
    def get_parameters(self): return self.parameters
    def set_cache(self, *values): self.cache = values
    def get_cache(self): return self.cache
'''
C_LINEAR = Layer(
    EDUNN
    + """
class Linear(Model):
    def __init__(self, din, dout):
        super().__init__()
        self.parameters["w"] = np.random.normal(0, 1e-10, (din, dout))
    def forward(self, x):
        y = x.dot(self.parameters["w"])
        self.set_cache(x)
        return y
    def backward(self, dy):
        (x,) = self.get_cache()
        w = self.parameters["w"]
        dx = dy.dot(w.T)
        dw = x.T.dot(dy)
        return dx, {"w": dw}
""",
    [
        ("dx", "transposed", "dy.dot(w.T)", "dy.dot(w)"),
        ("dx", "transposed", "dy.dot(w.T)", "w.dot(dy.T)"),
        ("dw", "transposed", "x.T.dot(dy)", "dy.T.dot(x)"),
        ("dw", "transposed", "x.T.dot(dy)", "x.dot(dy)"),
        ("dw", "factor", "x.T.dot(dy)", "x.T.dot(dy) / x.shape[0]"),
        (
            "dw",
            "one_sample",
            "dw = x.T.dot(dy)",
            "for i in range(len(x)):\n            dw = np.outer(x[i], dy[i])",
        ),
        ("dw", "missing_path", "x.T.dot(dy)", "np.zeros_like(w)"),
        ("dx", "sign", "dy.dot(w.T)", "-dy.dot(w.T)"),
        (
            "dx",
            "stale",
            "np.random.normal(0, 1e-10, (din, dout))",
            'np.random.normal(0, 1, (din, dout))\n        self.wt = self.parameters["w"].T.copy()',
        ),
        ("dw", "y_for_x", "self.set_cache(x)", "self.set_cache(y)"),
    ],
    "Linear(4, 3)",
)
C_BIAS = Layer(
    EDUNN
    + """
class Bias(Model):
    def __init__(self, size):
        super().__init__()
        self.parameters["b"] = np.zeros((size,))
    def forward(self, x):
        return x + self.parameters["b"]
    def backward(self, dy):
        db = np.zeros_like(self.parameters["b"])
        for i in range(len(dy)):
            db += dy[i, :]
        return dy, {"b": db}
""",
    [
        ("db", "one_sample", "db += dy[i, :]", "db = dy[i, :]"),
        ("db", "not_summed", 'return dy, {"b": db}', 'return dy, {"b": dy}'),
        ("db", "factor", 'return dy, {"b": db}', 'return dy, {"b": db / len(dy)}'),
        ("db", "wrong_axis", 'return dy, {"b": db}', 'return dy, {"b": dy.sum(axis=1)}'),
        ("db", "missing_path", "db += dy[i, :]", "pass"),
        ("dx", "factor", "return dy, {", "return np.ones_like(dy), {"),
    ],
    "Bias(5)",
)
C_SIGMOID = Layer(
    EDUNN
    + """
class Sigmoid(Model):
    def forward(self, x):
        y = 1.0 / (1.0 + np.exp(-x))
        self.set_cache(y)
        return y
    def backward(self, dy):
        (y,) = self.get_cache()
        local = y * (1.0 - y)
        return dy * local, {}
""",
    [
        ("dx", "x_for_y", "self.set_cache(y)", "self.set_cache(x)"),
        ("dx", "no_derivative", "return dy * local", "return dy"),
        ("dx", "factor", "return dy * local", "return local"),
        ("dx", "sign", "(1.0 - y)", "(1.0 + y)"),
        ("dx", "missing_path", "return dy * local", "return np.zeros_like(dy)"),
        ("dx", "stale", "self.set_cache(y)", "self.cache = self.cache or (y,)"),
    ],
    "Sigmoid",
)
C_SOFTMAX = Layer(
    EDUNN
    + """
class Softmax(Model):
    def forward(self, x):
        y = np.zeros_like(x)
        for i in range(len(x)):
            e = np.exp(x[i])
            y[i] = e / e.sum()
        self.set_cache(y)
        return y
    def backward(self, dy):
        (y,) = self.get_cache()
        dx = np.zeros_like(dy)
        for i in range(len(dy)):
            dx[i] = self.sample(dy[i], y[i])
        return dx, {}
    def sample(self, dy, y):
        local = np.diag(y) - np.outer(y, y)
        return dy @ local
""",
    [
        ("dx", "missing_path", "np.diag(y) - np.outer(y, y)", "np.diag(y)"),
        ("dx", "missing_path", "dy @ local", "dy * np.diag(local)"),
        ("dx", "sign", "np.diag(y) - np.outer(y, y)", "np.diag(y) + np.outer(y, y)"),
        ("dx", "sign", "np.diag(y) - np.outer(y, y)", "np.outer(y, y) - np.diag(y)"),
        ("dx", "factor missing_path", "dy @ local", "local.sum(axis=0)"),
        ("dx", "one_sample", "dx[i] = self.sample(dy[i], y[i])", "dx = self.sample(dy[i], y[i])"),
    ],
    "Softmax",
)
C_SQUARED = Layer(
    EDUNN
    + """
class SquaredError(Model):
    def forward(self, y_true, y):
        delta = y - y_true
        self.set_cache(delta)
        return np.sum(delta ** 2, axis=1, keepdims=True)
    def backward(self, dE):
        (delta,) = self.get_cache()
        return 2 * delta * dE, {}
""",
    [
        ("dy", "factor", "2 * delta * dE", "delta * dE"),
        ("dy", "factor", "2 * delta * dE", "2 * delta"),
        ("dy", "sign", "2 * delta * dE", "-2 * delta * dE"),
        ("dy", "factor", "2 * delta * dE", "2 * delta * dE / len(delta)"),
    ],
    "SquaredError",
    target=True,
)
C_CROSS_ENTROPY = Layer(
    EDUNN
    + """
class CrossEntropy(Model):
    def forward(self, y_true, y):
        y_true = np.squeeze(y_true)
        assert y_true.ndim == 1
        E = np.zeros((len(y), 1))
        for i in range(len(y)):
            E[i] = -np.log(y[i, y_true[i]])
        self.set_cache(y_true, y)
        return E
    def backward(self, dE):
        y_true, y = self.get_cache()
        dy = np.zeros_like(y)
        for i in range(len(y)):
            dy[i, y_true[i]] = -1 / y[i, y_true[i]]
        return dy * dE, {}
""",
    [
        ("dy", "sign", "-1 / y", "1 / y"),
        ("dy", "factor", "dy * dE", "dy"),
        ("dy", "factor", "dy * dE", "dy * dE / len(dy)"),
        ("dy", "missing_path", "dy * dE", "0 * dy"),
    ],
    "CrossEntropy",
    target=True,
)
LAYERS = {name: value for name, value in sorted(globals().items()) if isinstance(value, Layer)}
