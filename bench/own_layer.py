"""A check of a layer of one's own, right and wrong: how many forwards it takes, in time.

The bar is three differences to both sides for every number that is looked at: 3 × 2 × cells × one
forward. Held against it is a layer whose forward takes a while, as one written with loops does: of
a line of numpy the check's own few hundredths of a second are more than all its forwards.
"""

import tempfile
from pathlib import Path
from time import process_time

from backstep.own.asked import subject_of
from backstep.own.cases import Case, cases
from backstep.own.check import Sought
from backstep.own.source import read
from backstep.own.subject import Subject
from bench.harness import Result

TURNS = 5
TIMES = 50
SHAPE = (2, 2, 7, 7)
CONVOLUTION = """
import numpy as np
parameters = {"W": (2, 2, 3, 3), "b": (2,)}
def y(x, W, b):
    n, c, height, width = x.shape
    y = np.zeros((n, len(W), height - 2, width - 2))
    for i in range(height - 2):
        for j in range(width - 2):
            for f in range(len(W)):
                y[:, f, i, j] = (x[:, :, i:i + 3, j:j + 3] * W[f]).sum(axis=(1, 2, 3)) + b[f]
    return y
def db(dy): return dy.sum(axis=(0, 2, 3))
def dW(dy, x, W):
    g = np.zeros_like(W)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            for f in range(len(W)):
                part = x[:, :, i:i + 3, j:j + 3]
                g[f] += (dy[:, f, i, j][:, None, None, None] * part).sum(axis=0)
    return g
def dx(dy, x, W):
    g = np.zeros_like(x)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            for f in range(len(W)):
                g[:, :, i:i + 3, j:j + 3] += dy[:, f, i, j][:, None, None, None] * W[f]
    return g
"""
LAYERS = (
    ("right", "", ""),
    ("with a mean for a sum", "dy.sum(axis=(0, 2, 3))", "dy.mean(axis=(0, 2, 3))"),
    ("with a slip that has no name", "+= dy[:, f", "+= np.cos(dy)[:, f"),
)


def measure() -> list[Result]:
    """Each layer in a few turns, each held against its own forward at that moment."""
    results = []
    for what, before, after in LAYERS:
        text = CONVOLUTION.replace(before, after) if before else CONVOLUTION
        found = tuple(turn(text) for _ in range(TURNS))
        name = f"a check of a convolution of one's own, {what}"
        results.append(Result(name, found, 3.0, "×", "2 × cells × one forward"))
    return results


def turn(text: str) -> float:
    """The processor's time of a check over that of two forwards for each number it looks at."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "convolution.py")
        path.write_text(text, encoding="utf-8")
        subject = subject_of(read(str(path)), "", target=False)
    start = process_time()
    looked = [case for fitting in cases(subject, SHAPE, 0) for case in fitting]
    Sought(subject, looked, 0).report()
    taken = process_time() - start
    return taken / sum(two_for_each(subject, case) for case in looked)


def two_for_each(subject: Subject, case: Case) -> float:
    """The seconds that two forwards for each number take."""
    cells = sum(len(places) for places in case.places.values())
    start = process_time()
    for _ in range(TIMES):
        subject.forward(case.given)
    return 2 * cells * (process_time() - start) / TIMES
