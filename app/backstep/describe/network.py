"""A network: the description made into blocks that are known to fit, before any arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import prod
from typing import Any

from backstep.describe.address import DATA
from backstep.describe.block import Block, build_layers, build_loss, build_optimizer
from backstep.describe.cost import check_cost, check_data
from backstep.describe.data import Data, prepare
from backstep.describe.dataset import samples_of
from backstep.describe.frozen import read_frozen
from backstep.describe.given import misplaced_tensors
from backstep.describe.indices import check_indices
from backstep.describe.kinds import check_version
from backstep.describe.limits import Limits
from backstep.describe.nodes import describe_nodes
from backstep.describe.persisting import Persisting, persisting
from backstep.engine.kind import Shape
from backstep.engine.registry import LAYERS
from backstep.errors import DescriptionError, Flaw

__all__ = ["Block", "Network", "build"]


@dataclass(frozen=True, eq=False)
class Network:
    """Blocks that fit one another, and the data that they will see."""

    description: dict[str, Any]
    layers: tuple[Block, ...]
    loss: Block
    optimizer: Block
    data: Data
    # Kept here by plan.plan and program.program. A copy that `replace` makes begins with none.
    plans: dict[int, Any] = field(init=False, default_factory=dict, repr=False)
    programs: dict[int, Any] = field(init=False, default_factory=dict, repr=False)

    @property
    def seed(self) -> int:
        return int(self.description["seed"])

    @property
    def dtype(self) -> str:
        return str(self.description["dtype"])

    @cached_property
    def parameters(self) -> dict[str, Shape]:
        """Every parameter's shape, by address, from layer 1 to the last."""
        return {p.address: p.shape for p in self.persisting if p.field == "parameters"}

    @cached_property
    def persisting(self) -> tuple[Persisting, ...]:
        """All that outlives an iteration, in the order in which a state holds it."""
        return tuple(persisting(self.layers, self.optimizer))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The layers and the loss, in the order in which forward goes through them."""
        return (*self.layers, self.loss)

    @property
    def parameter_count(self) -> int:
        return sum(map(prod, self.parameters.values()))

    def check_code(self) -> None:
        """Raises KindChanged where code of a layer is not there any more, or is other code now."""
        for block in self.layers:
            if block.kind.code:
                there = LAYERS[block.kind.name]
                check_version(there, block.kind.code.version, "")

    @cached_property
    def batch_size(self) -> int:
        size = self.description["batch"]["size"]
        return self.data.samples if size is None else min(int(size), self.data.samples)

    @cached_property
    def batches(self) -> int:
        """How many batches an epoch has; the last one may be smaller."""
        return -(-self.data.samples // self.batch_size)

    def nodes(self, samples: int) -> list[dict[str, Any]]:
        """The blocks as api.md's nodes, for a batch of so many samples."""
        x = (samples, *self.data.x.shape[1:])
        return list(describe_nodes(x, self.layers, self.loss, self.optimizer))


def build(description: dict[str, Any], limits: Limits | None = None) -> Network:
    """The network of a normalised description.

    Raises DescriptionError for what fails first: shapes (naming the layer, what it expects and
    gets), data, or names and given tensors; LimitError where it would be too much.
    """
    limits = limits or Limits()
    x = shape_of_x(description["data"])
    layers, loss, optimizer = build_blocks(description, x, limits)
    check_indices(description["data"], layers)
    data = prepare(description, loss.sample_in, classes=loss.kind.classes)
    frozen, flaws = read_frozen(description["frozen"], layers)
    flaws += misplaced_tensors(description, persisting(layers, optimizer))
    if flaws:
        raise DescriptionError(*flaws)
    layers = tuple(replace(block, frozen=frozen[block.id]) for block in layers)
    # A set, written as a list. Not sooner: flaws point to the places that were sent.
    marks = sorted(set(description["frozen"]))
    return Network({**description, "frozen": marks}, layers, loss, optimizer, data)


def build_blocks(
    description: Mapping[str, Any], x: Shape, limits: Limits
) -> tuple[tuple[Block, ...], Block, Block]:
    """The layers, the loss and the optimizer. Raises where shapes do not fit or cost too much."""
    network, size = description["network"], description["batch"]["size"]
    samples = x[0] if size is None else min(int(size), x[0])
    layers = tuple(build_layers(network["layers"], (samples, *x[1:])))
    y = layers[-1].sample_out if layers else x[1:]
    last = layers[-1].id if layers else DATA
    loss = build_loss(network["loss"], (samples, *y), last)
    optimizer = build_optimizer(network["optimizer"])
    check_cost(layers, loss, optimizer, samples, limits)
    check_data(x, y, limits)
    return layers, loss, optimizer


def shape_of_x(data: Mapping[str, Any]) -> Shape:
    shape: Shape = samples_of(data)[0].shape
    if len(shape) < 1 or prod(shape) == 0:
        detail = "x holds at least one sample (samples come first) with at least one number"
        raise DescriptionError(Flaw("shape_mismatch", detail, "/data/x", list(shape), {"min": 1}))
    return shape
