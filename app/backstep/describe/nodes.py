"""The nodes of a network as api.md gives them: data, the layers, the loss, the optimizer."""

from collections.abc import Iterator
from typing import Any

from backstep.describe.address import DATA
from backstep.describe.block import Block
from backstep.engine.kind import Shape
from backstep.languages import in_languages

Node = dict[str, Any]
NO_KIND: Node = {
    "kind": None, "title": in_languages(("Data", "Datos")), "label": None, "settings": {},
    "inputs": {}, "parameters": {}, "states": {}, "frozen": [], "edges": None,
    "mixes_samples": False,
}  # fmt: skip


def describe_nodes(
    x: Shape, layers: tuple[Block, ...], loss: Block, optimizer: Block
) -> Iterator[Node]:
    """All nodes in order, for a batch of the shape `x`."""
    samples = x[0]
    yield node(DATA, "data", list(x), list(x), NO_KIND)
    for block in layers:
        into, out = [samples, *block.sample_in], [samples, *block.sample_out]
        yield node(block.id, "layer", into, out, facts(block) | {"edges": block.kind.edges})
    yield node(loss.id, "loss", [samples, *loss.sample_in], [], facts(loss))
    yield node(optimizer.id, "optimizer", None, None, facts(optimizer))


def node(id: str, role: str, into: list[int] | None, out: list[int] | None, told: Node) -> Node:
    return {"id": id, "role": role, **told, "input_shape": into, "output_shape": out}


def facts(block: Block) -> Node:
    """What is told of a block, whatever the batch."""
    return {
        "kind": block.kind.name,
        "title": in_languages(block.kind.title),
        "label": block.label,
        "settings": block.settings,
        "inputs": block.inputs,
        "parameters": {name: list(shape) for name, shape in block.parameters.items()},
        "states": {name: list(shape) for name, shape in block.states.items()},
        "frozen": sorted(block.frozen),
        "edges": None,
        "mixes_samples": block.kind.mixes_samples,
    }
