"""What may be changed at one place of a backward, and the slip that it undoes."""

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import TypeAlias

from backstep.own.subject import Subject

New: TypeAlias = tuple[ast.AST, str, str | None]  # the node, the slip that it undoes, its detail
Rewrite: TypeAlias = Callable[[ast.AST, ast.AST | None, "Names"], Iterator[New]]

REDUCTIONS = {"sum", "mean", "max", "min", "var", "std", "prod", "argmax", "cumsum", "amax"}


@dataclass(frozen=True)
class Names:
    """What stands for an input and for an output in the code at hand, and for what arrives."""

    swaps: tuple[tuple[str, str, str], ...]  # the name that stands there, the one to try, the slip
    arrives: str
    axes: tuple[int | tuple[int, ...] | None, ...]

    @classmethod
    def of(cls, subject: Subject, name: str, rank: int) -> "Names":
        pairs = subject.layers()
        swaps = [(i, o, "x_for_y") for i, o in pairs] + [(o, i, "y_for_x") for i, o in pairs]
        return cls(tuple(dict.fromkeys(swaps)), subject.arriving(name), axes_at(rank))


def axes_at(rank: int) -> tuple[int | tuple[int, ...] | None, ...]:
    """The axes that a tensor of a rank may be summed over, the likeliest first."""
    single = (*range(rank), -1)
    if rank < 3:
        return (*single, None)
    return (*single, tuple(range(rank - 1)), (rank - 2, rank - 1), (0, *range(2, rank)), None)


def turning(node: ast.AST, around: ast.AST | None, _: Names) -> Iterator[New]:
    """A .T less, a .T more on a factor of a product, or the factors in the other order."""
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value, "transposed", "inside"
    elif isinstance(node, ast.Call) and name_of(node) in ("transpose", "swapaxes"):
        if isinstance(node.func, ast.Attribute):
            yield node.func.value, "transposed", "inside"
    elif isinstance(node, ast.expr) and is_factor(node, around):
        yield flip(node), "transposed", "inside"
    straight = forwards(node)
    if straight is not None:
        yield straight, "transposed", "inside"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        left, right = node.left, node.right
        for a, b in ((right, left), (flip(left), flip(right)), (flip(right), flip(left))):
            yield ast.BinOp(a, ast.MatMult(), b), "transposed", "inside"
        yield ast.BinOp(right, ast.MatMult(), flip(left)), "transposed", "inside"
        yield ast.BinOp(flip(right), ast.MatMult(), left), "transposed", "inside"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in ("dot", "matmul") and is_numpy(node.func.value):
            if len(node.args) == 2:
                a, b = node.args
                for pair in ((b, a), (flip(a), flip(b)), (flip(b), flip(a))):
                    yield ast.Call(node.func, list(pair), []), "transposed", "inside"
        elif node.func.attr == "dot" and len(node.args) == 1:
            a, b = node.func.value, node.args[0]
            for first, second in ((b, a), (flip(a), flip(b)), (flip(b), flip(a))):
                method = ast.Attribute(first, "dot", ast.Load())
                yield ast.Call(method, [second], []), "transposed", "inside"


def forwards(node: ast.AST) -> ast.expr | None:
    """What is read from its end to its beginning, w[::-1] or np.flip(w), as it stands."""
    if isinstance(node, ast.Call) and name_of(node) in ("flip", "flipud", "fliplr", "rot90"):
        return node.args[0] if node.args else None
    if not isinstance(node, ast.Subscript):
        return None
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    turned = [isinstance(p, ast.Slice) and p.step and ast.unparse(p.step) == "-1" for p in parts]
    return node.value if any(turned) else None


def is_factor(node: ast.expr, around: ast.AST | None) -> bool:
    """Whether it is multiplied as a matrix."""
    if isinstance(around, ast.BinOp):
        return isinstance(around.op, ast.MatMult | ast.Mult)
    if isinstance(around, ast.Call) and isinstance(around.func, ast.Attribute):
        return around.func.attr in ("dot", "matmul") and node is not around.func
    return isinstance(around, ast.Attribute) and around.attr == "dot" and not is_numpy(node)


def flip(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return node.value
    turned = ast.Attribute(node, "swapaxes", ast.Load())
    return ast.Call(turned, [ast.Constant(-1), ast.Constant(-2)], [])


def is_numpy(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "numpy")


def signs(node: ast.AST, around: ast.AST | None, __: Names) -> Iterator[New]:
    other = {ast.Add: ast.Sub, ast.Sub: ast.Add}
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in other:
        op = other[type(node.op)]()
        if isinstance(node, ast.BinOp):
            yield ast.BinOp(node.left, op, node.right), "sign", "inside"
            if isinstance(op, ast.Add):
                yield ast.BinOp(node.right, ast.Sub(), node.left), "sign", "inside"
        else:
            yield ast.AugAssign(node.target, op, node.value), "sign", "inside"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand, "sign", "inside"
    elif isinstance(node, ast.Name) and isinstance(around, ast.Call) and node in around.args:
        yield ast.UnaryOp(ast.USub(), node), "sign", "inside"


def names(node: ast.AST, _: ast.AST | None, around: Names) -> Iterator[New]:
    """One name for another: x where y belongs, or the other way round."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for there, instead, slip in around.swaps:
            if node.id == there and "." not in there and "." not in instead:
                yield ast.Name(instead, ast.Load()), slip, None
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        for there, instead, slip in around.swaps:
            if there == f"{node.value.id}.{node.attr}":
                whole = ast.parse(instead, mode="eval").body
                yield whole, slip, None


def everywhere(node: ast.AST, _: ast.AST | None, around: Names) -> Iterator[New]:
    """A name for another wherever it stands in a statement or a product."""
    if not isinstance(node, ast.Return | ast.Assign | ast.BinOp | ast.FunctionDef):
        return
    used = [n.id for n in ast.walk(node) if isinstance(n, ast.Name)]
    for there, instead, slip in around.swaps:
        if used.count(there) > 1:
            yield Renamed(there, instead).visit(deepcopy(node)), slip, None


class Renamed(ast.NodeTransformer):
    """Puts one name in the place of another."""

    def __init__(self, there: str, instead: str) -> None:
        self.there, self.instead = there, instead

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id == self.there and isinstance(node.ctx, ast.Load):
            return ast.parse(self.instead, mode="eval").body
        return node


def axes(node: ast.AST, _: ast.AST | None, names: Names) -> Iterator[New]:
    """Another axis to sum over, with the axis kept or not."""
    if not isinstance(node, ast.Call) or name_of(node) not in REDUCTIONS:
        return
    place = 1 if isinstance(node.func, ast.Attribute) and is_numpy(node.func.value) else 0
    given = [k for k in node.keywords if k.arg not in ("axis", "keepdims")]
    positional = node.args[:place]
    before = ast.dump(ast.Tuple([*node.args, *(k.value for k in node.keywords)], ast.Load()))
    for kept in (None, True, False):
        for axis in names.axes:
            words = [*given, ast.keyword("axis", ast.parse(repr(axis), mode="eval").body)]
            keep = next((k for k in node.keywords if k.arg == "keepdims"), None)
            if kept is None:
                words += [keep] if keep else []
            else:
                words.append(ast.keyword("keepdims", ast.Constant(kept)))
            new = ast.Call(node.func, positional, words)
            after = ast.dump(ast.Tuple([*positional, *(k.value for k in words)], ast.Load()))
            if after != before:
                yield new, "shape" if same_axis(node, axis, place) else "wrong_axis", None


def same_axis(node: ast.Call, axis: object, place: int) -> bool:
    """Whether only keepdims is another."""
    said = next((k.value for k in node.keywords if k.arg == "axis"), None)
    if said is None:
        said = node.args[place] if len(node.args) > place else ast.Constant(None)
    return ast.unparse(said) == repr(axis)


def name_of(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def means(node: ast.AST, _: ast.AST | None, __: Names) -> Iterator[New]:
    other = {"sum": ("mean", "sum for mean"), "mean": ("sum", "mean for sum")}
    if isinstance(node, ast.Call) and name_of(node) in other:
        instead, detail = other[name_of(node)]
        if isinstance(node.func, ast.Attribute):
            function: ast.expr = ast.Attribute(node.func.value, instead, ast.Load())
        else:
            function = ast.Name(instead, ast.Load())
        yield ast.Call(function, node.args, node.keywords), "factor", detail


def powers(node: ast.AST, around: ast.AST | None, _: Names) -> Iterator[New]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        yield node.left, "factor", "power"
        for more in (1, -1):
            exponent = ast.BinOp(node.right, ast.Add(), ast.Constant(more))
            yield ast.BinOp(node.left, ast.Pow(), exponent), "factor", "power"
    elif isinstance(node, ast.Name | ast.Call | ast.Attribute) and isinstance(around, ast.BinOp):
        if isinstance(around.op, ast.Add | ast.Sub | ast.Mult | ast.Div):
            yield ast.BinOp(node, ast.Pow(), ast.Constant(2)), "factor", "power"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        if isinstance(node.right, ast.Constant):
            yield ast.BinOp(node.left, ast.Pow(), node.right), "factor", "power"
    if isinstance(node, ast.Call) and name_of(node) in ("sqrt", "square") and node.args:
        yield node.args[0], "factor", "power"


def factors(node: ast.AST, around: ast.AST | None, names: Names) -> Iterator[New]:
    """A factor less, or one more on a term."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        yield node.left, "factor", "inside"
        if isinstance(node.op, ast.Mult):
            yield node.right, "factor", "inside"
            yield ast.BinOp(node.left, ast.Div(), node.right), "factor", "inside"
        else:
            yield ast.BinOp(node.left, ast.Mult(), node.right), "factor", "inside"
    is_term = isinstance(around, ast.BinOp) and isinstance(around.op, ast.Add | ast.Sub)
    is_term = is_term or (isinstance(around, ast.Assign) and node is around.value)
    if isinstance(node, ast.expr) and is_term and not isinstance(node, ast.Constant):
        sizes = [
            ast.Constant(2.0),
            ast.Constant(3.0),
            *(parsed(f"{names.arrives}.shape[{k}]") for k in (0, -1)),
        ]
        for size in sizes:
            for op in (ast.Mult(), ast.Div()):
                yield ast.BinOp(node, op, size), "factor", "inside"


def sums(node: ast.AST, around: ast.AST | None, _: Names) -> Iterator[New]:
    """A sum over outputs or samples that is left out."""
    grouped = isinstance(around, ast.BinOp | ast.Return | ast.Call | ast.Assign)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and grouped:
        for axis in (-1, 0):
            words = [
                ast.keyword("axis", ast.Constant(axis)),
                ast.keyword("keepdims", ast.Constant(True)),
            ]
            added = ast.Call(ast.Attribute(node, "sum", ast.Load()), [], words)
            yield added, "missing_path" if axis else "not_summed", "straight" if axis else None


def collected(node: ast.AST, _: ast.AST | None, __: Names) -> Iterator[New]:
    """= where += belongs."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
        if isinstance(target, ast.Name | ast.Subscript):
            yield ast.AugAssign(target, ast.Add(), node.value), "one_sample", "last"


def parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


NAMES: tuple[Rewrite, ...] = (names, everywhere)
EARLY: tuple[Rewrite, ...] = (collected, turning, signs, means, powers, axes)
LATE: tuple[Rewrite, ...] = (sums, factors)
