"""Objects merge, lists replace: a patch of a description laid over the description."""

from typing import Any

Described = dict[str, Any]


def merge(old: Any, patch: Any, path: tuple[str, ...]) -> Any:
    """Objects merge, lists replace, and an object of another kind (or data set) replaces."""
    if not isinstance(old, dict) or not isinstance(patch, dict):
        return patch
    if "kind" in patch and patch["kind"] != old.get("kind"):
        return patch
    if path == ("data",) and replaces_data(old, patch):
        return patch
    merged = dict(old)
    for name, value in patch.items():
        merged[name] = merge(old.get(name), value, (*path, name))
    return merged


def replaces_data(old: Described, patch: Described) -> bool:
    """Other data: another data set, samples instead of a data set, or a data set instead of them.

    A data set's own settings, the test share and standardising change the data that is there.
    """
    if "dataset" in patch:
        return patch["dataset"] != old.get("dataset")
    return "dataset" in old and bool({"x", "target"} & set(patch))
