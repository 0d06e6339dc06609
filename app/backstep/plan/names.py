"""Names: what a rule calls `x` a student writes x₂, and a block is called by its label or place."""

from collections.abc import Iterable
from dataclasses import replace

from backstep.describe.address import (
    DATA,
    INPUT,
    LOSS,
    apart,
    gradient_of,
    is_part,
    name_of,
    position_of,
    state_of,
)
from backstep.describe.block import Block
from backstep.engine.letters import axis_words
from backstep.engine.rule_names import argument_name
from backstep.engine.symbols import Symbol
from backstep.plan.edges import Edges
from backstep.plan.step import symbol

BOTH = tuple[str, str]
OVER: dict[int, BOTH] = {  # all that a batch holds of one feature, by the rank of what is read
    1: ("the batch", "el lote"),
    2: ("the batch", "el lote"),
    3: ("all samples and columns", "todos los ejemplos y todas las columnas"),
    4: ("all samples and pixels", "todos los ejemplos y píxeles"),
}


def update_addresses(parameter: str, names: Iterable[str]) -> dict[str, str]:
    """What the optimizer calls p, dp, m, m_next … for one parameter such as `l1.W`."""
    table = {"p": parameter, "dp": gradient_of(parameter)}
    for name in names:
        if name not in table:
            table[name] = table[argument_name(name)] = state_of(parameter, name)
    return table


def update_symbols(name: str, position: int, table: dict[str, str]) -> dict[str, Symbol]:
    """p is written as the parameter itself (W₁), state with the parameter as its index."""
    symbols = {local: symbol(local, f"{name}{position}", a) for local, a in table.items()}
    symbols["p"] = symbol(name, str(position), table["p"])
    symbols["dp"] = symbol(f"d{name}", str(position), table["dp"])
    symbols["p_next"] = symbol(f"{name}_next", str(position), table["next"])
    return symbols


def block_symbols(block: Block, table: dict[str, str]) -> dict[str, Symbol]:
    """How formulas write what a block calls so: a layer's own x is x₂; the loss's is y₁, as the
    layer before it writes it."""
    if block.id == LOSS:
        return {name: written(address) for name, address in table.items()}
    symbols = {name: symbol(name, str(block.position), a) for name, a in table.items()}
    for name in block.uses:
        for own in (name, f"d{name}"):
            if own in symbols and (block.share or is_part(table[own])):
                symbols[own] = written(table[own])
    return symbols | {argument_name(name): found for name, found in symbols.items()}


def written(address: str, several: bool = False) -> Symbol:
    """A tensor as the page writes it: W₁, y₂, E, and x₁ for the data, x if `several` read them.

    A part of a gradient is written as its reader writes what it reads: ∂E/∂other₅, ∂E/∂W₁⁽³⁾.
    """
    of = apart(address)
    reader = str(position_of(of.reader) or "")
    if of.input:
        return symbol(f"d{of.input}", reader, address)
    is_data = of.node == DATA and of.name in (name_of(INPUT), name_of(gradient_of(INPUT)))
    sub = ("" if several else "1") if is_data else str(position_of(of.node) or "")
    return replace(symbol(of.name, sub, address), use=reader)


def display_name(block: Block) -> BOTH:
    """What a block is called in the middle of a sentence."""
    if block.id == LOSS:
        return ("the error block", "el bloque de error")
    if block.label:
        return (block.label, block.label)
    return (f"Layer {block.position}", f"la capa {block.position}")


def block_names(edges: Edges, block: Block) -> dict[str, BOTH]:
    """The words that a rule's sentence may ask for: itself, the block in the middle,
    and what a feature is called, and all of the batch, in what it reads."""
    own, middle = display_name(block), display_name(edges.middle(block))
    rank = 1 + len(block.sample_in)
    return {
        "layer": own,
        "Layer": (capitalise(own[0]), capitalise(own[1])),
        "middle": middle,
        "Middle": (capitalise(middle[0]), capitalise(middle[1])),
        "feature": axis_words(rank, 1) if rank > 1 else ("number", "número"),
        "batch": OVER.get(rank, ("all other axes", "todos los demás ejes")),
    }


def capitalise(words: str) -> str:
    return words[0].upper() + words[1:]
