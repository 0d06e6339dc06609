"""Which code the layers of one's own in an edit mean: that which there is when it is made."""

from collections.abc import Callable, Mapping
from typing import Any

from backstep.change.patch import listed_layers
from backstep.describe.kinds import SOURCE
from backstep.engine.registry import LAYERS

Described = dict[str, Any]


def with_sources(edit: Mapping[str, Any]) -> Described:
    """The edit with the version of each such layer, so that another version is another cause."""

    def sourced(layer: Described) -> Described:
        kind = LAYERS.get(str(layer.get("kind")))
        return {SOURCE: kind.code.version, **layer} if kind and kind.code else layer

    patch = edit.get("description")
    return {**edit, "description": each_layer(patch, sourced)} if patch else dict(edit)


def without_sources(description: Any) -> Any:
    """A description, or what an edit says of one, without the versions: those of now are meant."""
    return each_layer(description, lambda layer: {n: v for n, v in layer.items() if n != SOURCE})


def each_layer(description: Any, change: Callable[[Described], Described]) -> Any:
    layers = listed_layers(description)
    if layers is None:
        return description
    changed = [change(layer) if isinstance(layer, dict) else layer for layer in layers]
    return {**description, "network": {**description["network"], "layers": changed}}
