"""An edit: another network, other numbers or newly drawn weights, with all that can stay kept."""

from dataclasses import dataclass, replace
from typing import Any

from backstep.change.carry import Origins, carried
from backstep.change.cells import set_cells
from backstep.change.patch import layer_origins, patched
from backstep.describe.address import node_of
from backstep.describe.given import without_given
from backstep.describe.limits import Limits
from backstep.describe.network import Network, build
from backstep.errors import BackstepError, Flaw, QueryError
from backstep.run.draw import Drawing, drawn
from backstep.run.state import State, initial_state


@dataclass(frozen=True, eq=False)
class Edited:
    """What an edit leads to: a description, its network, and the state that it starts from."""

    description: dict[str, Any]
    network: Network
    state: State


def apply_edit(
    network: Network,
    state: State,
    iteration: int,
    edit: dict[str, Any],
    limits: Limits | None = None,
    drawing: Drawing = drawn,
) -> Edited:
    """Apply an edit to a checkpoint: first the description, then redrawing, then single cells.

    Raises DescriptionError, LimitError or QueryError with pointers into the edit.
    """
    origins = layer_origins(len(network.layers), edit.get("description"))
    changed = change(network, edit.get("description"), origins, limits)
    redrawn = layers_to_redraw(changed, edit.get("redraw", False))
    kept = carried(network, state, changed, origins)
    kept = {a: array for a, array in kept.items() if node_of(a) not in redrawn}
    state = initial_state(changed, kept, drawing)
    if edit.get("set"):
        changed, state = set_cells(changed, state, iteration, edit["set"], limits)
    return Edited(changed.description, changed, state)


def change(network: Network, patch: Any, origins: Origins, limits: Limits | None) -> Network:
    """The network with its description patched. What was given at its start is given no more."""
    if patch is None:
        description = without_given(network.description)
        return replace(network, description=description)
    try:
        return build(patched(network.description, patch, origins, limits), limits)
    except BackstepError as error:
        flaws = (replace(f, pointer=f"/description{f.pointer}") for f in error.flaws)
        raise type(error)(*flaws) from None


def layers_to_redraw(network: Network, redraw: bool | list[str]) -> set[str]:
    """The layers whose parameters are drawn anew, with what was remembered of them forgotten."""
    owners = {block.id: block.share or block.id for block in network.layers}
    layers = list(owners)
    wanted = list(redraw) if isinstance(redraw, list) else layers if redraw else []
    for i, name in enumerate(wanted):
        if name not in layers:
            detail = f"{name[:60]!r} is not a layer of this network"
            flaw = Flaw("unknown_address", detail, f"/redraw/{i}", name, {"choices": layers})
            raise QueryError(flaw)
    return {owners[name] for name in wanted}
