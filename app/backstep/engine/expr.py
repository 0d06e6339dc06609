"""Numbers that remember how they were computed, so that any of them can be explained.

A cell twin is written with the same operators as its rule, on `View`s in place of arrays. Each
operation yields an `Expr` that holds its value (by numpy: IEEE, NaN and infinities included) and
its arguments. A slice of a view is one node that stands for many cells, so the sum of 2048
products costs three numpy calls; only the terms that are shown become trees of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from backstep.engine.functions import erf_of as erf_of
from backstep.engine.functions import sigmoid_of as sigmoid_of

Index: TypeAlias = tuple[int, ...]
Number: TypeAlias = "Expr | float | int"


@dataclass(frozen=True, slots=True, eq=False)
class Expr:
    """A value, or an array of values computed alike, with the operation that made it."""

    op: str
    value: Any
    args: "tuple[Expr, ...]" = ()

    def __add__(self, other: Number) -> "Expr":
        return apply("+", np.add, self, other)

    def __radd__(self, other: Number) -> "Expr":
        return apply("+", np.add, other, self)

    def __sub__(self, other: Number) -> "Expr":
        return apply("-", np.subtract, self, other)

    def __rsub__(self, other: Number) -> "Expr":
        return apply("-", np.subtract, other, self)

    def __mul__(self, other: Number) -> "Expr":
        return apply("*", np.multiply, self, other)

    def __rmul__(self, other: Number) -> "Expr":
        return apply("*", np.multiply, other, self)

    def __truediv__(self, other: Number) -> "Expr":
        return apply("/", np.divide, self, other)

    def __rtruediv__(self, other: Number) -> "Expr":
        return apply("/", np.divide, other, self)

    def __pow__(self, other: Number) -> "Expr":
        return apply("pow", np.power, self, other)

    def __rpow__(self, other: Number) -> "Expr":
        return apply("pow", np.power, other, self)

    def __neg__(self) -> "Expr":
        return apply("neg", np.negative, self)

    @property
    def flat(self) -> "Expr":
        """The same numbers as one vector, in row-major order."""
        if self.value.ndim == 0:
            return self
        return Expr(self.op, self.value.reshape(-1), tuple(arg.flat for arg in self.args))

    def at(self, position: int) -> "Expr":
        """The tree of the one number at a flat position of this array of numbers."""
        if self.value.ndim == 0:
            return self
        return Expr(self.op, self.value.flat[position], tuple(a.at(position) for a in self.args))


@dataclass(frozen=True, slots=True, eq=False)
class Cells(Expr):
    """Cells of a tensor: one, or many (an axis is an index, a range, or an array of indices)."""

    address: str = ""
    axes: tuple[int | range | np.ndarray, ...] = ()

    @property
    def flat(self) -> "Cells":
        if self.value.ndim == 0:
            return self
        return Cells("cell", self.value.reshape(-1), (), self.address, self.axes)

    def at(self, position: int) -> "Cells":
        if self.value.ndim == 0:
            return self
        ranges = [axis for axis in self.axes if isinstance(axis, range)]
        places = iter(np.unravel_index(position, [len(axis) for axis in ranges]) if ranges else ())
        axes = tuple(a[int(next(places))] if isinstance(a, range) else a for a in self.axes)
        axes = tuple(int(a.flat[position]) if isinstance(a, np.ndarray) else a for a in axes)
        return Cells("cell", self.value.flat[position], (), self.address, axes)


@dataclass(frozen=True, slots=True, eq=False)
class Const(Expr):
    """A setting or a constant, or an array of constants; a setting keeps its name."""

    name: str = ""

    def at(self, position: int) -> "Const":
        if self.value.ndim == 0:
            return self
        return Const("const", self.value.flat[position], (), self.name)


class View:
    """A tensor as a cell twin sees it: indexing gives expressions, never bare numbers."""

    __slots__ = ("address", "array")

    def __init__(self, address: str, array: np.ndarray) -> None:
        self.address = address
        self.array = array

    @property
    def shape(self) -> tuple[int, ...]:
        return self.array.shape

    @property
    def size(self) -> int:
        return self.array.size

    def __getitem__(self, key: Any) -> Cells:
        keys = key if isinstance(key, tuple) else (key,)
        if Ellipsis in keys:
            place = keys.index(Ellipsis)
            missing = self.array.ndim - len(keys) + 1
            keys = keys[:place] + (slice(None),) * missing + keys[place + 1 :]
        keys += (slice(None),) * (self.array.ndim - len(keys))
        axes = tuple(
            range(length)[k] if isinstance(k, slice) else int(k)
            for k, length in zip(keys, self.array.shape, strict=True)
        )
        return Cells("cell", np.asarray(self.array[keys])[()], (), self.address, axes)

    def gather(self, *places: np.ndarray | int) -> Cells:
        """The cells at these places, which lie anywhere: an index for each axis, or one for all."""
        axes = tuple(np.broadcast_arrays(*places))
        return Cells("cell", self.array[axes], (), self.address, axes)

    @property
    def T(self) -> "View":
        """The tensor transposed, as a layer sees it that reads another's weight so."""
        return Turned(self.address, self.array.T)

    def spread(self, axis: int, length: int) -> Cells:
        """All cells, each of them repeated along a new axis, as in broadcasting."""
        shape = (*self.shape[:axis], length, *self.shape[axis:])
        places = np.indices(shape, sparse=True)
        axes = tuple(np.broadcast_to(p, shape) for i, p in enumerate(places) if i != axis)
        return Cells("cell", self.array[axes], (), self.address, axes)


class Turned(View):
    """A matrix, transposed; its cells are told as they stand in the matrix itself."""

    __slots__ = ()

    def __getitem__(self, key: Any) -> Cells:
        found = super().__getitem__(key)
        if not all(isinstance(axis, range) for axis in found.axes):
            return Cells("cell", found.value, (), self.address, found.axes[::-1])
        places = np.meshgrid(*found.axes, indexing="ij")
        return Cells("cell", found.value, (), self.address, tuple(places[::-1]))


def const(value: float, name: str = "") -> Const:
    """A number that belongs to the rule itself, with the name it has in the formula, if any."""
    return Const("const", np.float64(value), (), name)


def consts(values: np.ndarray) -> Const:
    """Numbers that belong to the rule itself, one for each cell of an expression."""
    return Const("const", values.astype(np.float64))


def as_expr(number: Number) -> Expr:
    return number if isinstance(number, Expr) else const(number)


def plain(expr: Expr) -> Any:
    """A constant's value as Python's number, so that float32 stays float32 as it does in rules."""
    single = isinstance(expr, Const) and not expr.value.ndim
    return float(expr.value) if single else expr.value


def apply(op: str, function: Callable[..., Any], *numbers: Number) -> Expr:
    """Compute an operation and remember it. Arguments are single numbers or arrays of one size."""
    args = tuple(as_expr(number) for number in numbers)
    sizes = {arg.value.shape for arg in args if arg.value.ndim}
    assert len(sizes) <= 1, f"{op} on arrays of different shapes: {sizes}"
    with np.errstate(all="ignore"):
        return Expr(op, np.asarray(function(*map(plain, args)))[()], args)


def total(expr: Expr) -> Expr:
    """The sum of all the cells of an expression."""
    return reduce("sum", np.sum, expr)


def largest(*numbers: Number) -> Expr:
    """The largest: of the cells of one expression, or of two numbers. NaN wins."""
    if len(numbers) == 1:
        return reduce("max", np.max, as_expr(numbers[0]))
    return apply("max", np.maximum, *numbers)


def smallest(*numbers: Number) -> Expr:
    """The smallest: of the cells of one expression, or of two numbers. NaN wins."""
    if len(numbers) == 1:
        return reduce("min", np.min, as_expr(numbers[0]))
    return apply("min", np.minimum, *numbers)


def reduce(op: str, function: Callable[..., Any], expr: Expr) -> Expr:
    with np.errstate(all="ignore"):
        return Expr(op, function(expr.value), (expr,))


def each(op: str, function: Callable[..., Any]) -> Callable[[Number], Expr]:
    """A function of one number, for every cell by itself."""
    return lambda x: apply(op, function, x)


exp = each("exp", np.exp)
log = each("log", np.log)
sqrt = each("sqrt", np.sqrt)
absolute = each("abs", np.abs)
sign = each("sign", np.sign)
sin = each("sin", np.sin)
cos = each("cos", np.cos)
tan = each("tan", np.tan)
tanh = each("tanh", np.tanh)
erf = each("erf", erf_of)
sigmoid = each("sigmoid", sigmoid_of)


def choose(test: Number, then: Number, otherwise: Number) -> Expr:
    """`then` where the test is positive, `otherwise` where it is not (NaN is not)."""
    return apply("if>0", lambda t, a, b: np.where(t > 0, a, b), test, then, otherwise)
