"""What stays when a network changes: every tensor that keeps its layer, its kind and its shape."""

from typing import TypeAlias

from backstep.describe.given import given_tensors
from backstep.describe.network import Network
from backstep.run.state import State, all_state

Origins: TypeAlias = list[int | None]  # for each new layer, which old one it goes on from


def carried(old: Network, state: State, new: Network, origins: Origins) -> State:
    """The tensors of the old state that the new network goes on with, by their new addresses.

    What the optimizer remembers of a parameter stays with it, as long as its kind is the same.
    """
    kept: State = {}
    given = given_tensors(new.description)
    same_optimizer = old.optimizer.kind is new.optimizer.kind
    for address, _, shape, _ in all_state(new):
        source = source_of(address, old, new, origins)
        parameter, colon, _ = address.partition(":")
        belongs = not colon or (same_optimizer and (parameter in kept or parameter in given))
        if source in state and state[source].shape == shape and belongs and address not in given:
            kept[address] = state[source]
    return kept


def source_of(address: str, old: Network, new: Network, origins: Origins) -> str | None:
    """Where a tensor of the new network lived in the old one: in a layer of the same kind."""
    layer, _, name = address.partition(".")
    position = int(layer[1:])
    origin = origins[position - 1]
    if origin is None or old.layers[origin - 1].kind is not new.layers[position - 1].kind:
        return None
    return f"l{origin}.{name}"
