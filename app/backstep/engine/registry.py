"""All kinds, found by looking into the folders: a new file is a new kind, and that is all."""

import pkgutil
from importlib import import_module

from backstep.engine import initializers, layers, losses, optimizers
from backstep.engine.kind import Kind, Role


def discover(package: object, role: Role) -> dict[str, Kind]:
    """The kinds that a package's modules declare, by name, in alphabetical order."""
    found: dict[str, Kind] = {}
    for module in pkgutil.iter_modules(package.__path__):  # type: ignore[attr-defined]
        members = vars(import_module(f"{package.__name__}.{module.name}"))  # type: ignore[attr-defined]
        for kind in members.values():
            if isinstance(kind, Kind):  # its own, or one that it is like
                assert kind.role == role, f"{kind.name} is a {kind.role} among the {role}s"
                found[kind.name] = kind
    return dict(sorted(found.items()))


LAYERS = discover(layers, "layer")
LOSSES = discover(losses, "loss")
OPTIMIZERS = discover(optimizers, "optimizer")
INITIALIZERS = discover(initializers, "initializer")
KINDS: dict[Role, dict[str, Kind]] = {
    "layer": LAYERS,
    "loss": LOSSES,
    "optimizer": OPTIMIZERS,
    "initializer": INITIALIZERS,
}
