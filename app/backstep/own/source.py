"""A file of one's own: read, run once, and run again with a line of it changed."""

import ast
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from backstep.own.limits import at_most
from backstep.own.told import Told, failed

IMPORT_SECONDS = 60.0  # torch alone may take a quarter of that
DEFINED = (ast.FunctionDef, ast.ClassDef)
LARGEST = 1_000_000  # characters


@dataclass(frozen=True, eq=False)
class Source:
    """A file that has been run: its text, its tree, and all that it names."""

    path: str
    tree: ast.Module
    module: ModuleType
    namespace: dict[str, Any] = field(default_factory=dict)

    def changed(self, tree: ast.Module) -> "Source":
        """The same with its functions and classes as in another tree; all else stays as it is."""
        namespace = dict(self.namespace)
        definitions: list[ast.stmt] = [n for n in tree.body if isinstance(n, DEFINED)]
        exec(compiled(ast.Module(definitions, []), self.path), namespace)
        return Source(self.path, tree, self.module, namespace)

    def definition(self, name: str) -> ast.FunctionDef | ast.ClassDef | None:
        """The last function or class of this name at the top of the file."""
        found = [node for node in self.tree.body if isinstance(node, DEFINED) and node.name == name]
        return found[-1] if found else None

    def line_of(self, name: str) -> int | None:
        node = self.definition(name)
        return node.lineno if node else None


def compiled(tree: ast.Module, path: str) -> CodeType:
    return compile(tree, path, "exec")


def text_of(path: str) -> str:
    """What stands in a file. Raises Told where it cannot be read."""
    name = Path(path).name
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Told(f"{name} cannot be read: {error}", f"no se puede leer {name}: {error}") from None


def read(path: str) -> Source:
    """Run a file. Raises Told where it cannot be read, is no Python, or fails."""
    return run(path, text_of(path))


def run(path: str, text: str) -> Source:
    """Run a file's text, whatever stands in the file by now. Raises Told."""
    name = Path(path).name
    if len(text) > LARGEST:
        raise Told(f"{name} is too large", f"{name} es demasiado grande")
    try:
        tree = ast.parse(text, path)
        code = compiled(tree, path)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        said = f"{getattr(error, 'msg', error)}"
        raise Told(
            f"{name} is no Python: {said}",
            f"{name} no es Python: {said}",
            getattr(error, "lineno", None),
        ) from None
    module = ModuleType(f"own_{Path(path).stem}")
    module.__file__ = path
    sys.modules[module.__name__] = module  # dataclasses and pickles look it up
    sys.path.insert(0, str(Path(path).resolve().parent))
    try:
        with at_most(IMPORT_SECONDS if "torch" in text else IMPORT_SECONDS / 4):
            exec(code, module.__dict__)
    except BaseException as error:
        raise failed(path, name, error) from None
    return Source(path, tree, module, module.__dict__)
