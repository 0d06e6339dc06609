"""What a network would cost, added up block by block before any memory is taken."""

from collections import Counter
from collections.abc import Sequence
from math import prod
from typing import NamedTuple

from backstep.describe import shapes
from backstep.describe.address import DATA
from backstep.describe.block import Block
from backstep.describe.limits import Limits
from backstep.engine.kind import Shape, call
from backstep.engine.registry import INITIALIZERS
from backstep.errors import Flaw, LimitError


def check_cost(
    layers: tuple[Block, ...], loss: Block, optimizer: Block, samples: int, limits: Limits
) -> None:
    """Raise LimitError where an iteration is too much in sum, naming the block that goes over."""
    cells = parameters = 0
    work = drawn = 0.0
    updates = update_count(optimizer)
    sums = sums_of((*layers, loss), samples)
    for i, block in enumerate((*layers, loss)):
        where = "/network/loss" if block is loss else f"/network/layers/{i}"
        into, out = block.into(samples), block.out(samples)
        written, multiplied = shapes.block_cost(block.kind, block.settings, into, out)
        own = sum(map(prod, block.parameters.values()))
        parameters += own
        summed = [s for s in sums if s.node == block.id or (block is loss and s.node == DATA)]
        cells += written + updates * own + sum(s.cells for s in summed)
        work += multiplied + updates * own + sum(s.work for s in summed)
        drawn += drawing_work(block)
        for found, allowed, what in (
            (parameters, limits.max_parameters, "parameters"),
            (cells, limits.max_activations, "numbers in one iteration"),
            (work, limits.max_work, "multiplications in one iteration"),
            (drawn, limits.max_work, "multiplications to draw the weights"),
        ):
            if found > allowed:
                detail = f"up to here there are {found:,.0f} {what}; at most {allowed:,.0f} fit"
                raise LimitError(Flaw("too_much_work", detail, where, found, {"max": allowed}))


class Sum(NamedTuple):
    """A gradient that is a sum of parts: the node that has its tensor, and what adding costs."""

    node: str
    cells: int
    parts: int

    @property
    def work(self) -> int:
        return self.cells * (self.parts - 1)


def sums_of(blocks: Sequence[Block], samples: int) -> list[Sum]:
    """The sums of gradients: of what several inputs read, and of parameters that several use."""
    sizes: dict[str, int] = {}
    readers: Counter[str] = Counter()
    for block in blocks:
        into = block.into(samples)
        for name, node in block.inputs.items():
            if block.kind.passes_back(name):
                readers[node] += 1
                sizes[node] = prod(into[name])
    users = Counter(block.share for block in blocks if block.share)
    of_tensors = [Sum(node, sizes[node], n) for node, n in readers.items() if n > 1]
    of_parameters = [
        Sum(block.id, prod(shape), users[block.id] + 1)
        for block in blocks
        if block.id in users
        for shape in block.parameters.values()
    ]
    return of_tensors + of_parameters


def drawing_work(block: Block) -> float:
    """Multiplications to draw a block's parameters."""
    work = 0.0
    for name, shape in block.parameters.items():
        declared = block.kind.parameters[name]
        if declared.init:
            chosen = block.settings[declared.init]
            cost = INITIALIZERS[chosen["kind"]].drawing_work
            work += call(cost, {**chosen, "shape": shape}) if cost else prod(shape)
    return work


def update_count(optimizer: Block) -> int:
    """How many tensors of a parameter's own shape an update writes."""
    rules = shapes.active_rules(optimizer.kind, optimizer.settings)
    return sum(rule.shape is None for rule in rules)


def check_data(x: Shape, y: Shape, limits: Limits) -> None:
    """Raise LimitError where all samples and their targets together are too many numbers."""
    found, allowed = prod(x) + x[0] * prod(y), limits.max_data
    if found > allowed:
        detail = f"x and target are {found:,} numbers together; at most {allowed:,} fit"
        raise LimitError(Flaw("too_much_work", detail, "/data", found, {"max": allowed}))
