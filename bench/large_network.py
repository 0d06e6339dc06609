"""A whole iteration of a network for digits against the same numpy calls written by hand."""

import numpy as np

from backstep.engine.kind import Array
from bench.by_hand import compare_with_hand
from bench.harness import Result
from bench.networks import large


def by_hand(
    x: Array, t: Array, W1: Array, b1: Array, W3: Array, b3: Array, W5: Array, b5: Array, lr: float
) -> tuple[Array, ...]:
    """784-128-64-10 with ReLU and softmax: all of an iteration, and nothing forgotten."""
    y1 = x @ W1 + b1
    y2 = np.maximum(y1, 0)
    y3 = y2 @ W3 + b3
    y4 = np.maximum(y3, 0)
    y5 = y4 @ W5 + b5
    highest = y5.max(axis=1, keepdims=True)
    lse = np.log(np.exp(y5 - highest).sum(axis=1)) + highest[:, 0]
    p = np.exp(y5 - lse[:, None])
    E = np.where(t == 0, 0, t * (lse[:, None] - y5)).sum() / len(x)
    dy5 = (p * t.sum(axis=1, keepdims=True) - t) / len(p)
    dW5, db5, dy4 = y4.T @ dy5, dy5.sum(axis=0), dy5 @ W5.T
    dy3 = np.where(y3 > 0, dy4, 0)
    dW3, db3, dy2 = y2.T @ dy3, dy3.sum(axis=0), dy3 @ W3.T
    dy1 = np.where(y1 > 0, dy2, 0)
    dW1, db1, dx = x.T @ dy1, dy1.sum(axis=0), dy1 @ W1.T
    return (
        W1 - lr * dW1, b1 - lr * db1, W3 - lr * dW3, b3 - lr * db3, W5 - lr * dW5, b5 - lr * db5,
        E, dx,
        y1, y2, y3, y4, y5, lse, p, dy5, dy4, dy3, dy2, dy1, dW5, db5, dW3, db3, dW1, db1,
    )  # fmt: skip


def measure() -> Result:
    name = "an iteration of 784-128-64-10, relu, batch 64"
    return compare_with_hand(name, large(), by_hand, times=5, bar=1.15)
