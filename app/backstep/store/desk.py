"""A tape in use, with the state that it starts from."""

from dataclasses import dataclass
from threading import RLock

from backstep.describe.network import Network
from backstep.run.state import State
from backstep.run.tape import Tape

DESK_BYTES = 32 * 2**10  # what a tape takes besides its arrays, about


@dataclass(frozen=True, slots=True)
class Desk:
    """One thread at a time winds the tape."""

    tape: Tape
    state: State
    lock: RLock

    @classmethod
    def of(cls, network: Network, state: State, iteration: int) -> "Desk":
        return cls(Tape(network, state, iteration), state, RLock())

    @property
    def nbytes(self) -> int:
        """What it takes when all of the tape has run."""
        return self.tape.nbytes + DESK_BYTES
