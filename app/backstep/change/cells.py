"""Setting single cells: of parameters and state, or of the samples that an iteration sees."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from backstep.describe.address import INPUT, name_of
from backstep.describe.arrays import read_number
from backstep.describe.data import explicit, shape_target
from backstep.describe.flaws import Flaws
from backstep.describe.indices import fitting, no_row, rows_of
from backstep.describe.limits import Limits
from backstep.describe.network import Network, build
from backstep.describe.shapes import check_cell
from backstep.engine.kind import Array
from backstep.errors import Flaw, QueryError
from backstep.plan.plan import Plan, plan
from backstep.run.batch import Batch, batch_at
from backstep.run.state import State

SETTABLE = ("parameter", "state", "input", "target")
Change = Mapping[str, Any]  # {"address", "at", "value"}


def set_cells(
    network: Network, state: State, iteration: int, changes: list[Change], limits: Limits | None
) -> tuple[Network, State]:
    """Set cells of state, or of the data, where row n means the n-th sample of the batch shown.

    Raises QueryError for an address that cannot be set, a cell that is not there, no number, or
    none of a row where the data choose rows.
    """
    batch = batch_at(network, iteration)
    shown = plan(network, len(batch.x))
    targets, rows = Copies(network, state), rows_of(network.layers)
    for i, change in enumerate(changes):
        address = settable(shown, change["address"], f"/set/{i}/address")
        value = read_value(change["value"], f"/set/{i}/value")
        at = [int(index) for index in change["at"]]  # 2.0 is 2
        check_cell(address, shown.tensors[address].shape, at, f"/set/{i}/at")
        if rows and address == INPUT and not fitting(value, rows):
            raise QueryError(no_row(value, rows, f"/set/{i}/value"))
        targets.put(address, tuple(at), value, batch)
    return targets.results(limits)


class Copies:
    """Copies of the tensors that an edit writes to, made when the first cell of each is set."""

    def __init__(self, network: Network, state: State) -> None:
        self.network = network
        self.state = dict(state)
        self.copied: set[str] = set()
        self.samples: dict[str, Any] = {}

    def put(self, address: str, at: tuple[int, ...], value: float, batch: Batch) -> None:
        if address not in self.state:
            self.put_sample(name_of(address), at, value, batch)
            return
        if address not in self.copied:
            self.state[address] = self.state[address].copy()
            self.copied.add(address)
        with np.errstate(all="ignore"):  # what float32 cannot hold is infinite there
            self.state[address][at] = value

    def put_sample(self, name: str, at: tuple[int, ...], value: float, batch: Batch) -> None:
        """The value is in the network's units, as shown; the description holds data units."""
        data, (n, *cell) = self.network.data, at
        if name == "x":
            value = value * float(data.scale[*cell]) + float(data.shift[*cell])
        row = int(data.rows[batch.indices[n]])
        self.explicit_samples()[name][row, *cell] = value

    def explicit_samples(self) -> dict[str, Any]:
        """x and target as arrays of their own, the target in the output's shape."""
        if not self.samples:
            y, classes = self.network.loss.sample_in, self.network.loss.kind.classes
            given = explicit(self.network.description["data"], y, classes)
            x: Array = given["x"]
            target = shape_target(given["target"], (len(x), *y), classes)
            self.samples = {**given, "x": x.copy(), "target": target.copy()}
        return self.samples

    def results(self, limits: Limits | None) -> tuple[Network, State]:
        if not self.samples:
            return self.network, self.state
        description = {**self.network.description, "data": self.samples}
        return build(description, limits), self.state


def settable(shown: Plan, address: str, pointer: str) -> str:
    """The canonical address of something that an edit may set. Raises QueryError."""
    found = shown.canonical(address)
    choices = [a for a, info in shown.tensors.items() if info.role in SETTABLE]
    if found is None or found not in choices:
        detail = f"{address[:60]!r} cannot be set: only parameters, state, data.x, data.target can"
        allowed = {"choices": choices[:50]}
        raise QueryError(Flaw("unknown_address", detail, pointer, address, allowed))
    return found


def read_value(value: Any, pointer: str) -> float:
    flaws = Flaws()
    number = read_number(value, pointer, flaws)
    if number is None:
        raise QueryError(*flaws.found)
    return number
