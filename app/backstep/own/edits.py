"""Small changes of a backward's code, each of which undoes a slip."""

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

from backstep.own import rewriting
from backstep.own.functions import Functions
from backstep.own.source import Source
from backstep.own.subject import Subject

Place: TypeAlias = tuple[ast.AST, str, int | None]  # a node's parent, the field, which of it


@dataclass(frozen=True, eq=False)
class Edit:
    """One change: at the nth place of the code, another node."""

    source: Source
    inside: tuple[str, ...]
    owner: str  # the function or class in which the place is
    nth: int
    new: ast.AST
    slip: str
    detail: str | None
    line: int | None
    forward: bool  # whether the forward must be seen to be the same
    readable: frozenset[str]  # what a function may take that it does not take yet

    def tree(self) -> ast.Module:
        """The whole file with this place changed; what it shares with the file is left as it is."""
        touched = (self.owner, self.inside[0])
        body = [
            deepcopy(n) if getattr(n, "name", "") in touched else n for n in self.source.tree.body
        ]
        tree = ast.Module(body, [])
        parent, field, index = next(islice(places(tree, self.inside), self.nth, None))
        put(parent, field, index, deepcopy(self.new))
        for node in body:
            if isinstance(node, ast.FunctionDef) and node.name == self.inside[0]:
                self.take(node)
            if getattr(node, "name", "") in touched:
                ast.fix_missing_locations(node)
        return tree

    def take(self, node: ast.FunctionDef) -> None:
        """Let a function take what it now names."""
        taken = {a.arg for a in (*node.args.args, *node.args.kwonlyargs)}
        named = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        for name in sorted((named & self.readable) - taken):
            node.args.kwonlyargs.append(ast.arg(name))
            node.args.kw_defaults.append(None)


def put(parent: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def places(tree: ast.Module, inside: tuple[str, ...]) -> Iterator[Place]:
    """Every node below the functions and classes of these names, always in the same order."""
    for name in inside:
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == name:
                yield from below(node)
            elif isinstance(node, ast.ClassDef) and node.name == name:
                for index in used(node):
                    yield node, "body", index
                    yield from below(node.body[index])


def used(node: ast.ClassDef) -> list[int]:
    """Where a class's backward stands, what it calls of its own, and then its forward."""
    found = {part.name: k for k, part in enumerate(node.body) if isinstance(part, ast.FunctionDef)}
    waiting, order = ["backward", "forward"], list[int]()
    while waiting:
        name = waiting.pop(0)
        if name not in found or found[name] in order:
            continue
        order.append(found[name])
        method = node.body[found[name]]
        called = [n.attr for n in ast.walk(method) if isinstance(n, ast.Attribute)]
        plain = ("__init__", "get_parameters", "get_cache", "set_cache")
        waiting[:0] = [n for n in called if n in found and n not in plain]
    return order


def below(node: ast.AST) -> Iterator[Place]:
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield node, field, None
            yield from below(value)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, ast.AST):
                    yield node, field, index
                    yield from below(item)


def node_at(place: Place) -> Any:
    parent, field, index = place
    value = getattr(parent, field)
    return value if index is None else value[index]


def edits(
    subject: Subject, name: str, rank: int, rewrites: tuple[rewriting.Rewrite, ...]
) -> Iterator[Edit]:
    """The changes to try, by what may be rewritten."""
    inside = reached(subject.source, subject.places(name))
    whole = isinstance(subject, Functions)
    names = rewriting.Names.of(subject, name, rank)
    found = list(places(subject.source.tree, inside))
    parents = {id(node_at(place)): place[0] for place in found}
    readable = frozenset[str]()
    if isinstance(subject, Functions):
        readable = frozenset((*subject.graph.tensors, *subject.graph.inputs))
    owners = [n for n in inside for _ in places(subject.source.tree, (n,))]
    for rewrite in rewrites:
        for nth, place in enumerate(found):
            node = node_at(place)
            around, tried = parents.get(id(node)), {ast.dump(node)}
            for new, slip, detail in rewrite(node, around, names):
                if ast.dump(new) in tried:
                    continue
                tried.add(ast.dump(new))
                line = getattr(node, "lineno", None)
                yield Edit(
                    subject.source,
                    inside,
                    owners[nth],
                    nth,
                    new,
                    slip,
                    detail,
                    line,
                    not whole,
                    readable,
                )


def reached(source: Source, names: list[str]) -> tuple[str, ...]:
    """These functions and classes, and the helpers of the file that they call."""
    found: list[str] = []
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        node = source.definition(name)
        if node is None or name in found:
            continue
        found.append(name)
        parts = [node.body[k] for k in used(node)] if isinstance(node, ast.ClassDef) else [node]
        called = {n.id for part in parts for n in ast.walk(part) if isinstance(n, ast.Name)}
        called -= {n.arg for n in ast.walk(node) if isinstance(n, ast.arg)}
        waiting += [n for n in sorted(called) if source.definition(n) is not None]
    return tuple(found)
