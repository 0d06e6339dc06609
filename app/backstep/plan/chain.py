"""The chain rule as the course draws it: one link for each block between a tensor and the error.

A tensor that is used several times has a path for each way to the error, and the products along
them add up.
"""

from typing import Any

from backstep.describe.address import denominator, gradient_of
from backstep.engine.formula import render
from backstep.engine.symbols import Symbol
from backstep.plan.names import written
from backstep.plan.paths import Path, Paths
from backstep.plan.plan import Plan

MOST = 16  # paths that are listed
WRITTEN = 4  # products that the formula adds
Link = dict[str, Any]


def chain(plan: Plan, address: str) -> dict[str, Any] | None:
    """The paths from E back to a gradient's tensor; None where the address is no gradient.

    A parameter, an activation and data.x answer as their gradients.
    """
    gradient = plan.gradient_of(address)
    if gradient is None:
        return None
    paths = Paths(plan.edges, gradient)
    listed = [make_links(path, denominator(gradient)) for path in paths.first(MOST)]
    products = listed[:WRITTEN]
    text = chain_text(products) + (" + ⋯" if paths.count > WRITTEN else "")
    formula = render(text, chain_symbols(plan, gradient, products))
    return {
        "address": gradient,
        "links": listed[0],
        "in_the_middle": [link["node"] for link in listed[0][-2::-1]],
        "paths": listed,
        "path_count": paths.count,
        "latex": formula.latex,
        "mathml": formula.mathml,
    }


def make_links(path: Path, of: str) -> list[Link]:
    """One link for each block on the way, from the error on."""
    links = []
    for reader in path:
        output, block = reader.block.output, reader.block
        name = reader.name if reader.name in block.inputs else None
        links.append({"numerator": output, "denominator": of, "node": block.id, "input": name})
        of = output
    return links[::-1]


def chain_text(products: list[list[Link]]) -> str:
    factors = (
        " · ".join(f"∂n{k}_{i}/∂d{k}_{i}_" for i in range(len(links)))
        for k, links in enumerate(products)
    )
    return "whole = " + " + ".join(factors)


def chain_symbols(plan: Plan, gradient: str, products: list[list[Link]]) -> dict[str, Symbol]:
    several = plan.edges.parts.keys()
    symbols = {"whole": written(gradient, gradient in several)}
    for k, links in enumerate(products):
        for i, link in enumerate(links):
            below = link["denominator"]
            symbols[f"n{k}_{i}"] = written(link["numerator"])
            symbols[f"d{k}_{i}_"] = written(below, gradient_of(below) in several)
    return symbols
