"""Layers and errors with the interface of edunn, the library of the course: what it asks for in its
exercises, written anew."""

TEXT = """
import numpy as np


class Layer:
    def __init__(self):
        self.parameters, self.cache = {}, None

    def get_parameters(self):
        return self.parameters

    def set_cache(self, *values):
        self.cache = values

    def get_cache(self):
        return self.cache


class AddConstant(Layer):
    def __init__(self, value):
        super().__init__()
        self.value = value

    def forward(self, x):
        return x + self.value

    def backward(self, dy):
        return dy, {}


class MultiplyConstant(AddConstant):
    def forward(self, x):
        return x * self.value

    def backward(self, dy):
        return dy * self.value, {}


class Bias(Layer):
    def __init__(self, size):
        super().__init__()
        self.parameters["b"] = np.zeros(size)

    def forward(self, x):
        assert x.shape[1] == len(self.parameters["b"])
        return x + self.parameters["b"]

    def backward(self, dy):
        return dy, {"b": sum(row for row in dy)}


class Linear(Layer):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.parameters["w"] = 1e-10 * np.random.normal(size=(inputs, outputs))

    def forward(self, x):
        self.set_cache(x)
        return x.dot(self.parameters["w"])

    def backward(self, dy):
        (x,) = self.get_cache()
        return dy.dot(self.parameters["w"].T), {"w": x.T.dot(dy)}


class LinearRegression(Layer):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.layers = [Linear(inputs, outputs), Bias(outputs)]

    def get_parameters(self):
        return {n: p for layer in self.layers for n, p in layer.get_parameters().items()}

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, dy):
        found = {}
        for layer in reversed(self.layers):
            dy, more = layer.backward(dy)
            found.update(more)
        return dy, found


class Dense(LinearRegression):
    def __init__(self, inputs, outputs, activation):
        super().__init__(inputs, outputs)
        self.layers.append(activation)


class LogisticRegression(Dense):
    def __init__(self, inputs, outputs):
        super().__init__(inputs, outputs, Softmax())


class ReLU(Layer):
    def forward(self, x):
        y = np.maximum(x, 0)
        self.set_cache(y)
        return y

    def backward(self, dy):
        (y,) = self.get_cache()
        return dy * (y > 0), {}


class Sigmoid(Layer):
    def forward(self, x):
        y = 1 / (1 + np.exp(-x))
        self.set_cache(y)
        return y

    def backward(self, dy):
        (y,) = self.get_cache()
        return dy * y * (1 - y), {}


class TanH(Layer):
    def __init__(self):
        super().__init__()
        self.sigmoid = Sigmoid()

    def forward(self, x):
        return 2 * self.sigmoid.forward(2 * x) - 1

    def backward(self, dy):
        dx, nothing = self.sigmoid.backward(dy)
        return 4 * dx, {}


class Softmax(Layer):
    def forward(self, x):
        y = np.zeros_like(x)
        for i, row in enumerate(x):
            e = np.exp(row - row.max())
            y[i] = e / e.sum()
        self.set_cache(y)
        return y

    def backward(self, dy):
        (y,) = self.get_cache()
        rows = [d.dot(np.diag(p) - np.outer(p, p)) for d, p in zip(dy, y)]
        return np.array(rows), {}


class Flatten(Layer):
    def forward(self, x):
        self.set_cache(x.shape)
        return x.reshape(len(x), -1)

    def backward(self, dy):
        (shape,) = self.get_cache()
        return dy.reshape(shape), {}


class Dropout(Layer):
    def forward(self, x):
        u = np.random.binomial(1, 0.5, size=x.shape) / 0.5
        self.set_cache(u)
        return x * u

    def backward(self, dy):
        (u,) = self.get_cache()
        return dy * u, {}


class SquaredError(Layer):
    def forward(self, y_true, y):
        self.set_cache(y - y_true)
        return np.sum((y - y_true) ** 2, axis=1, keepdims=True)

    def backward(self, dE):
        (delta,) = self.get_cache()
        return 2 * delta * dE, {}


class CrossEntropyWithLabels(Layer):
    def forward(self, y_true, y):
        y_true = np.squeeze(y_true)
        assert y_true.ndim == 1 and y.min() >= 0
        self.set_cache(y_true, y)
        return np.array([[-np.log(p[label])] for label, p in zip(y_true, y)])

    def backward(self, dE):
        y_true, y = self.get_cache()
        dy = np.zeros_like(y)
        for i, label in enumerate(y_true):
            dy[i, label] = -1 / y[i, label]
        return dy * dE, {}


class BinaryCrossEntropy(Layer):
    def forward(self, y_true, y):
        y_true = np.squeeze(y_true)
        assert y_true.ndim == 1 and y.min() >= 0
        E = np.zeros((len(y), 1))
        for i, bit in enumerate(y_true):
            E[i] = -np.log(bit * y[i] + (1 - bit) * (1 - y[i]))
        self.set_cache(y_true, y)
        return E

    def backward(self, dE):
        y_true, y = self.get_cache()
        dy = np.zeros_like(y)
        for i, bit in enumerate(y_true):
            dy[i] = -1 / (bit * y[i] - (1 - bit) * (1 - y[i]))
        return dy * dE, {}


class MeanError(Layer):
    def __init__(self, error):
        super().__init__()
        self.error = error

    def forward(self, y_true, y):
        self.set_cache(len(y))
        return np.mean(self.error.forward(y_true, y))

    def backward(self, dE=1):
        (n,) = self.get_cache()
        return self.error.backward(np.full((n, 1), dE / n))
"""

# What is asked for, what stands there wrongly once, the gradient, and the verdict that is expected.
VERDICTS = [
    ("AddConstant(3.0)", "return dy, {}", "return dy + self.value, {}", "dx", None),
    ("MultiplyConstant(2.5)", "return dy * self.value", "return dy", "dx", "factor"),
    ("Bias(4)", "sum(row for row in dy)", "[row for row in dy][-1]", "db", "one_sample"),
    ("Linear(4, 3)", "x.T.dot(dy)}", "x.T.dot(dy) / len(x)}", "dw", "factor"),
    ("LinearRegression(4, 3)", "sum(row for row in dy)", "dy.sum(axis=1)", "db", "wrong_axis"),
    ("Dense(4, 3, ReLU())", "return dy * (y > 0)", "return dy", "dw", "no_derivative"),
    ("ReLU()", "return dy * (y > 0)", "return dy", "dx", "no_derivative"),
    ("Sigmoid()", "self.set_cache(y)\n        return y\n\n    def backward(self, dy):\n"
     "        (y,) = self.get_cache()\n        return dy * y",
     "self.set_cache(x)\n        return y\n\n    def backward(self, dy):\n"
     "        (y,) = self.get_cache()\n        return dy * y", "dx", "x_for_y"),
    ("TanH()", "return 4 * dx", "return 2 * dx", "dx", "factor"),
    ("Softmax()", "np.diag(p) - np.outer(p, p)", "np.diag(p * (1 - p))", "dx", "missing_path"),
    ("LogisticRegression(4, 3)", "np.diag(p) - np.outer(p, p)", "np.outer(p, p) - np.diag(p)",
     "dx", "sign"),
    ("Flatten()", "return dy.reshape(shape)", "return dy.reshape(shape) * 2", "dx", "factor"),
    ("SquaredError()", "return 2 * delta * dE", "return delta * dE", "dy", "factor"),
    ("CrossEntropyWithLabels()", "-1 / y[i, label]", "1 / y[i, label]", "dy", "sign"),
    ("BinaryCrossEntropy()", "return dy * dE, {}\n\n\nclass MeanError",
     "return dy, {}\n\n\nclass MeanError", "dy", "factor"),
    ("MeanError(SquaredError())", "dE / n", "dE", "dy", "factor"),
]  # fmt: skip
ERRORS = tuple(call for call, *_ in VERDICTS if "Error" in call or "Entropy" in call)
