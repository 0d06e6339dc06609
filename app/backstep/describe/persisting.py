"""All that persists from one iteration to the next: parameters, layers' and optimizer state.

Here and nowhere else it is enumerated: for the state to start from, for what a description may
give, for the plan and for the program.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from backstep.describe.address import state_of, tensor
from backstep.describe.block import Block
from backstep.describe.shapes import state_shapes
from backstep.engine.kind import Parameter, Shape

Field: TypeAlias = Literal["parameters", "layer_state", "optimizer_state"]


@dataclass(frozen=True, slots=True)
class Persisting:
    """A tensor that outlives the iteration, and the field of a description that may give it."""

    address: str
    declared: Parameter
    shape: Shape
    block: Block
    field: Field


def persisting(layers: tuple[Block, ...], optimizer: Block) -> Iterator[Persisting]:
    """Parameters, layers' state, optimizer state, each from layer 1 to the last."""
    parameters = [
        Persisting(tensor(block.id, name), block.kind.parameters[name], shape, block, "parameters")
        for block in layers
        for name, shape in block.parameters.items()
    ]
    yield from parameters
    for block in layers:
        for name, shape in block.states.items():
            address = tensor(block.id, name)
            yield Persisting(address, block.kind.states[name], shape, block, "layer_state")
    for of in parameters:
        shapes = state_shapes(optimizer.kind, optimizer.settings, {"p": of.shape})
        for name, shape in shapes.items():
            address, declared = state_of(of.address, name), optimizer.kind.states[name]
            yield Persisting(address, declared, shape, optimizer, "optimizer_state")
