"""What persists from one iteration to the next: parameters, optimizer state, layer state."""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from backstep.describe.given import given_tensors
from backstep.describe.network import Block, Network
from backstep.describe.shapes import state_shapes
from backstep.engine.kind import Array, Parameter, Shape
from backstep.run.draw import Drawing, draw_of, drawn

State: TypeAlias = dict[str, Array]
Start: TypeAlias = tuple[str, Parameter, Shape, Block]


def initial_state(network: Network, kept: State | None = None, drawing: Drawing = drawn) -> State:
    """The state to start from: what is kept or given, and the rest drawn or at its start.

    `drawing` draws, here or in another process.
    """
    ready = given_tensors(network.description) | (kept or {})
    starts = list(all_state(network))
    new = drawing(
        [
            draw_of(address, declared, shape, block, network.seed, declared.dtype or network.dtype)
            for address, declared, shape, block in starts
            if declared.init and address not in ready
        ]
    )
    state: State = {}
    for address, declared, shape, _ in starts:
        dtype = declared.dtype or network.dtype
        if address in ready:
            with np.errstate(all="ignore"):  # what float32 cannot hold is infinite there
                state[address] = ready[address].astype(dtype, copy=False)
        elif address in new:
            state[address] = new[address]
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
