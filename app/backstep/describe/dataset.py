"""A data set named in a description: its settings read, its samples made, its target shaped."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from backstep.datasets import DATASETS
from backstep.datasets.dataset import Dataset, Samples
from backstep.describe.flaws import Flaws, shorten, type_name
from backstep.describe.kinds import read_object, read_setting
from backstep.engine.kind import Array, Shape
from backstep.engine.misfit import in_words
from backstep.errors import DescriptionError, Flaw

KEPT = 16  # data sets in memory: a class works on one or two


def read_dataset(value: Mapping[str, Any], common: tuple[str, ...], flaws: Flaws) -> dict[str, Any]:
    """The data set's name and all its settings; `common` are fields that others read."""
    name = value["dataset"]
    if not isinstance(name, str):
        detail = f"a data set is named by text, and this is {type_name(name)}"
        flaws.add("wrong_type", detail, "/data/dataset", shorten(name), type="text")
        return {}
    if name not in DATASETS:
        detail = f"there is no data set {shorten(name)!r}; known are {', '.join(DATASETS)}"
        flaws.add("unknown_dataset", detail, "/data/dataset", shorten(name), choices=list(DATASETS))
        return {}
    settings = DATASETS[name].settings
    given = read_object(value, "/data", ("dataset", *settings, *common), (), flaws)
    return {"dataset": name} | {
        setting.name: read_setting(
            setting, given.get(setting.name, setting.default), f"/data/{setting.name}", flaws
        )
        for setting in settings.values()
    }


def dataset_of(data: Mapping[str, Any]) -> Dataset | None:
    """The data set that normalised data names, if it names one."""
    return DATASETS[data["dataset"]] if "dataset" in data else None


def settings_of(data: Mapping[str, Any]) -> dict[str, Any]:
    dataset = dataset_of(data)
    return {name: data[name] for name in dataset.settings} if dataset else {}


def samples_of(data: Mapping[str, Any]) -> Samples:
    """x and target as given, or as the data set makes them; in data units, not to be written to."""
    if "dataset" not in data:
        return data["x"], data["target"]
    return make(data["dataset"], tuple(settings_of(data).items()))


@lru_cache(maxsize=KEPT)
def make(name: str, settings: tuple[tuple[str, Any], ...]) -> Samples:
    x, target = DATASETS[name].make(dict(settings))
    x.flags.writeable = target.flags.writeable = False
    return x, target


def shape_dataset(target: Array, data: Mapping[str, Any], y: Shape, classes: bool) -> Array:
    """A data set's target in y's shape.

    Classes become one-hot rows, one column for each; where there are two, a loss that does not
    ask for classes may also have them as one column of 0 and 1.
    """
    dataset = DATASETS[data["dataset"]]
    count = len(dataset.class_names(settings_of(data)))
    if not count and target.shape == y:
        return target
    if count and y[1:] == (count,):
        return rows_of(target, count)
    if count == 2 and y[1:] == (1,) and not classes:
        return target.reshape(y)
    raise DescriptionError(misfit(dataset, target, count, y, classes))


def rows_of(classes: Array, count: int) -> Array:
    """One-hot rows of class numbers: no more numbers than there are in them."""
    rows = np.zeros((*classes.shape, count))
    np.put_along_axis(rows, classes.astype(int)[..., None], 1, axis=-1)
    return rows


def misfit(dataset: Dataset, target: Array, count: int, y: Shape, classes: bool) -> Flaw:
    got = in_words(y)
    shape = [len(target), count or target.shape[1]]
    if count:
        wanted = f"one output for each of its {count} classes"
        wanted += ", or a single one" if count == 2 and not classes else ""
    else:
        wanted = "a single output" if shape[1] == 1 else f"{shape[1]} outputs"
    detail = f"the data set {dataset.name} needs {wanted}, and the network's output is {got}"
    return Flaw("shape_mismatch", detail, "/data/dataset", list(y), {"shape": shape})
