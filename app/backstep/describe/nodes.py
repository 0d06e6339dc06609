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
    "inputs": {}, "input_shapes": {}, "share": None, "group": None, "parameters": {}, "states": {},
    "frozen": [], "edges": None, "mixes_samples": False,
}  # fmt: skip


def describe_nodes(
    x: Shape, layers: tuple[Block, ...], loss: Block, optimizer: Block
) -> Iterator[Node]:
    """All nodes in order, for a batch of the shape `x`."""
    samples = x[0]
    yield {"id": DATA, "role": "data", **NO_KIND, "input_shape": list(x), "output_shape": list(x)}
    for block in layers:
        edges = {"edges": block.kind.edges}
        yield node(block, "layer", samples, list(block.out(samples))) | edges
    yield node(loss, "loss", samples, [])
    yield node(optimizer, "optimizer", samples, None)


def node(block: Block, role: str, samples: int, out: list[int] | None) -> Node:
    """A block on so many samples; `out` is the shape of what it hands on, if it does."""
    into = {name: list(shape) for name, shape in block.into(samples).items()}
    shapes = {"input_shapes": into, "input_shape": next(iter(into.values()), None)}
    return {"id": block.id, "role": role, **facts(block), **shapes, "output_shape": out}


def facts(block: Block) -> Node:
    """What is told of a block, whatever the batch."""
    return {
        "kind": block.kind.name,
        "title": in_languages(block.kind.title),
        "label": block.label,
        "settings": block.settings,
        "inputs": block.inputs,
        "share": block.share,
        "group": block.group,
        "parameters": {name: list(shape) for name, shape in block.parameters.items()},
        "states": {name: list(shape) for name, shape in block.states.items()},
        "frozen": sorted(block.frozen),
        "edges": None,
        "mixes_samples": block.kind.mixes_samples,
    }
