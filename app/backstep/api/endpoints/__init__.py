"""The endpoints: a file for each, or for a few that belong together, found by being there.

Each has `routes`, which gives its router; what it asks for and what it answers stands beside it.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from fastapi import APIRouter

from backstep.api.context import Context


def routers(context: Context) -> Iterator[APIRouter]:
    """All of them; files that say that they are ASKED_OFTEN come first, and so are found sooner."""
    names = [f"{__name__}.{module.name}" for module in iter_modules(__path__)]
    modules = [import_module(name) for name in sorted(names)]
    for module in sorted(modules, key=lambda module: not hasattr(module, "ASKED_OFTEN")):
        yield module.routes(context)
