"""The chain rule as the course draws it: one link for each block between a tensor and the error."""

from typing import Any

from backstep.engine.formula import render
from backstep.engine.symbols import Symbol
from backstep.plan.plan import Plan
from backstep.plan.step import symbol


def chain(plan: Plan, address: str) -> dict[str, Any] | None:
    """The links from E back to a gradient's tensor; None where the address is no gradient.

    A parameter, an activation and data.x answer as their gradients.
    """
    gradient = gradient_of(plan, address)
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


def gradient_of(plan: Plan, address: str) -> str | None:
    found = plan.canonical(address)
    if found is None:
        return None
    role = plan.tensors[found].role
    if role == "gradient":
        return found
    if role in ("parameter", "activation") or found == "data.x":
        node, _, name = found.partition(".")
        return f"{node}.d{name}"
    return None


def make_links(plan: Plan, gradient: str) -> list[dict[str, str]]:
    node, _, name = gradient.partition(".d")
    layers = len(plan.network.layers)
    position = 0 if node == "data" else int(node[1:])
    last = f"l{layers}.y" if layers else "data.x"
    links = [{"numerator": "loss.E", "denominator": last, "node": "loss"}]
    is_output = name in ("x", "y")
    for k in range(layers, position, -1):
        before = f"l{k - 1}.y" if k > 1 else "data.x"
        links.append({"numerator": f"l{k}.y", "denominator": before, "node": f"l{k}"})
    if not is_output:
        own = {"numerator": f"{node}.y", "denominator": f"{node}.{name}", "node": node}
        links.append(own)
    return links


def chain_text(links: list[dict[str, str]]) -> str:
    factors = (f"∂n{i}/∂d{i}_" for i in range(len(links)))
    return "whole = " + " · ".join(factors)


def chain_symbols(gradient: str, links: list[dict[str, str]]) -> dict[str, Symbol]:
    symbols = {"whole": written(gradient)}
    for i, link in enumerate(links):
        symbols[f"n{i}"] = written(link["numerator"])
        symbols[f"d{i}_"] = written(link["denominator"])
    return symbols


def written(address: str) -> Symbol:
    """A tensor as the page writes it: W₁, y₂, E, and x₁ for the data."""
    node, _, name = address.partition(".")
    sub = {"data": "1", "loss": ""}.get(node, node[1:])
    return symbol(name, sub, address)
