"""Frozen parameters: their gradient is computed and shown, and they stay where they are."""

from backstep.describe.block import Block
from backstep.errors import Flaw

Frozen = dict[str, frozenset[str]]  # the names of the frozen parameters of each layer


def read_frozen(names: list[str], layers: tuple[Block, ...]) -> tuple[Frozen, list[Flaw]]:
    """Which parameters of which layer are frozen; a layer's name means all of its parameters."""
    parameters = {block.id: tuple(block.parameters) for block in layers}
    frozen: Frozen = dict.fromkeys(parameters, frozenset())
    flaws = []
    for i, name in enumerate(names):
        layer, _, parameter = name.partition(".")
        if layer in parameters and name == layer:
            frozen[layer] |= set(parameters[layer])
        elif layer in parameters and parameter in parameters[layer]:
            frozen[layer] |= {parameter}
        else:
            known = [f"{block.id}.{p}" for block in layers for p in block.parameters]
            detail = f"{name[:60]!r} is neither a layer nor a parameter of this network"
            place = f"/frozen/{i}"
            flaws.append(Flaw("unknown_address", detail, place, name, {"choices": known[:50]}))
    return frozen, flaws
