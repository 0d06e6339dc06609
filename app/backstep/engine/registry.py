"""All kinds, found by looking into the folders: a new file is a new kind, and that is all."""

import pkgutil
from importlib import import_module
from typing import Any

from backstep.engine import initializers, layers, losses, optimizers
from backstep.engine.kind import Kind, Role
from backstep.errors import Flaw, KindChanged

OWN = "own:"  # what the name of a kind begins with that stands in a file of somebody's own


class Layers(dict[str, Kind]):
    """The kinds of layers, those of one's own among them, as they are now."""

    def __missing__(self, name: str) -> Kind:
        if name.startswith(OWN):
            raise KindChanged(gone(name))
        raise KeyError(name)


def gone(name: str) -> Flaw:
    """What is said where the file of a kind of somebody's own is not loaded."""
    en = (
        f"the code of {name} is not here: backstep was started without its file, or the file "
        "cannot be loaded; start it with --kinds and that file, or mend the file"
    )
    es = (
        f"el código de {name} no está aquí: backstep se inició sin su archivo, o el archivo "
        "no se puede cargar; inícielo con --kinds y ese archivo, o corrija el archivo"
    )
    said = {"kind": name, "file": None, "version": None, "said": {"en": en, "es": es}}
    return Flaw("kind_changed", en, found=name, allowed=said)


def changed(name: str, file: str, version: Any, pointer: str = "") -> Flaw:
    """What is said where the file of a kind has other code by now than this version of it."""
    en = (
        f"the code of {name} ({file}) has changed since this was computed: go on with the code as "
        f"it is now, or put {file} back as it was"
    )
    es = (
        f"el código de {name} ({file}) cambió desde que se calculó esto: siga con el código como "
        f"está ahora, o deje {file} como estaba"
    )
    code = LAYERS[name].code if name in LAYERS else None
    said = {"en": en, "es": es}
    allowed = {"kind": name, "file": file, "version": code and code.version, "said": said}
    return Flaw("kind_changed", en, pointer, version, allowed)


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


LAYERS = Layers(discover(layers, "layer"))
LOSSES = discover(losses, "loss")
OPTIMIZERS = discover(optimizers, "optimizer")
INITIALIZERS = discover(initializers, "initializer")
KINDS: dict[Role, dict[str, Kind]] = {
    "layer": LAYERS,
    "loss": LOSSES,
    "optimizer": OPTIMIZERS,
    "initializer": INITIALIZERS,
}
