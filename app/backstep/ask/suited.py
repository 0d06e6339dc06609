"""Whether a loss can learn from the values that it gets: shapes may fit where numbers do not."""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from backstep.describe.network import Block, Network
from backstep.engine.kind import call
from backstep.errors import Flaw

Range: TypeAlias = tuple[float, float]


def unsuited(network: Network, targets: Range | None) -> Iterator[Flaw]:
    """What is against a network's loss, though it could be computed; targets lie in this range."""
    loss = network.loss.kind
    for block in (*network.layers[-1:], network.loss):
        if is_alone(block):
            yield Flaw(
                "unsuited",
                f"over a single output the probability of {block.kind.title[0]} is always 1: "
                "nothing would ever learn",
                place_of(block),
                1,
                {"of": "single", "min": 2},
            )
    if loss.takes == "probabilities" and output_of(network) == "any":
        yield Flaw(
            "unsuited",
            f"{loss.title[0]} takes probabilities, and these outputs can be any number",
            "/network/loss",
            allowed={"of": "outputs", "min": 0, "max": 1},
        )
    if targets and loss.targets and not within(targets, loss.targets):
        (low, high), (least, most) = targets, loss.targets
        yield Flaw(
            "unsuited",
            f"{loss.title[0]} takes targets from {least} to {most}; here they go from {low:.3g} "
            f"to {high:.3g}",
            "/network/loss",
            [low, high],
            {"of": "targets", "min": least, "max": most, "low": low, "high": high},
        )


def target_range(network: Network) -> Range | None:
    """The smallest and the largest finite target of all samples that are learned from."""
    finite = network.data.target[np.isfinite(network.data.target)]
    return (float(finite.min()), float(finite.max())) if finite.size else None


def is_alone(block: Block) -> bool:
    """Whether what a block makes add up to 1 is one number."""
    if block.kind.shares is None:
        return False
    x = (1, *block.sample_in)
    axis = call(block.kind.shares, {**block.settings, "rank": len(x)})
    return x[axis] == 1


def place_of(block: Block) -> str:
    return "/network/loss" if block.id == "loss" else f"/network/layers/{block.position - 1}"


def output_of(network: Network) -> str:
    """What the last layer gives; without one, or where it hands on the data, that is not known."""
    blocks = {block.id: block for block in network.blocks}
    node = network.loss.inputs["x"]
    while node in blocks and blocks[node].kind.gives == "passed":
        node = next(iter(blocks[node].inputs.values()))
    return blocks[node].kind.gives if node in blocks else "unknown"


def within(inner: Range, outer: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
