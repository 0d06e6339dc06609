"""Layers that go on in another network: what they read and share, in the numbers of the new list.

An input that read the layer before goes on reading the layer before, whichever that now is; any
other one follows the layer that it read, to the nearest copy of it. A layer that used another's
parameters follows their owner; where that is gone it owns them, and the others of its kind use its.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from backstep.change.carry import Origins
from backstep.change.merge import merge
from backstep.describe.address import DATA, layer_id, position_of
from backstep.describe.sharing import from_owner, settings_of
from backstep.describe.wires import WIRES, Gone, before, inputs_of
from backstep.engine.registry import LAYERS

Described = dict[str, Any]


class Continuing:
    """The layers of an edit, one after the other; places count from 0."""

    def __init__(self, old: Sequence[Described], origins: Origins) -> None:
        self.old = old
        self.origins = origins
        self.made: list[Any] = []
        self.orphans: dict[str, str] = {}  # an old owner, and who owns its parameters now

    def add(self, layer: Any) -> None:
        """Continue a layer, or take a new one as it is."""
        origin = self.origins[len(self.made)]
        self.made.append(layer if origin is None else self.continued(layer, origin))

    def continued(self, layer: Mapping[str, Any], origin: int) -> Any:
        changes = {name: value for name, value in layer.items() if name not in ("from", "inputs")}
        old = self.old[origin - 1]
        kind = changes.get("kind", old["kind"])
        if kind == old["kind"]:
            made = merge(self.kept(origin, changes), changes, ())
        else:
            made = {**({"group": old["group"]} if "group" in old else {}), **changes}
        inputs, said = self.inputs(origin, str(kind)), layer.get("inputs", {})
        return {**made, "inputs": {**inputs, **said} if isinstance(said, dict) else said}

    def inputs(self, origin: int, kind: str) -> dict[str, str]:
        """What a layer read, as a layer of this kind reads it: the first input is the first of the
        other kind too, the others go by their names."""
        old, place = self.old[origin - 1], len(self.made)
        had, has = LAYERS[old["kind"]], LAYERS.get(kind)
        read = {
            name: before(place) if node == before(origin - 1) else self.followed(node)
            for name, node in inputs_of(had, old, origin - 1).items()
        }
        if has is None or has is had:
            return read
        first, *others = (read[name] for name in had.inputs)
        named = dict(zip(had.inputs[1:], others, strict=True))
        return {has.inputs[0]: first} | {n: named[n] for n in has.inputs[1:] if n in named}

    def followed(self, node: str) -> str:
        """Where an old node is now: its nearest copy so far, or nowhere."""
        return DATA if node == DATA else (self.copy_of(node) or Gone(node))

    def copy_of(self, node: str) -> str | None:
        position = position_of(node)
        so_far = self.origins[: len(self.made)]
        copies = [k for k, origin in enumerate(so_far, start=1) if origin == position]
        return layer_id(copies[-1]) if copies else None

    def kept(self, origin: int, changes: Mapping[str, Any]) -> Described:
        """A layer of the same kind, with whom it shares from now on, and the settings that go
        with that."""
        old = self.old[origin - 1]
        owner = old.get("share")
        kept = {name: value for name, value in old.items() if name not in WIRES}
        if changes.get("share") is not None:
            taken = self.taken(str(old["kind"]), changes["share"])
            return {name: value for name, value in kept.items() if name not in taken}
        if owner is None:
            return kept
        now = None if "share" in changes else self.owner_now(owner, old["kind"])
        if now:
            return {**kept, "share": now}
        self.orphans.setdefault(owner, layer_id(len(self.made) + 1))
        return {**kept, **settings_of(self.old, origin - 1)}

    def owner_now(self, owner: str, kind: str) -> str | None:
        """Who has the parameters that were an old layer's."""
        before = self.old[(position_of(owner) or 1) - 1]["kind"]
        copy = self.copy_of(owner)
        made = self.made[(position_of(copy) or 1) - 1] if copy else {}
        if copy and made.get("kind") == before:
            return made.get("share") or copy
        orphan = self.orphans.get(owner)
        heir = self.made[(position_of(orphan) or 1) - 1] if orphan else {}
        return orphan if heir.get("kind") == kind else None

    def taken(self, kind: str, share: Any) -> Described:
        """The settings that a layer of this kind takes from the one whose parameters it uses."""
        position = position_of(share) if isinstance(share, str) else None
        owner = self.made[position - 1] if position and position <= len(self.made) else None
        if not isinstance(owner, dict) or owner.get("kind") not in LAYERS:
            return {}
        return from_owner(LAYERS[kind], owner)
