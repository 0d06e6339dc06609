"""A forward in which one thing is held still while the rest moves: a path that is cut."""

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import combinations
from typing import Any

import numpy as np

from backstep.own.cases import Case
from backstep.own.edits import reached
from backstep.own.subject import Array, Given, Subject
from backstep.own.told import Told

CUT = "_held_still_"
FIRST = 24  # sites that are tried alone; of these, pairs as well
STEP = 1e-4


class Marked(ast.NodeTransformer):
    """Puts every value that a forward reads or computes through a function that can hold it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.function = ""

    def through(self, node: Any) -> ast.AST:
        self.texts.append(self.named(ast.unparse(node)) if not self.is_marked(node) else "")
        number = ast.Constant(len(self.texts) - 1)
        return ast.Call(ast.Name(CUT, ast.Load()), [number, node], [])

    def named(self, text: str) -> str:
        return f"{text} in {self.function}"

    def is_marked(self, node: ast.AST) -> bool:
        return any(isinstance(n, ast.Name) and n.id == CUT for n in ast.walk(node))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        before, self.function = self.function, node.name
        node.body = [self.visit(part) for part in node.body]
        self.function = before
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if not isinstance(node.ctx, ast.Load) or node.id in ("np", "numpy", "self", "len", "range"):
            return node
        return self.through(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        text = ast.unparse(node)
        node.args = [self.visit(part) for part in node.args]
        node.keywords = [ast.keyword(k.arg, self.visit(k.value)) for k in node.keywords]
        if isinstance(node.func, ast.Attribute):
            node.func.value = self.visit(node.func.value)
        marked = self.through(node)
        self.texts[-1] = self.named(text)
        return marked

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        if not isinstance(node.ctx, ast.Load):
            return node
        text = ast.unparse(node)
        node.value = self.visit(node.value)
        marked = self.through(node)
        self.texts[-1] = self.named(text)
        return marked

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        node.value = self.visit(node.value)
        return node


class Held:
    """Notes each value at its site; later gives it back, for the sites that are held."""

    def __init__(self) -> None:
        self.noted: dict[int, list[Any]] = {}
        self.turn: dict[int, int] = {}
        self.sites: frozenset[int] | None = None  # None: only note

    def __call__(self, site: int, value: Any) -> Any:
        if not isinstance(value, np.ndarray | np.floating) or value.dtype.kind != "f":
            return value
        if self.sites is None:
            self.noted.setdefault(site, []).append(value.copy())
            return value
        if site not in self.sites:
            return value
        turn = self.turn.get(site, 0)
        self.turn[site] = turn + 1
        kept = self.noted.get(site, [])
        return kept[turn].copy() if turn < len(kept) else value


class Cuts:
    """A layer whose forward can be held still at any of its sites."""

    def __init__(self, subject: Subject, name: str) -> None:
        self.name, self.owner = name, subject
        self.held, self.marks = Held(), Marked()
        self.noted_for: Case | None = None  # whose values the sites hold
        tree = deepcopy(subject.source.tree)
        inside = reached(subject.source, subject.forward_places())
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name in inside:
                self.marks.visit(node)
            elif isinstance(node, ast.ClassDef) and node.name in inside:
                for part in node.body:
                    if isinstance(part, ast.FunctionDef) and part.name == "forward":
                        self.marks.visit(part)
        ast.fix_missing_locations(tree)
        try:
            subject.source.namespace[CUT] = self.held
            self.subject: Subject | None = subject.again(subject.source.changed(tree))
        except (Told, SyntaxError, TypeError, ValueError):
            self.subject = None
        finally:
            subject.source.namespace.pop(CUT, None)

    def choices(self, over: Callable[[float], bool], together: int) -> Iterator[frozenset[int]]:
        """Sites to hold, one or two together; none where the calls are used up."""
        if self.subject is None:
            return
        sites = range(len(self.marks.texts))
        for chosen in combinations(sites if together == 1 else sites[:FIRST], together):
            if over(3.0):
                return
            yield frozenset(chosen)

    def text(self, sites: frozenset[int]) -> str | None:
        texts = [self.marks.texts[site] for site in sorted(sites) if self.marks.texts[site]]
        return ", ".join(texts) or None

    def explains(self, sites: frozenset[int], case: Case, found: Array) -> bool:
        """Whether what was found is the derivative with these sites held, in two directions."""
        if not case.whole(self.name):
            return False
        rng = np.random.default_rng(5)
        for _ in range(2):
            direction = rng.normal(size=found.shape)
            slope = self.slope(sites, case, direction)
            said, right = float(np.sum(found * direction)), self.free(case, direction)
            scale = float(np.sqrt(np.sum(found**2) + 1e-12))
            if slope is None or abs(slope - said) > 1e-6 * scale:
                return False
            if abs(said - right) < 1e-6 * scale:
                return False
        return True

    def free(self, case: Case, direction: Array) -> float:
        return float(np.sum(case.expected(self.name) * direction))

    def slope(self, sites: frozenset[int], case: Case, direction: Array) -> float | None:
        """How fast dy · y changes along a direction of the tensor."""
        assert self.subject is not None
        before = self.subject.calls
        try:
            if self.noted_for is not case:
                self.held.noted, self.held.sites = {}, None
                self.value(case, np.asarray(case.of(self.name), dtype=float))
                self.noted_for = case
            self.held.sites = sites
            ends = [
                self.value(case, case.of(self.name) + side * STEP * direction) for side in (1, -1)
            ]
        except (Told, TypeError, ValueError, IndexError):
            return None
        finally:
            self.owner.calls += self.subject.calls - before
        return (ends[0] - ends[1]) / (2 * STEP)

    def value(self, case: Case, array: Array) -> float:
        assert self.subject is not None
        self.held.turn = {}
        given = case.given
        if self.name in given.arrays:
            moved = {**given.arrays, self.name: array}
            y = self.subject.forward(Given(moved, given.settings, given.fixed, given.inputs))["y"]
        else:
            y = self.subject.forward(given, {self.name: array})["y"]
        return float(np.sum(case.dy * y))
