"""Who reads whom: the inputs of each layer, as a description says them or leaves them out.

A layer reads the data or earlier layers, so that no circle can be written. Its first input is by
default what the layer before hands on; what is said by default is left out of a description.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from backstep.describe.address import DATA, layer_id
from backstep.describe.flaws import Flaws, shorten, type_name
from backstep.describe.kinds import SOURCE, read_object
from backstep.engine.kind import Kind
from backstep.engine.registry import LAYERS

WIRES = ("inputs", "share")  # what a layer says of others
NOT_SETTINGS = ("kind", SOURCE, "label", "group", *WIRES)
Described = Mapping[str, Any]


class Gone(str):
    """A layer that a description no longer has, by its old name: nobody can read it."""


def before(place: int) -> str:
    """What a layer reads by default; places count from 0."""
    return layer_id(place) if place else DATA


def nodes_before(place: int) -> list[str]:
    """What a layer at this place may read."""
    return [DATA, *(layer_id(k) for k in range(1, place + 1))]


def inputs_of(kind: Kind, layer: Described, place: int) -> dict[str, str]:
    """The node that a layer reads under each of its inputs' names, defaults filled in."""
    said = layer.get("inputs", {})
    return {name: said.get(name, before(place)) for name in kind.inputs}


def read_inputs(kind: Kind, given: Any, place: int, pointer: str, flaws: Flaws) -> dict[str, str]:
    """What a description says that a layer reads, less what is so by default."""
    first, *others = kind.inputs
    said = read_object({} if given is None else given, pointer, kind.inputs, (), flaws)
    read = {
        name: node
        for name, node in said.items()
        if node is not None and is_node(kind, name, node, place, f"{pointer}/{name}", flaws)
    }
    for name in others:
        if said.get(name) is None:
            detail = f"{kind.name} needs to know which node it reads as {name}"
            flaws.add(
                "missing_field", detail, f"{pointer}/{name}", choices=choices(kind, name, place)
            )
    if said.get(first) is None:
        is_node(kind, first, before(place), place, f"{pointer}/{first}", flaws)
    return {name: node for name, node in read.items() if (name, node) != (first, before(place))}


def choices(kind: Kind, name: str, place: int) -> list[str]:
    """The nodes that an input may read: what has no gradient can only be the data."""
    return nodes_before(place) if kind.passes_back(name) else [DATA]


def is_node(kind: Kind, name: str, node: Any, place: int, pointer: str, flaws: Flaws) -> bool:
    allowed = choices(kind, name, place)
    if not isinstance(node, str):
        detail = f"a node is named by text, and this is {type_name(node)}"
        flaws.add("wrong_type", detail, pointer, shorten(node), type="text")
    elif isinstance(node, Gone):
        detail = f"it read {node}, which is not before it any more; choose another node"
        flaws.add("unknown_node", detail, pointer, str(node), choices=allowed)
    elif node not in allowed:
        why = "comes before it" if kind.passes_back(name) else "has whole numbers"
        detail = f"{shorten(node)!r} is no node that {why}; it can read {', '.join(allowed)}"
        flaws.add("unknown_node", detail, pointer, shorten(node), choices=allowed)
    else:
        return True
    return False


def add_dead_ends(layers: Sequence[Described], flaws: Flaws) -> None:
    """A flaw for each layer that nobody reads; the last one is read by the loss."""
    read = {
        node
        for place, layer in enumerate(layers)
        for node in inputs_of(LAYERS[layer["kind"]], layer, place).values()
    }
    for place, layer in enumerate(layers[:-1]):
        if layer_id(place + 1) not in read:
            name = layer.get("label") or f"layer {place + 1}"
            detail = f"nobody reads {name} ({layer['kind']}): another layer must, or it must go"
            flaws.add("dead_end", detail, f"/network/layers/{place}", layer_id(place + 1))
