"""Layers that use another's parameters: one weight in several places, as in a recurrent network.

A sharer says `share`, and takes the settings that it does not give from the layer that has the
parameters, its owner. So a description leaves them out, and they follow the owner in an edit.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from backstep.describe.address import layer_id, position_of
from backstep.describe.flaws import Flaws, shorten, type_name
from backstep.describe.wires import NOT_SETTINGS
from backstep.engine.kind import Kind, Shape
from backstep.engine.misfit import in_words
from backstep.engine.registry import LAYERS
from backstep.errors import DescriptionError, Flaw

Described = Mapping[str, Any]
Settings = dict[str, Any]


def own_settings(described: Described) -> Settings:
    return {name: value for name, value in described.items() if name not in NOT_SETTINGS}


def settings_of(layers: Sequence[Described], place: int) -> Settings:
    """A layer's settings, those of its owner among them; places count from 0."""
    layer = layers[place]
    owner = owner_of(layers, layer)
    if owner is None:
        return own_settings(layer)
    known = {**from_owner(LAYERS[layer["kind"]], owner), **own_settings(layer)}
    return {name: known[name] for name in LAYERS[layer["kind"]].settings if name in known}


def owner_of(layers: Sequence[Described], layer: Described) -> Described | None:
    """The layer whose parameters a layer says that it uses."""
    position = position_of(layer.get("share") or "")
    return layers[position - 1] if position else None


def from_owner(kind: Kind, owner: Described) -> Settings:
    """The settings that a sharer of this kind takes from its owner, by its own names."""
    given = own_settings(owner)
    named = kind.transposes.get(owner["kind"], {})
    taken = {name: given[of] for name, of in named.items() if of in given}
    return {name: given[name] for name in kind.settings if name in given} | taken


def read_share(layers: Sequence[Described], given: Any, pointer: str, flaws: Flaws) -> str | None:
    """The owner that a layer after these names; None where it names none, or wrongly."""
    if given is None:
        return None
    if not isinstance(given, str):
        detail = f"a layer is named by text, and this is {type_name(given)}"
        flaws.add("wrong_type", detail, pointer, shorten(given), type="text")
        return None
    known = [layer_id(k + 1) for k in range(len(layers))]
    if given not in known:
        detail = f"{shorten(given)!r} is no layer that comes before it"
        flaws.add("unknown_node", detail, pointer, shorten(given), choices=known)
        return None
    return given


def inherited(layers: Sequence[Described], raw: Described, share: str) -> Settings:
    """What a layer says, and what it takes from its owner besides; an owner that is itself not
    understood, or of an unlike kind, has nothing to give."""
    kind, owner = LAYERS.get(str(raw.get("kind"))), owner_of(layers, {"share": share})
    while owner and owner.get("share"):  # which is refused later, and for that alone
        owner = owner_of(layers, owner)
    if kind is None or not owner or not alike(kind, owner):
        return dict(raw)
    return {**from_owner(kind, owner), **raw}


def alike(kind: Kind, owner: Described) -> bool:
    return kind.name == owner["kind"] or owner["kind"] in kind.transposes


def add_flaws(
    layers: Sequence[Described], raw: Described, layer: Settings, place: str, flaws: Flaws
) -> None:
    """Say why a layer cannot use the parameters of the one that it names."""
    kind, owner, share = LAYERS[layer["kind"]], owner_of(layers, layer), layer["share"]
    if not owner:
        return
    choices = [id for id, other in shareable(layers) if alike(kind, other)]
    if owner.get("share"):
        detail = f"{share} itself uses the parameters of {owner['share']}"
    elif not LAYERS[owner["kind"]].parameters:
        detail = f"{share} ({owner['kind']}) has no parameters"
    elif not alike(kind, owner):
        detail = f"{share} is a {owner['kind']}, and this is a {kind.name}"
    else:
        taken = from_owner(kind, owner)
        for name in (name for name in taken if name in raw and layer.get(name) != taken[name]):
            detail = f"{name} is that of {share}, whose parameters this layer uses"
            flaws.add("not_shareable", detail, f"{place}/{name}", layer[name], value=taken[name])
        return
    flaws.add("not_shareable", detail, f"{place}/share", share, choices=choices)


def shareable(layers: Sequence[Described]) -> Iterator[tuple[str, Described]]:
    """The layers that have parameters of their own."""
    for place, layer in enumerate(layers):
        if layer and not layer.get("share") and LAYERS[layer["kind"]].parameters:
            yield layer_id(place + 1), layer


def less_inherited(layers: Sequence[Described], layer: Settings) -> Settings:
    """A sharer without the settings that are its owner's."""
    owner = owner_of(layers, layer)
    if not owner or not alike(LAYERS[layer["kind"]], owner):
        return layer
    taken = from_owner(LAYERS[layer["kind"]], owner)
    return {name: value for name, value in layer.items() if name not in taken}


def check_shapes(
    own: Mapping[str, Shape], owners: Mapping[str, Shape], share: str, place: str
) -> None:
    """Raises DescriptionError (not_shareable) where a sharer needs parameters of other shapes."""
    if own != owners:
        needs, has = listed(own), listed(owners)
        detail = f"this layer needs {needs}, and {share}, whose parameters it uses, has {has}"
        found, allowed = ({n: list(s) for n, s in shapes.items()} for shapes in (own, owners))
        flaw = Flaw("not_shareable", detail, f"{place}/share", found, {"shapes": allowed})
        raise DescriptionError(flaw)


def listed(shapes: Mapping[str, Shape]) -> str:
    return ", ".join(f"{name} {in_words(shape)}" for name, shape in shapes.items())
