"""What persists from one iteration to the next: parameters, optimizer state, layer state."""

from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np

from app.engine.kind import Array, Parameter, Shape, call
from app.engine.registry import INITIALIZERS
from app.trace.given import given_tensors
from app.trace.network import Block, Network
from app.trace.shapes import state_shapes

State: TypeAlias = dict[str, Array]
Start: TypeAlias = tuple[str, Parameter, Shape, Block]


def initial_state(network: Network, kept: State | None = None) -> State:
    """The state to start from: what is kept or given, and the rest drawn or at its start."""
    ready = given_tensors(network.description) | (kept or {})
    state: State = {}
    for address, declared, shape, block in all_state(network):
        dtype = declared.dtype or network.dtype
        if address in ready:
            with np.errstate(all="ignore"):  # what float32 cannot hold is infinite there
                state[address] = ready[address].astype(dtype, copy=False)
        elif declared.init:
            state[address] = draw(network, address, declared, shape, block).astype(dtype)
        else:
            state[address] = np.full(shape, declared.start, dtype)
    return state


def all_state(network: Network) -> Iterator[Start]:
    """Address, declaration, shape and layer of all that persists, in the order of api.md."""
    for block in network.layers:
        for name, shape in block.parameters.items():
            yield f"{block.id}.{name}", block.kind.parameters[name], shape, block
    for block in network.layers:
        for name, shape in block.states.items():
            yield f"{block.id}.{name}", block.kind.states[name], shape, block
    optimizer = network.optimizer
    for address, shape in network.parameters.items():
        for name, of in state_shapes(optimizer.kind, optimizer.settings, p=shape).items():
            yield f"{address}:{name}", optimizer.kind.states[name], of, optimizer


def check_state(network: Network, state: State) -> None:
    """Raises ValueError where a state is not one of this network's: its tensors, and no others."""
    expected = {
        a: (np.dtype(d.dtype or network.dtype), tuple(s)) for a, d, s, _ in all_state(network)
    }
    for address in expected.keys() | state.keys():
        found = state.get(address)
        if found is None or (found.dtype, found.shape) != expected.get(address):
            raise ValueError(f"{address} is no tensor of this network's state")


def draw(network: Network, address: str, declared: Parameter, shape: Shape, block: Block) -> Array:
    """A parameter's first values: they depend on the seed and on the address, on nothing else."""
    chosen: dict[str, Any] = block.settings[declared.init]
    x = (1, *block.sample_in)
    fans = call(declared.fans, {**block.settings, "x": x}) if declared.fans else (1, 1)
    drawing = INITIALIZERS[chosen["kind"]].drawing
    assert drawing is not None, f"{chosen['kind']} does not say how it draws"
    rng = np.random.default_rng([network.seed, *address.encode()])
    drawn: Array = call(drawing, {**chosen, "rng": rng, "shape": shape, "fans": fans})
    return drawn
