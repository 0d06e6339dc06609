"""A block: a layer, the loss or the optimizer, with settings, and with shapes known to fit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from backstep.describe import shapes
from backstep.describe.address import DATA, LOSS, OPTIMIZER, layer_id, tensor
from backstep.describe.kinds import SOURCE, check_version
from backstep.describe.sharing import check_shapes, own_settings, settings_of
from backstep.describe.wires import inputs_of
from backstep.engine.kind import Array, Kind, Misfit, Shape
from backstep.engine.registry import LAYERS, LOSSES, OPTIMIZERS
from backstep.errors import DescriptionError, Flaw, OwnCode

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
    group: str | None = None  # what it is a part of, for the page
    share: str | None = None  # the layer whose parameters it uses
    transposed: bool = False  # whether it reads those transposed
    samples_in: dict[str, Shape] = field(default_factory=dict)  # of each input, in their order
    sample_out: Shape = ()
    uses: dict[str, Shape] = field(default_factory=dict)  # parameters, its own or its owner's
    states: dict[str, Shape] = field(default_factory=dict)
    frozen: frozenset[str] = frozenset()

    @property
    def output(self) -> str:
        """The address of what a layer hands on, and of the error that the loss makes of it."""
        return tensor(self.id, "E" if self.kind.role == "loss" else "y")

    @property
    def sample_in(self) -> Shape:
        """The shape of one sample of the first that it reads."""
        return next(iter(self.samples_in.values()))

    @property
    def parameters(self) -> dict[str, Shape]:
        """Those of its own: who shares another's has none."""
        return {} if self.share else self.uses

    def parameter(self, name: str) -> str:
        """The address of a parameter that it uses, which may be another layer's."""
        return tensor(self.share or self.id, name)

    def seen(self, parameter: Array) -> Array:
        """A parameter that it uses, as its own rules see it."""
        return parameter.T if self.transposed else parameter

    def into(self, samples: int) -> dict[str, Shape]:
        """The shapes of what it reads, by name, for so many samples."""
        return {name: (samples, *shape) for name, shape in self.samples_in.items()}

    def out(self, samples: int) -> Shape:
        """The shape of what it hands on; a loss makes numbers of the shape of what it reads."""
        return (samples, *(self.sample_in if self.kind.role == "loss" else self.sample_out))


def build_layers(described: list[Described], x: Shape) -> Iterator[Block]:
    """The layers in order, each given the shapes of what it reads.

    Raises DescriptionError (shape_mismatch), which names the layer, what it expects and gets.
    """
    handed_on, made = {DATA: x}, dict[str, Block]()
    for i, layer in enumerate(described):
        kind, settings = LAYERS[layer["kind"]], settings_of(described, i)
        if kind.code:
            check_version(kind, layer.get(SOURCE), f"/network/layers/{i}")
        id, inputs = layer_id(i + 1), inputs_of(kind, layer, i)
        into = {name: handed_on[node] for name, node in inputs.items()}
        name, place = layer["label"] or f"layer {i + 1}", f"/network/layers/{i}"
        y = fitting(kind, settings, into, name, place)
        handed_on[id], share = y, layer.get("share")
        uses = shapes.parameter_shapes(kind, settings, into)
        transposed = bool(share and made[share].kind is not kind)
        if share:
            turned = {n: shape[::-1] if transposed else shape for n, shape in uses.items()}
            check_shapes(turned, made[share].uses, share, place)
        made[id] = Block(
            id=id,
            kind=kind,
            settings=settings,
            position=i + 1,
            inputs=inputs,
            label=layer["label"],
            group=layer.get("group"),
            samples_in={name: shape[1:] for name, shape in into.items()},
            sample_out=y[1:],
            share=share,
            transposed=transposed,
            uses=uses,
            states=shapes.state_shapes(kind, settings, into),
        )
        yield made[id]


def build_loss(described: Described, y: Shape, last: str) -> Block:
    """The loss, which reads what the node `last` hands on. Raises DescriptionError where it cannot
    take that."""
    kind, settings = LOSSES[described["kind"]], own_settings(described)
    fitting(kind, settings, {"x": y}, "the loss", "/network/loss")
    inputs = {"x": last, "target": DATA}
    return Block(LOSS, kind, settings, inputs=inputs, samples_in=dict.fromkeys(inputs, y[1:]))


def build_optimizer(described: Described) -> Block:
    return Block(OPTIMIZER, OPTIMIZERS[described["kind"]], own_settings(described))


def fitting(
    kind: Kind, settings: dict[str, Any], into: dict[str, Shape], name: str, place: str
) -> Shape:
    """The shape that a block hands on. Raises DescriptionError where what it reads does not fit."""
    try:
        return shapes.output_shape(kind, settings, into)
    except Misfit as misfit:
        pointer = f"{place}/{misfit.setting}" if misfit.setting else place
        detail, found = f"{name} ({kind.name}): {misfit.detail}", shape_found(into)
        flaw = Flaw(misfit.code, detail, pointer, found, misfit.allowed)
        problem = OwnCode if misfit.code == "own_code" else DescriptionError
        raise problem(flaw) from None


def shape_found(into: Mapping[str, Shape]) -> Any:
    """The shape of what a block reads; of each by its name where it reads several."""
    found = {name: list(shape) for name, shape in into.items()}
    return found if len(found) > 1 else next(iter(found.values()))
