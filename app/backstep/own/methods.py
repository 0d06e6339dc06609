"""Where a class's forward and backward stand in its file, and by what names they hand on."""

import ast
from collections.abc import Sequence

from backstep.own.source import Source


def method(source: Source, classes: Sequence[str], name: str) -> ast.FunctionDef | None:
    """The method of the first of these classes that has it."""
    for place in classes:
        node = source.definition(place)
        for part in node.body if node else ():
            if isinstance(part, ast.FunctionDef) and part.name == name:
                return part
    return None


def handed_back(node: ast.FunctionDef | None) -> int | None:
    """The line where a method returns, or where it begins if it does not."""
    if node is None:
        return None
    returns = [part for part in ast.walk(node) if isinstance(part, ast.Return)]
    return returns[-1].lineno if returns else node.lineno


def returned(node: ast.FunctionDef | None) -> list[str]:
    """The names under which a method returns what it has computed."""
    parts = ast.walk(node) if node else ()
    values = [part.value for part in parts if isinstance(part, ast.Return)]
    return [value.id for value in values if isinstance(value, ast.Name)]
