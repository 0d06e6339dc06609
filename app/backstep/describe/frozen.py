"""Frozen parameters: their gradient is computed and shown, and they stay where they are."""

from backstep.describe.address import tensor
from backstep.describe.block import Block
from backstep.errors import Flaw

Frozen = dict[str, frozenset[str]]  # the names of the frozen parameters of each layer


def read_frozen(names: list[str], layers: tuple[Block, ...]) -> tuple[Frozen, list[Flaw]]:
    """Which parameters of which layer are frozen; a layer's name means all of its parameters."""
    one = {tensor(block.id, name): (block, {name}) for block in layers for name in block.parameters}
    whole = {block.id: (block, set(block.parameters)) for block in layers}
    frozen: Frozen = dict.fromkeys(whole, frozenset())
    flaws = []
    for i, name in enumerate(names):
        block, parameters = (one | whole).get(name, (None, set()))
        if block is not None:
            frozen[block.id] |= parameters
        else:
            known = list(one)
            detail = f"{name[:60]!r} is neither a layer nor a parameter of this network"
            place = f"/frozen/{i}"
            flaws.append(Flaw("unknown_address", detail, place, name, {"choices": known[:50]}))
    return frozen, flaws
