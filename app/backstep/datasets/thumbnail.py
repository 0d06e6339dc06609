"""A picture of a data set in a few numbers, for the page to draw."""

from typing import Any

from backstep.datasets.dataset import Array, Dataset

MAX_POINTS = 80
IMAGES = 4
DIGITS = 2  # decimals: a thumbnail is looked at, not computed with


def thumbnail(dataset: Dataset) -> dict[str, Any]:
    """What the samples look like with the default settings.

    `points`: [x, y, class]; `curve`: [x, target]; `images`: rows of pixels from 0 to 1.
    """
    x, target = dataset.make()
    side = round(x.shape[1] ** 0.5)
    if x.shape[1] > 16:
        return {"kind": "images", "shape": [side, side], "images": rounded(x[:IMAGES])}
    if x.shape[1] == 1:
        pairs = [[*row, *t] for row, t in zip(x, target, strict=True)]
        return {"kind": "curve", "points": rounded(evenly(sorted(pairs)))}
    shown = x[:, dataset.plot]
    points = [[*row, int(t)] for row, t in zip(shown.tolist(), target, strict=True)]
    return {"kind": "points", "points": rounded(evenly(points))}


def evenly(rows: list[list[float]]) -> list[list[float]]:
    """So many of the rows as a small picture has room for."""
    step = -(-len(rows) // MAX_POINTS)
    return rows[::step]


def rounded(rows: list[list[float]] | Array) -> list[list[float]]:
    return [[round(float(v), DIGITS) for v in row] for row in rows]
