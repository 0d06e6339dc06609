"""A whole iteration of a lesson's network against the same numpy calls written by hand."""

import numpy as np

from backstep.engine.kind import Array
from bench.by_hand import compare_with_hand
from bench.harness import Result
from bench.networks import small


def by_hand(
    x: Array, t: Array, W1: Array, b1: Array, W3: Array, b3: Array, W5: Array, b5: Array, lr: float
) -> tuple[Array, ...]:
    """2-4-4-1 with tanh: all of an iteration, and nothing forgotten."""
    y1 = x @ W1 + b1
    y2 = np.tanh(y1)
    y3 = y2 @ W3 + b3
    y4 = np.tanh(y3)
    y5 = y4 @ W5 + b5
    difference = y5 - t
    E = np.vdot(difference, difference) * (1.0 / len(x))
    dy5 = (y5 - t) * (2.0 / len(x))
    dW5, db5, dy4 = y4.T @ dy5, dy5.sum(axis=0), dy5 @ W5.T
    dy3 = dy4 * (1 - y4 * y4)
    dW3, db3, dy2 = y2.T @ dy3, dy3.sum(axis=0), dy3 @ W3.T
    dy1 = dy2 * (1 - y2 * y2)
    dW1, db1, dx = x.T @ dy1, dy1.sum(axis=0), dy1 @ W1.T
    return (
        W1 - lr * dW1, b1 - lr * db1, W3 - lr * dW3, b3 - lr * db3, W5 - lr * dW5, b5 - lr * db5,
        E, dx,
        y1, y2, y3, y4, y5, dy5, dy4, dy3, dy2, dy1, dW5, db5, dW3, db3, dW1, db1,
    )  # fmt: skip


def measure() -> Result:
    name = "an iteration of 2-4-4-1, tanh, batch 4"
    return compare_with_hand(name, small(), by_hand, times=60, bar=1.6)
