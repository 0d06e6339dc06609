"""What a network would cost, added up block by block before any memory is taken."""

from math import prod

from backstep.describe import shapes
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
    for i, block in enumerate((*layers, loss)):
        where = "/network/loss" if block is loss else f"/network/layers/{i}"
        into, out = block.into(samples), block.out(samples)
        written, multiplied = shapes.block_cost(block.kind, block.settings, into, out)
        own = sum(map(prod, block.parameters.values()))
        parameters += own
        cells += written + updates * own
        work += multiplied + updates * own
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
