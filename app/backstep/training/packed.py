"""A training's picture in few bytes: what is drawn as colour as one character a cell.

The alphabet is base64's: `A` is no number, `B` the lowest and `/` the highest of 63 levels, evenly
spread. Numbers with digits are base64 of little-endian float64, row-major.
"""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from backstep.ask.summary import preview, stats
from backstep.engine.kind import Array

ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
SIGNS = np.frombuffer(ALPHABET, np.uint8)
LEVELS = len(ALPHABET) - 1
MOST_EXACT = 4096  # cells that are told in numbers, at most
SIDE = 32  # cells of a picture of a tensor, at most
MOST_CLASSES = LEVELS  # that one character can tell apart

Packed: TypeAlias = dict[str, Any]


def losses(curve: Sequence[tuple[int, float]]) -> Packed:
    """A curve, which is never empty."""
    first = curve[0][0]
    after = np.array([k - first for k, _ in curve], "<u4")
    values = np.array([loss for _, loss in curve])
    return {"first": first, "after": base64(after), "float64": numbers(values)}


def tensor(array: Array, inline: int, spread: bool) -> Packed:
    """Up to `inline` cells as numbers, more as colours; with `spread`, how they are distributed."""
    if array.size <= inline:
        return {"shape": list(array.shape), "float64": numbers(array)}
    shown = preview(np.asarray(array, np.float64), SIDE)
    scale = short(reach(shown))
    colours: Packed = {"cells": levels(shown, -scale, scale), "scale": scale}
    if shown.shape != array.shape:
        colours["shape"] = list(shown.shape)
    found: Packed = {"shape": list(array.shape), "levels": colours}
    return found | {"spread": distribution(array)} if spread else found


def distribution(array: Array) -> Packed:
    """How the finite cells are distributed: what a small histogram is drawn from."""
    found: Any = stats(array)
    counts = found["histogram"]["counts"] if found["histogram"] else []
    sizes = {name: found[name] and short(found[name]) for name in ("min", "max", "norm")}
    return {**sizes, "nonfinite": found["nonfinite"], "counts": counts}


def short(number: float) -> float:
    """Six digits: more than a colour, or a bar, can show."""
    return float(f"{number:.6g}")


def prediction(y: Array, grid: bool, classes: bool) -> Packed:
    """Outputs, samples × outputs: of a grid as colours, of other samples as numbers."""
    shape = list(y.shape)
    if not grid:
        return {"shape": shape, "float64": numbers(y)}
    flat = np.asarray(y, np.float64).reshape(len(y), -1)
    if classes and 1 < flat.shape[1] <= MOST_CLASSES:
        return {"shape": shape, "classes": sureness(flat)}
    finite = np.where(np.isfinite(flat), flat, np.nan)
    known = np.isfinite(flat).any(axis=0)
    low = np.where(known, np.nanmin(np.where(known, finite, 0), axis=0), 0)
    high = np.where(known, np.nanmax(np.where(known, finite, 0), axis=0), 0)
    columns: Packed = {
        "low": [short(x) for x in low], "high": [short(x) for x in high],
        "cells": levels(flat, low, high),
    }  # fmt: skip
    return {"shape": shape, "columns": columns}


def sureness(rows: Array) -> Packed:
    """The class of each row's largest number; its probability, from an even guess up to 1."""
    count = rows.shape[1]
    each = LEVELS // count
    known = np.isfinite(rows).all(axis=1)
    p = probabilities(np.where(known[:, None], rows, 0))
    winner = p.argmax(axis=1)
    sure = (p.max(axis=1) * count - 1) / (count - 1)
    level = np.minimum((sure * each).astype(int), each - 1)
    return {"each": each, "cells": characters(np.where(known, 1 + winner * each + level, 0))}


def probabilities(rows: Array) -> Array:
    """Rows that are none already are scores."""
    if (rows >= 0).all() and np.allclose(rows.sum(axis=1), 1, atol=1e-6):
        return rows
    e = np.exp(rows - rows.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def levels(values: Array, low: Any, high: Any) -> str:
    """One character a cell; the infinities are as far as it goes."""
    span = np.subtract(high, low)
    share = np.clip((values - low) / np.where(span > 0, span, 1), 0, 1)
    share = np.where((span > 0) | np.isnan(share), share, 0.5)  # nothing but one value: the middle
    known = ~np.isnan(share)
    level = 1 + np.rint(np.where(known, share, 0) * (LEVELS - 1)).astype(int)
    return characters(np.where(known, level, 0))


def reach(values: Array) -> float:
    """The largest magnitude of a finite cell."""
    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0))


def characters(places: Array) -> str:
    return SIGNS[places.ravel()].tobytes().decode("ascii")


def numbers(array: Array) -> str:
    return base64(np.asarray(array, "<f8"))


def base64(array: Array) -> str:
    return b64encode(np.ascontiguousarray(array).tobytes()).decode("ascii")
