"""Frozen parameters: their gradient is computed and shown, and they stay where they are."""

from backstep.describe.address import node_of, tensor
from backstep.describe.block import Block
from backstep.errors import Flaw

Frozen = dict[str, frozenset[str]]  # the names of the frozen parameters of each layer


def read_frozen(names: list[str], layers: tuple[Block, ...]) -> tuple[Frozen, list[Flaw]]:
    """Which parameters of which layer are frozen; a layer's name means all of its parameters."""
    one = {tensor(block.id, name): (block, {name}) for block in layers for name in block.parameters}
    whole = {block.id: (block, set(block.parameters)) for block in layers if not block.share}
    frozen: Frozen = dict.fromkeys((block.id for block in layers), frozenset())
    owners = {block.id: block.share for block in layers if block.share}
    flaws = []
    for i, name in enumerate(names):
        block, parameters = (one | whole).get(name, (None, set()))
        if block is not None:
            frozen[block.id] |= parameters
        else:
            known, owner = list(one), owners.get(node_of(name))
            detail = f"{name[:60]!r} is neither a layer nor a parameter of this network"
            if owner:
                detail = f"{name[:60]!r} is not its own: it uses the parameters of {owner}"
            place = f"/frozen/{i}"
            flaws.append(Flaw("unknown_address", detail, place, name, {"choices": known[:50]}))
    return frozen, flaws
