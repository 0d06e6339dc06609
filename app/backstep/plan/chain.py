"""The chain rule as the course draws it: one link for each block between a tensor and the error."""

from typing import Any

from backstep.describe.address import denominator, node_of
from backstep.engine.formula import render
from backstep.engine.symbols import Symbol
from backstep.plan.names import written
from backstep.plan.plan import Plan


def chain(plan: Plan, address: str) -> dict[str, Any] | None:
    """The links from E back to a gradient's tensor; None where the address is no gradient.

    A parameter, an activation and data.x answer as their gradients.
    """
    gradient = plan.gradient_of(address)
    if gradient is None:
        return None
    links = make_links(plan, gradient)
    formula = render(chain_text(links), chain_symbols(gradient, links))
    return {
        "address": gradient,
        "links": links,
        "in_the_middle": [link["node"] for link in links[-2::-1]],
        "latex": formula.latex,
        "mathml": formula.mathml,
    }


def make_links(plan: Plan, gradient: str) -> list[dict[str, str]]:
    """One link for each block on the way, from the error on."""
    edges, of = plan.edges, denominator(gradient)
    inside = [] if of in edges.readers else [edges.block[node_of(of)]]
    way = inside + [reader.block for reader in edges.way(inside[0].output if inside else of)]
    below = [of, *(block.output for block in way)]
    links = zip(way, below[1:], below, strict=False)
    return [{"numerator": y, "denominator": x, "node": block.id} for block, y, x in links][::-1]


def chain_text(links: list[dict[str, str]]) -> str:
    factors = (f"∂n{i}/∂d{i}_" for i in range(len(links)))
    return "whole = " + " · ".join(factors)


def chain_symbols(gradient: str, links: list[dict[str, str]]) -> dict[str, Symbol]:
    symbols = {"whole": written(gradient)}
    for i, link in enumerate(links):
        symbols[f"n{i}"] = written(link["numerator"])
        symbols[f"d{i}_"] = written(link["denominator"])
    return symbols
