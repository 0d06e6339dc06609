"""Addresses and names: what a rule calls `x`, the network calls `l1.y`, and a student "x₂"."""

from collections.abc import Iterable

from backstep.describe.network import Block, Network
from backstep.engine.letters import axis_words
from backstep.engine.symbols import Symbol
from backstep.plan.step import symbol

BOTH = tuple[str, str]
OVER: dict[int, BOTH] = {  # all that a batch holds of one feature, by the rank of what is read
    1: ("the batch", "el lote"),
    2: ("the batch", "el lote"),
    3: ("all samples and columns", "todos los ejemplos y todas las columnas"),
    4: ("all samples and pixels", "todos los ejemplos y píxeles"),
}


def layer_addresses(name: str, position: int) -> str:
    """The address of what layer number `position` calls `name`; its input is the y before it."""
    before = f"l{position - 1}" if position > 1 else "data"
    if name == "x":
        return f"{before}.y" if position > 1 else "data.x"
    if name == "dx":
        return f"{before}.dy" if position > 1 else "data.dx"
    return f"l{position}.{with_colon(name)}"


def loss_addresses(name: str, layers: int) -> str:
    """The address of what the loss calls `name`; its x is the last layer's y."""
    if name in ("x", "dx"):
        stem = "y" if name == "x" else "dy"
        return f"l{layers}.{stem}" if layers else f"data.{name}"
    return "data.target" if name == "target" else f"loss.{name}"


def update_addresses(parameter: str, names: Iterable[str]) -> dict[str, str]:
    """What the optimizer calls p, dp, m, m_next … for one parameter such as `l1.W`."""
    layer, _, name = parameter.partition(".")
    table = {"p": parameter, "dp": f"{layer}.d{name}"}
    for local in names:
        if local not in table:
            table[local] = f"{parameter}:{local}"
            if local.endswith(":next"):
                table[local.replace(":next", "_next")] = table[local]
    return table


def update_symbols(name: str, position: int, table: dict[str, str]) -> dict[str, Symbol]:
    """p is written as the parameter itself (W₁), state with the parameter as its index."""
    symbols = {local: symbol(local, f"{name}{position}", a) for local, a in table.items()}
    symbols["p"] = symbol(name, str(position), table["p"])
    symbols["dp"] = symbol(f"d{name}", str(position), table["dp"])
    symbols["p_next"] = symbol(f"{name}_next", str(position), table["next"])
    return symbols


def with_colon(name: str) -> str:
    stem, found, _ = name.rpartition("_next")
    return f"{stem}:next" if found else name


def alias_table(layers: int) -> dict[str, str]:
    """Names that requests may use besides the canonical one: `l2.x` for `l1.y`."""
    aliases = {"loss.x": loss_addresses("x", layers), "loss.dx": loss_addresses("dx", layers)}
    aliases["loss.target"] = "data.target"
    for position in range(1, layers + 1):
        for name in ("x", "dx"):
            aliases[f"l{position}.{name}"] = layer_addresses(name, position)
    return aliases


def display_name(block: Block) -> BOTH:
    """What a block is called in the middle of a sentence."""
    if block.id == "loss":
        return ("the error block", "el bloque de error")
    if block.label:
        return (block.label, block.label)
    return (f"Layer {block.position}", f"la capa {block.position}")


def block_names(network: Network, block: Block) -> dict[str, BOTH]:
    """The words that a rule's sentence may ask for: itself, the block in the middle,
    and what a feature is called, and all of the batch, in what it reads."""
    blocks = [*network.layers, network.loss]
    ids = [b.id for b in blocks]
    following = blocks[min(ids.index(block.id) + 1, len(blocks) - 1)]
    own, middle = display_name(block), display_name(following)
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
