"""An expression as plain data: the tree that an explanation shows, with its largest terms."""

from collections.abc import Callable
from typing import Any

import numpy as np

from backstep.engine.expr import Cells, Const, Expr
from backstep.work.deadline import look

REDUCTIONS: dict[str, Callable[..., Any]] = {"sum": np.sum, "max": np.max, "min": np.min}


def describe(expr: Expr, terms: int) -> dict[str, Any]:
    """The tree as plain data: api.md's Expr, where a sum shows at most `terms` terms.

    A term with more than two leaves counts for more than one, so that the whole tree stays small.
    """
    share = max(1, terms // max(1, count_reductions(expr)))
    return describe_node(expr, share)


def count_reductions(expr: Expr) -> int:
    here = expr.op in REDUCTIONS and len(expr.args) == 1
    return here + sum(count_reductions(arg) for arg in expr.args)


def terms_shown(terms_of: Expr, terms: int) -> int:
    """How many terms of a reduction are shown where `terms` products of two numbers would be."""
    return max(1, min(terms, 2 * terms // count_leaves(terms_of)))


def count_leaves(expr: Expr) -> int:
    """The leaves of one term: of a sum inside of it, those of one of its own terms."""
    return sum(map(count_leaves, expr.args)) if expr.args else 1


def describe_node(expr: Expr, terms: int) -> dict[str, Any]:
    look()
    value = float(expr.value)
    if isinstance(expr, Cells):
        return {"op": "cell", "address": expr.address, "at": list(expr.axes), "value": value}
    if isinstance(expr, Const):
        return {"op": "const", "value": value} | ({"name": expr.name} if expr.name else {})
    if expr.op in REDUCTIONS and len(expr.args) == 1:
        args = describe_terms(expr.op, expr.args[0], terms)
    else:
        args = [describe_node(arg, terms) for arg in expr.args]
    return {"op": expr.op, "value": value, "args": args}


def describe_terms(op: str, terms_of: Expr, terms: int) -> list[dict[str, Any]]:
    """The terms of a reduction in their own order: all, or those that weigh most and a rest."""
    values, terms = np.ravel(terms_of.value), terms_shown(terms_of, terms)
    if values.size <= terms:
        return [describe_node(terms_of.at(i), terms) for i in range(values.size)]
    weight = {"sum": np.abs(values), "max": values, "min": -values}[op]
    weight = np.where(np.isnan(weight), np.inf, weight)
    kept = np.sort(np.argpartition(weight, -terms)[-terms:])
    left_out = np.delete(values, kept)
    with np.errstate(all="ignore"):
        rest = float(REDUCTIONS[op](left_out))
    shown = [describe_node(terms_of.at(int(i)), terms) for i in kept]
    return [*shown, {"op": "rest", "count": left_out.size, "value": rest}]
