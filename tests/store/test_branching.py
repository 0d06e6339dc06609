"""Networks that branch are kept, edited, exported and taken in like any others."""

from pathlib import Path
from typing import Any

import numpy as np

from backstep.describe.limits import Limits
from backstep.store.archive import export
from backstep.store.arrival import Arrival, take_in
from backstep.store.checkpoint import Checkpoints
from backstep.store.memory import MemoryStore
from tests.describe.test_sharing import twice
from tests.networks import Raw, describe
from tests.plan.test_parts import residual

MEMORY = 10**8


def checkpoints() -> Checkpoints:
    return Checkpoints(MemoryStore(), Limits(), MEMORY)


def lists(raw: Raw) -> Raw:
    """A description as JSON gives it."""
    data = {name: np.asarray(given).tolist() for name, given in raw["data"].items()}
    return {**raw, "data": data}


def of(*names: str) -> dict[str, Any]:
    return {"description": {"network": {"layers": [{"from": name} for name in names]}}}


def carried(here: Checkpoints, there: Checkpoints, path: Path) -> Arrival:
    with path.open("wb") as file:
        export(here.store, file)
    with path.open("rb") as file:
        return take_in(there.store, file, Limits())


def test_what_is_exported_is_taken_in_elsewhere(tmp_path: Path) -> None:
    here, there = checkpoints(), checkpoints()
    reached = [here.next(here.create(lists(raw)), 2) for raw in (residual(), twice())]
    edited = here.edit(reached[1], of("l2", "l3"))
    assert edited.network.layers[1].parameters == {"W": (2, 2), "b": (2,)}
    arrival = carried(here, there, tmp_path / "store.export")
    assert not arrival.left and arrival.bases == 3
    for one in (*reached, edited):
        same, other = here.state(one), there.state(there.get(str(one.id)))
        assert same.keys() == other.keys()
        assert all(same[name].tobytes() == other[name].tobytes() for name in same)


def test_a_group_names_layers_and_is_no_cause() -> None:
    layers: list[Any] = [{"kind": "tanh"}, {"kind": "add", "inputs": {"other": "data"}}]
    grouped = [{**layer, "group": "Block"} for layer in layers]
    made = [
        checkpoints().create(lists(describe(listed, [[0.5]], [[1.0]])))
        for listed in (layers, grouped)
    ]
    assert made[0].id == made[1].id
    assert [block.group for block in made[1].network.layers] == ["Block", "Block"]


def test_a_file_is_taken_whatever_the_groups_of_what_is_here(tmp_path: Path) -> None:
    here, there = checkpoints(), checkpoints()
    first = here.create(lists(twice(group="Block")))
    edited = here.edit(first, of("l2", "l3"))
    assert there.create(lists(twice())).id == first.id
    arrival = carried(here, there, tmp_path / "store.export")
    assert not arrival.left
    assert there.get(str(edited.id)).parent == str(first.id)
