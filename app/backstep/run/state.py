"""What persists from one iteration to the next: parameters, optimizer state, layer state."""

from typing import TypeAlias

import numpy as np

from backstep.describe.given import given_tensors
from backstep.describe.network import Network
from backstep.describe.persisting import Persisting
from backstep.engine.kind import Array
from backstep.run.draw import Drawing, draw_of, drawn

State: TypeAlias = dict[str, Array]


def initial_state(network: Network, kept: State | None = None, drawing: Drawing = drawn) -> State:
    """The state to start from: what is kept or given, and the rest drawn or at its start.

    `drawing` draws, here or in another process.
    """
    ready = given_tensors(network.description) | (kept or {})
    new = drawing(
        [
            draw_of(start, network.seed, dtype_of(start, network))
            for start in network.persisting
            if start.declared.init and start.address not in ready
        ]
    )
    state: State = {}
    for start in network.persisting:
        address, dtype = start.address, dtype_of(start, network)
        if address in ready:
            with np.errstate(all="ignore"):  # what float32 cannot hold is infinite there
                state[address] = ready[address].astype(dtype, copy=False)
        elif address in new:
            state[address] = new[address]
        else:
            state[address] = np.full(start.shape, start.declared.start, dtype)
    return state


def dtype_of(start: Persisting, network: Network) -> str:
    """Its own, or the network's."""
    return start.declared.dtype or network.dtype


def check_state(network: Network, state: State) -> None:
    """Raises ValueError where a state is not one of this network's: its tensors, and no others."""
    expected = {
        start.address: (np.dtype(dtype_of(start, network)), tuple(start.shape))
        for start in network.persisting
    }
    for address in expected.keys() | state.keys():
        found = state.get(address)
        if found is None or (found.dtype, found.shape) != expected.get(address):
            raise ValueError(f"{address} is no tensor of this network's state")
