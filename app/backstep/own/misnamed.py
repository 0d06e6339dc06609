"""Names that are nearly right: `dw` where a parameter is called W, which would be a mere helper."""

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from backstep.languages import Words
from backstep.own.alike import alike
from backstep.own.reading import Graph, arguments, own_functions
from backstep.own.source import Source


@dataclass(frozen=True)
class Misnamed:
    """A function that nothing in its file uses and that seems to be meant as a gradient."""

    written: str
    meant: str | None  # a gradient that is not written, of which this is nearly the name
    line: int

    def words(self, missing: Iterable[str]) -> Words:
        """What is told: the name that is nearly right, or those that are looked for."""
        if self.meant:
            return (
                f"{self.meant} is not written, but {self.written} is, and nothing uses it: call it "
                f"{self.meant}, exactly as the tensor is called",
                f"{self.meant} no está, pero sí {self.written}, que nadie usa: póngale el nombre "
                f"{self.meant}, igual que el tensor",
            )
        names = ", ".join(missing)
        return (
            f"nothing uses {self.written}, which reads a gradient: if it is meant as one, d before "
            f"a name is its name; not written yet: {names}",
            f"nadie usa {self.written}, que lee un gradiente: si es uno, su nombre es d delante "
            f"del nombre del tensor; faltan: {names}",
        )


def misnamed(source: Source, graph: Graph) -> list[Misnamed]:
    """What computes a gradient that nobody asks for, while one that is asked for is not written.

    A true helper is called by something, or does not look at gradients and is called otherwise.
    """
    missing = lacking(graph)
    used = {*graph.tensors, *(f"d{name}" for name in graph.gradients), *called(source)}
    arriving = {f"d{name}" for name in (*graph.known, "y")}
    found = []
    for name, function in own_functions(source).items():
        if name in used or not missing:
            continue
        meant = alike(name, missing)
        reads_gradient = bool(arriving & {*arguments(function)})
        another = any(name.startswith(f"d{of}") for of in graph.gradients)  # dx_old
        if (meant and name.startswith("d")) or (reads_gradient and (meant or not another)):
            found.append(Misnamed(name, meant, function.__code__.co_firstlineno))
    return found


def lacking(graph: Graph) -> list[str]:
    """The gradients that are not written."""
    return [f"d{name}" for name in graph.known if name not in graph.gradients]


def called(source: Source) -> set[str]:
    """Every name that is read somewhere in the file; not what a function defines itself by."""
    nodes = ast.walk(source.tree)
    return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
