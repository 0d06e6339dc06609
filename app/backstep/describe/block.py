"""A block: a layer, the loss or the optimizer, with settings, and with shapes known to fit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from backstep.describe import shapes
from backstep.describe.address import DATA, LOSS, OPTIMIZER, layer_id, tensor
from backstep.engine.kind import Kind, Misfit, Shape
from backstep.engine.registry import LAYERS, LOSSES, OPTIMIZERS
from backstep.errors import DescriptionError, Flaw

NOT_SETTINGS = ("kind", "label")
Described = Mapping[str, Any]


@dataclass(frozen=True)
class Block:
    """A kind at its place, with the shapes that one sample has on its way in and out."""

    id: str
    kind: Kind
    settings: dict[str, Any]
    position: int = 0  # of a layer, counted from 1
    inputs: dict[str, str] = field(default_factory=dict)  # what it reads: from which node, by name
    label: str | None = None
    sample_in: Shape = ()
    sample_out: Shape = ()
    parameters: dict[str, Shape] = field(default_factory=dict)
    states: dict[str, Shape] = field(default_factory=dict)
    frozen: frozenset[str] = frozenset()

    @property
    def output(self) -> str:
        """The address of what a layer hands on, and of the error that the loss makes of it."""
        return tensor(self.id, "E" if self.kind.role == "loss" else "y")


def settings_of(described: Described) -> dict[str, Any]:
    return {name: value for name, value in described.items() if name not in NOT_SETTINGS}


def build_layers(described: list[Described], x: Shape) -> Iterator[Block]:
    """The layers in order, each given the shape that the one before hands on.

    Raises DescriptionError (shape_mismatch), which names the layer, what it expects and gets.
    """
    before = DATA
    for i, layer in enumerate(described):
        kind, settings = LAYERS[layer["kind"]], settings_of(layer)
        name, place = layer["label"] or f"layer {i + 1}", f"/network/layers/{i}"
        y = fitting(kind, settings, x, name, place)
        yield Block(
            id=layer_id(i + 1),
            kind=kind,
            settings=settings,
            position=i + 1,
            inputs={"x": before},
            label=layer["label"],
            sample_in=x[1:],
            sample_out=y[1:],
            parameters=shapes.parameter_shapes(kind, settings, x),
            states=shapes.state_shapes(kind, settings, x=x),
        )
        x, before = y, layer_id(i + 1)


def build_loss(described: Described, y: Shape, last: str) -> Block:
    """The loss, which reads what the node `last` hands on. Raises DescriptionError where it cannot
    take that."""
    kind, settings = LOSSES[described["kind"]], settings_of(described)
    fitting(kind, settings, y, "the loss", "/network/loss")
    inputs = {"x": last, "target": DATA}
    return Block(LOSS, kind, settings, inputs=inputs, sample_in=y[1:])


def build_optimizer(described: Described) -> Block:
    return Block(OPTIMIZER, OPTIMIZERS[described["kind"]], settings_of(described))


def fitting(kind: Kind, settings: dict[str, Any], x: Shape, name: str, place: str) -> Shape:
    """The shape that a block hands on. Raises DescriptionError where x does not fit it."""
    try:
        return shapes.output_shape(kind, settings, x)
    except Misfit as misfit:
        pointer = f"{place}/{misfit.setting}" if misfit.setting else place
        detail = f"{name} ({kind.name}): {misfit.detail}"
        flaw = Flaw("shape_mismatch", detail, pointer, list(x), misfit.allowed)
        raise DescriptionError(flaw) from None
