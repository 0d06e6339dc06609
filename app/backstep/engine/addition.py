"""Sums of parts: a tensor that is used several times receives a gradient from each use.

An ordinary rule, made for as many parts as there are: ((p1 + p2) + p3), in this order.
"""

from collections.abc import Callable
from functools import lru_cache, reduce
from inspect import Parameter, Signature
from operator import add
from typing import Any

import numpy as np

from backstep.engine.expr import Expr, View
from backstep.engine.kind import Index, Kind, Rule
from backstep.languages import Words

SUM = "sum"  # what the rule is called, and in formulas what it writes
DEEPEST = 64  # parts under two-armed plus signs
LISTED = 4  # parts that a sentence names one by one
GENERAL = "∂E/∂y = Σ[r] ∂E/∂x[r]"
GENERAL_OF_PARAMETER = "∂E/∂p = Σ[r] ∂E/∂p[r]"

addition = Kind(
    SUM,
    "layer",
    "sum = Σ[r] p[r]",
    title=("Sum of gradients", "Suma de gradientes"),
    summary=(
        "What is used several times receives a gradient from each use, and they add up.",
        "Lo que se usa varias veces recibe un gradiente de cada uso, y estos se suman.",
    ),
)


@lru_cache
def sum_rule(count: int) -> Rule:
    """The rule that adds so many parts."""
    names = tuple(f"p{k}" for k in range(1, count + 1))
    return Rule(
        name=SUM,
        phase="backward",
        function=taking(names, lambda *parts: reduce(add, parts)),
        arguments=names,
        tensors=names,
        optional=frozenset(),
        words=words(names),
        cell=f"{SUM}[…] = " + " + ".join(f"{name}[…]" for name in names),
        all=f"{SUM} = " + " + ".join(names),
        twin=taking(("at", *names), cell_twin),
    )


def cell_twin(at: Index, *parts: View) -> Expr:
    """The cells under `+`, two by two; where there are very many, under one `sum`, so that no tree
    is deeper than who reads it can go."""
    cells: list[Expr] = [part[at] for part in parts]
    if len(cells) <= DEEPEST:
        return reduce(add, cells)
    with np.errstate(all="ignore"):
        return Expr("sum", reduce(add, (cell.value for cell in cells)), tuple(cells))


def taking(names: tuple[str, ...], function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of these arguments, which are given in order or by name."""

    def called(*given: Any, **named: Any) -> Any:
        return function(*given, *(named[name] for name in names[len(given) :]))

    shape = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in names]
    called.__signature__ = Signature(shape)  # type: ignore[attr-defined]
    return called


def words(names: tuple[str, ...]) -> Words:
    *others, last = (f"{{{name}}}" for name in names)
    if len(names) > LISTED:
        en, es = f"all {len(names)} of them", f"los {len(names)}"
    else:
        en, es = (f"{', '.join(others)} {word} {last}" for word in ("and", "y"))
    return (
        "{tensor} is used by {readers}, and each use moves the error: the gradients that come "
        f"back from them, {en}, **add up**.",
        "{tensor} se usa en {readers}, y cada uso mueve el error: los gradientes que vuelven "
        f"de esos usos, {es}, **se suman**.",
    )
