"""Settings that came when there were checkpoints already, and how those keep their names.

At its default such a setting is left out of the cause, so that no id moves; in a description that
was kept before it came, it has its default.
"""

from collections.abc import Callable, Mapping
from typing import Any

from backstep.describe.kinds import settings_default
from backstep.engine.kind import Kind, Role
from backstep.engine.registry import KINDS

Described = dict[str, Any]
Change = Callable[[Kind, Described], Described]


def without_later(description: Mapping[str, Any]) -> Described:
    """The description without the later settings that are at their defaults."""
    return without_groups(changed(description, leave_out))


def without_groups(asked: Mapping[str, Any]) -> Described:
    """A description, or what an edit says of one, without the labels that are for the page alone:
    they cause nothing."""
    network = asked.get("network")
    layers = network.get("layers") if isinstance(network, Mapping) else None
    if not isinstance(network, Mapping) or not isinstance(layers, list):
        return dict(asked)
    plain = [
        {name: value for name, value in layer.items() if name != "group"}
        if isinstance(layer, Mapping)
        else layer
        for layer in layers
    ]
    return {**asked, "network": {**network, "layers": plain}}


def with_later(description: Mapping[str, Any]) -> Described:
    """The description with the later settings that it lacks, at their defaults."""
    return changed(description, fill_in)


def leave_out(kind: Kind, described: Described) -> Described:
    defaults = later_defaults(kind, described)
    return {n: v for n, v in described.items() if n not in defaults or v != defaults[n]}


def fill_in(kind: Kind, described: Described) -> Described:
    return later_defaults(kind, described) | described


def later_defaults(kind: Kind, described: Described) -> Described:
    later = (setting for setting in kind.settings.values() if setting.later)
    return {setting.name: settings_default(setting, described) for setting in later}


def changed(description: Mapping[str, Any], change: Change) -> Described:
    network = description.get("network", {})
    layers = [
        # Who uses another's parameters takes its settings from there, also those that came later.
        layer if layer.get("share") else of_kind("layer", layer, change)
        for layer in network.get("layers", ())
    ]
    blocks = {
        role: of_kind(role, network[role], change)
        for role in ("loss", "optimizer")
        if role in network
    }
    return {**description, "network": {**network, "layers": layers, **blocks}}


def of_kind(role: Role, described: Described, change: Change) -> Described:
    """A layer, loss, optimizer or initializer changed, with the initializers inside it."""
    kind = KINDS[role][described["kind"]]
    inside = {
        name: of_kind("initializer", described[name], change)
        for name, setting in kind.settings.items()
        if setting.type == "initializer" and name in described
    }
    return change(kind, {**described, **inside})
