"""A block: a layer, the loss or the optimizer, with settings, and with shapes known to fit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from backstep.describe import shapes
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
    label: str | None = None
    sample_in: Shape = ()
    sample_out: Shape = ()
    parameters: dict[str, Shape] = field(default_factory=dict)
    states: dict[str, Shape] = field(default_factory=dict)
    frozen: frozenset[str] = frozenset()

    @property
    def position(self) -> int:
        """1 for l1; meaningless for the loss and the optimizer."""
        return int(self.id[1:])


def settings_of(described: Described) -> dict[str, Any]:
    return {name: value for name, value in described.items() if name not in NOT_SETTINGS}


def build_layers(described: list[Described], x: Shape) -> Iterator[Block]:
    """The layers in order, each given the shape that the one before hands on.

    Raises DescriptionError (shape_mismatch), which names the layer, what it expects and gets.
    """
    for i, layer in enumerate(described):
        kind, settings = LAYERS[layer["kind"]], settings_of(layer)
        name, place = layer["label"] or f"layer {i + 1}", f"/network/layers/{i}"
        y = fitting(kind, settings, x, name, place)
        yield Block(
            id=f"l{i + 1}",
            kind=kind,
            settings=settings,
            label=layer["label"],
            sample_in=x[1:],
            sample_out=y[1:],
            parameters=shapes.parameter_shapes(kind, settings, x),
            states=shapes.state_shapes(kind, settings, x=x),
        )
        x = y


def build_loss(described: Described, y: Shape) -> Block:
    """The loss. Raises DescriptionError where it cannot take the network's output."""
    kind, settings = LOSSES[described["kind"]], settings_of(described)
    fitting(kind, settings, y, "the loss", "/network/loss")
    return Block("loss", kind, settings, sample_in=y[1:])


def build_optimizer(described: Described) -> Block:
    return Block("optimizer", OPTIMIZERS[described["kind"]], settings_of(described))


def fitting(kind: Kind, settings: dict[str, Any], x: Shape, name: str, place: str) -> Shape:
    """The shape that a block hands on. Raises DescriptionError where x does not fit it."""
    try:
        return shapes.output_shape(kind, settings, x)
    except Misfit as misfit:
        pointer = f"{place}/{misfit.setting}" if misfit.setting else place
        detail = f"{name} ({kind.name}): {misfit.detail}"
        flaw = Flaw("shape_mismatch", detail, pointer, list(x), misfit.allowed)
        raise DescriptionError(flaw) from None
