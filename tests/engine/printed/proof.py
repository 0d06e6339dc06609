"""Holds a printed formula against the arrays: every number that it writes, at every index."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from tests.engine.printed.grammar import Formula, Node, parse
from tests.engine.printed.meaning import Meaning
from tests.engine.printed.named import Named, combine, reduce
from tests.engine.printed.tokens import Refused, Tensor, read

Tensors = Mapping[str, Any]
Legend = list[dict[str, Any]]


def prove(
    mathml: str, tensors: Tensors, legend: Legend, writes: str, beside: str | None = None
) -> None:
    """Raises Refused where the formula of a tensor does not compute that tensor.

    `beside` is the line of the derivative, which another line may name.
    """
    formula = parse(read(mathml))
    if is_derivative(formula.left):
        prove_derivative(formula, tensors, legend)
        return
    if formula.left.what != "tensor" or formula.left.more.address != writes:
        raise Refused(f"the left side is not {writes}")
    told = parse(read(beside)) if beside else None
    right = Meaning(formula, tensors, numbers_in(legend), told)
    right.busy |= set(letters_of(formula.left, right))
    agree_with(legend, right)
    if formula.sign == "∈":
        prove_one_of(formula, right, tensors[writes])
        return
    if formula.sign not in ("=", "←"):
        raise Refused(f"{formula.sign} computes nothing")
    same(laid_out(formula.left, right.of(formula.right), right), tensors[writes])


def numbers_in(legend: Legend) -> dict[str, float]:
    """What stands for one number: a setting, or a count."""
    return {e["symbol"]: e["value"] for e in legend if "value" in e}


def agree_with(legend: Legend, right: Meaning) -> None:
    """Every letter is explained, and runs as far as the legend says."""
    told = {entry["symbol"]: entry["size"] for entry in legend if "size" in entry}
    for letter, size in right.sizes.items():
        if told.get(letter) != size:
            raise Refused(f"{letter} has {size} values, and the legend says {told.get(letter)}")


def letters_of(left: Node, right: Meaning) -> tuple[str, ...]:
    """The letters that the left side leaves free."""
    found: dict[str, None] = {}
    for index in left.args:
        if index.what != "whole":
            found |= dict.fromkeys(right.of(index).letters)
    return tuple(found)


def laid_out(left: Node, value: Named, right: Meaning) -> Any:
    """The tensor that the equation writes: each of its numbers exactly once."""
    token: Tensor = left.more
    shape = right.shape_of(token)
    if token.index is None:
        if value.letters or value.whole != shape:
            raise Refused(f"{token.written} is {shape}, its other side {value.whole}")
        return value.array
    free = letters_of(left, right)
    unbound = set(value.letters) - set(free)
    wholes = [axis for axis, index in enumerate(left.args) if index.what == "whole"]
    if unbound or value.whole != tuple(shape[axis] for axis in wholes):
        raise Refused(f"unbound {unbound}, or {value.whole} for the axes {wholes}")
    ones = Named(free, np.ones([right.sizes[letter] for letter in free]))
    full = combine(np.multiply, ones, value)
    places = [
        np.broadcast_to(right.of(index).spread(free).astype(int), ones.array.shape)
        for index in left.args
        if index.what != "whole"
    ]
    written = np.moveaxis(np.full(shape, np.nan), wholes, range(-len(wholes), 0))
    written = written if wholes else np.full(shape, np.nan)
    times = np.zeros(written.shape)
    np.add.at(times, tuple(places), 1)
    if (times != 1).any():
        raise Refused("some numbers are written twice, or not at all")
    written[tuple(places)] = full.array
    return np.moveaxis(written, range(-len(wholes), 0), wholes) if wholes else written


def prove_one_of(formula: Formula, right: Meaning, expected: Any) -> None:
    if formula.right.what != "set":
        raise Refused("∈ stands before a set")
    values = [right.of(node).array for node in formula.right.args]
    near = np.any([np.isclose(expected, value) for value in values], axis=0)
    if not near.all() or formula.left.more.index is None:
        raise Refused("not one of these")


def is_derivative(left: Node) -> bool:
    """∂y[…]/∂x[…]: a fraction of two marked tensors."""
    return left.what == "frac" and all(arg.what == "partial" for arg in left.args)


def prove_derivative(formula: Formula, tensors: Tensors, legend: Legend) -> None:
    """By the chain rule: ∂E/∂x is the sum of ∂E/∂y · ∂y/∂x over all of y."""
    above, below = (arg.args[0] for arg in formula.left.args)
    right = Meaning(formula, tensors, numbers_in(legend))
    agree_with(legend, right)
    if above.more.index is None and below.more.index is None:  # number by number, all at once
        slope, outer = right.of(formula.right), Named((), tensors[gradient_of(above.more).address])
        same(combine(np.multiply, outer, slope).array, tensors[gradient_of(below.more).address])
        return
    free = letters_of(below, right)
    own = letters_of(above, right)
    right.busy |= {*own, *free}
    outer = Node("tensor", above.args, gradient_of(above.more))
    slope = right.of(formula.right)
    if slope.whole or set(slope.letters) - {*own, *free}:
        raise Refused(f"{slope.letters} are not letters of the derivative")
    terms = combine(np.multiply, right.of(outer), slope)
    summed = reduce(np.sum, terms, [letter for letter in terms.letters if letter not in free])
    inner = Node("tensor", below.args, gradient_of(below.more))
    same(laid_out(inner, summed, right), tensors[inner.more.address])


def gradient_of(token: Tensor) -> Tensor:
    node, _, name = token.address.partition(".")
    return Tensor(f"{node}.d{name}", f"∂E/∂{token.written}", False, token.index)


def same(found: Any, expected: Any) -> None:
    """Equal up to rounding; not a number is never equal."""
    if not np.allclose(found, expected, rtol=1e-9, atol=1e-9):
        raise Refused(f"another number: {np.max(np.abs(found - expected))} off")
