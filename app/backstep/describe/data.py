"""The data as the network sees it: targets shaped like the output, split and standardised."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from backstep.describe.dataset import rows_of, samples_of, shape_dataset
from backstep.engine.class_axis import class_axis
from backstep.engine.kind import Array, Shape
from backstep.engine.misfit import in_words
from backstep.errors import DescriptionError, Flaw

SPLIT = 0x5E11  # keeps the drawing of the test part apart from all other uses of the seed


@dataclass(frozen=True, eq=False)
class Data:
    """Training samples, test samples, and how data units became the network's units."""

    x: Array
    target: Array
    test_x: Array
    test_target: Array
    shift: Array
    scale: Array
    rows: Array  # where each training sample stands in the data as given

    @property
    def samples(self) -> int:
        return len(self.x)


def prepare(description: Mapping[str, Any], y: Shape, classes: bool) -> Data:
    """Split, standardise and shape the data for a network whose output for a sample is `y`."""
    given, dtype = description["data"], description["dtype"]
    x, target = samples_of(given)
    target = shape_given(given, target, (len(x), *y), classes)
    train, test = split(len(x), given["test_fraction"], description["seed"])
    with np.errstate(all="ignore"):  # NaN, infinities and what float32 cannot hold are content
        shift, scale = standardisation(x[train], given["standardize"])
        seen = ((x - shift) / scale).astype(dtype)
        target = target.astype(dtype)
    return Data(seen[train], target[train], seen[test], target[test], shift, scale, train)


def split(samples: int, fraction: float, seed: int) -> tuple[Array, Array]:
    """The samples to learn from (at least one) and those that are kept for the test."""
    kept_back = min(round(samples * fraction), samples - 1)
    if not kept_back:
        return np.arange(samples), np.arange(0)
    order = np.random.default_rng([seed, SPLIT]).permutation(samples)
    return np.sort(order[kept_back:]), np.sort(order[:kept_back])


def standardisation(x: Array, wanted: bool) -> tuple[Array, Array]:
    """Each feature's mean and deviation over the training samples; a constant keeps scale 1."""
    if not wanted:
        return np.zeros(x.shape[1:]), np.ones(x.shape[1:])
    varies = (x != x[0]).any(axis=0)
    deviation = x.std(axis=0)
    return x.mean(axis=0), np.where(varies & (deviation != 0), deviation, 1.0)


def shape_given(data: Mapping[str, Any], target: Array, y: Shape, classes: bool) -> Array:
    """The target in y's shape, whether it was given or a data set made it."""
    if "dataset" in data:
        return shape_dataset(target, data, y, classes)
    return shape_target(target, y, classes)


def explicit(data: Mapping[str, Any], y: Shape, classes: bool) -> dict[str, Any]:
    """The samples themselves, also where a data set makes them: then they are its own no longer."""
    if "dataset" not in data:
        return dict(data)
    x, target = samples_of(data)
    shaped = shape_given(data, target, (len(x), *y), classes)
    split = {name: data[name] for name in ("test_fraction", "standardize")}
    return {"x": x, "target": shaped, **split}


def shape_target(target: Array, y: Shape, classes: bool) -> Array:
    """The target in y's shape: one-hot rows from class numbers, one for each sample, or for each
    place of a sample; a column from a flat list."""
    if target.shape == y:
        return target
    axis = class_axis(len(y))
    if classes and target.shape == (*y[:axis], *y[axis + 1 :]):
        return np.ascontiguousarray(np.moveaxis(one_hot(target, y[axis]), -1, axis))
    if target.shape == y[:1] and y[1:] == (1,):
        return target.reshape(y)
    wanted, got = in_words(y), in_words(target.shape)
    detail = f"the network's output is {wanted}, and the target is {got}: they must be alike"
    found, allowed = list(target.shape), {"shape": list(y)}
    raise DescriptionError(Flaw("shape_mismatch", detail, "/data/target", found, allowed))


def one_hot(target: Array, count: int) -> Array:
    fits = (target >= 0) & (target < count) & (target == np.floor(target))
    if not fits.all():
        flaws = [
            Flaw(
                "class_out_of_range",
                f"classes are whole numbers from 0 to {count - 1}, one for each output",
                "/".join(["/data/target", *map(str, at)]),
                float(target[tuple(at)]),
                {"min": 0, "max": count - 1},
            )
            for at in np.argwhere(~fits)[:20]
        ]
        raise DescriptionError(*flaws)
    return rows_of(target, count)
