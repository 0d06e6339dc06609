"""The description that an edit asks for: objects merge, lists replace, and layers go on."""

from collections.abc import Iterator
from typing import Any

from backstep.change.carry import Origins
from backstep.change.continuing import Continuing
from backstep.change.merge import merge
from backstep.describe.address import layer_id, moved, name_of, node_of
from backstep.describe.description import normalise
from backstep.describe.given import without_given
from backstep.describe.limits import Limits
from backstep.describe.shapes import exists
from backstep.describe.sharing import own_settings
from backstep.engine.registry import LAYERS
from backstep.errors import Flaw, QueryError

Described = dict[str, Any]


def layer_origins(count: int, patch: Any) -> Origins:
    """For each layer of the new network, the position of the old one that it continues, if any.

    A layer that an edit does not list stays itself; one that it lists says so by its `from`.
    """
    layers = listed_layers(patch)
    if layers is None:
        return list(range(1, count + 1))
    return [origin_of(layer, i, count) for i, layer in enumerate(layers)]


def listed_layers(patch: Any) -> list[Any] | None:
    """The whole list of layers that a patch holds, if it holds one."""
    network = patch.get("network") if isinstance(patch, dict) else None
    layers = network.get("layers") if isinstance(network, dict) else None
    return layers if isinstance(layers, list) else None


def origin_of(layer: Any, i: int, count: int) -> int | None:
    if not isinstance(layer, dict) or "from" not in layer:
        return None
    found = layer["from"]
    known = [layer_id(k + 1) for k in range(count)]
    if found not in known:
        detail = f"{str(found)[:60]!r} is not a layer of this checkpoint"
        place = f"/description/network/layers/{i}/from"
        raise QueryError(Flaw("unknown_address", detail, place, found, {"choices": known}))
    return known.index(found) + 1


def patched(
    old: Described, patch: Any, origins: Origins, limits: Limits | None = None
) -> Described:
    """The old description with a patch merged in, checked and with its defaults filled.

    Raises DescriptionError, with pointers into the description.
    """
    merged = merge(without_given(old), patch, ())
    layers = listed_layers(patch)
    if layers is not None:
        continuing = Continuing(old["network"]["layers"], origins)
        for layer in layers:
            continuing.add(layer)
        merged["network"]["layers"] = continuing.made
    moves_frozen = isinstance(patch, dict) and "frozen" not in patch
    if moves_frozen:
        merged["frozen"] = []
    description = normalise(merged, limits)
    if moves_frozen:
        description["frozen"] = list(moved_frozen(old, description, origins))
    return description


def moved_frozen(old: Described, new: Described, origins: Origins) -> Iterator[str]:
    """The frozen marks, each at its layer's new place, where that layer still has what it names;
    also at one that has them now because their owner is gone."""
    for name in old["frozen"]:
        for position, origin in enumerate(origins, start=1):
            before = old["network"]["layers"][origin - 1] if origin else {}
            after = new["network"]["layers"][position - 1]
            if origin is None or node_of(name) != before.get("share", layer_id(origin)):
                continue
            owns = before["kind"] == after["kind"] and "share" not in after
            if owns and has(after, name_of(name)):
                yield moved(name, layer_id(position))


def has(layer: Described, parameter: str) -> bool:
    """Whether a layer has this parameter; "" stands for all that it has."""
    declared = LAYERS[layer["kind"]].parameters
    known = declared.get(parameter)
    return not parameter or (known is not None and exists(known, own_settings(layer)))
