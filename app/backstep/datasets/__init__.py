"""The data sets: one module each, found by looking into this folder."""

import pkgutil
from importlib import import_module

from backstep.datasets.dataset import Dataset


def discover() -> dict[str, Dataset]:
    """The data sets that this folder's modules declare, by name, in alphabetical order."""
    found: dict[str, Dataset] = {}
    for module in pkgutil.iter_modules(__path__):
        members = vars(import_module(f"{__name__}.{module.name}"))
        found |= {item.name: item for item in members.values() if isinstance(item, Dataset)}
    return found


DATASETS = discover()
