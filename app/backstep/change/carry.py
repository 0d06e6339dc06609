"""What stays when a network changes: every tensor that keeps its layer, its kind and its shape."""

from typing import TypeAlias

from backstep.describe.address import moved, node_of, owner_of
from backstep.describe.given import given_tensors
from backstep.describe.network import Block, Network
from backstep.describe.persisting import Persisting
from backstep.engine.kind import Array
from backstep.run.state import State

Origins: TypeAlias = list[int | None]  # for each new layer, which old one it goes on from


def carried(old: Network, state: State, new: Network, origins: Origins) -> State:
    """The tensors of the old state that the new network goes on with, by their new addresses.

    What the optimizer remembers of a parameter stays with it, as long as its kind is the same.
    """
    kept: State = {}
    given = given_tensors(new.description)
    same_optimizer = old.optimizer.kind is new.optimizer.kind
    sources = {
        layer.id: old.layers[origin - 1]
        for layer, origin in zip(new.layers, origins, strict=True)
        if origin is not None and old.layers[origin - 1].kind is layer.kind
    }
    for found in new.persisting:
        address, parameter = found.address, owner_of(found.address)
        source = sources.get(node_of(address))
        before = before_of(source, found, state) if source else None
        belongs = parameter == address or (
            same_optimizer and (parameter in kept or parameter in given)
        )
        if before is None or before.shape != found.shape or address in given:
            continue
        if belongs:
            kept[address] = before
    return kept


def before_of(source: Block, found: Persisting, state: State) -> Array | None:
    """What a layer had under this name; the parameters that it used, and what belongs to them, may
    have been another's."""
    if found.field == "layer_state":
        return state.get(moved(found.address, source.id))
    before = state.get(moved(found.address, source.share or source.id))
    return before.T.copy() if source.transposed and before is not None else before
