"""The step that adds up the parts of a gradient: one from each use of the tensor."""

from collections import Counter
from typing import Any

from backstep.describe.address import denominator, node_of
from backstep.describe.block import Block
from backstep.engine.addition import (
    GENERAL,
    GENERAL_OF_PARAMETER,
    SUM,
    addition,
    sum_rule,
)
from backstep.engine.kind import Shape
from backstep.engine.letters import Letters
from backstep.plan.edges import Edges
from backstep.plan.names import BOTH, display_name, written

TIMES = {2: ("twice", "dos veces")}
AND = ("and", "y")


def sum_step(
    edges: Edges, whole: str, shape: Shape, at: Letters, owner: Block | None = None
) -> tuple[dict[str, Any], Shape, str]:
    """The fields of the step that writes a whole gradient; `owner` has it, if it is of a
    parameter, whose letters are `at`."""
    rule = sum_rule(len(edges.parts[whole]))
    reads = dict(zip(rule.tensors, edges.parts[whole], strict=True))
    symbols = {name: written(part) for name, part in reads.items()}
    symbols |= {SUM: written(whole, several=True)}
    symbols |= {"tensor": written(denominator(whole), several=True)}
    fields = {
        "phase": "backward",
        "node": node_of(whole),
        "rule_name": SUM,
        "reads": reads,
        "writes": whole,
        "rule": rule,
        "block_settings": {},
        "into": owner.into(1) if owner else {"x": shape},
        "at": at,
        "kind": addition,
        "layer": owner.kind if owner else addition,
        "rank": 1 + len(owner.sample_in) if owner else len(shape),
        "shapes": dict.fromkeys((SUM, *reads), shape),
        "symbols": symbols,
        "names": {"readers": readers_of(edges, whole)},
        "general": GENERAL_OF_PARAMETER if owner else GENERAL,
        "turned": frozenset(),
        "stores": {},
    }
    return fields, shape, "gradient"


def readers_of(edges: Edges, whole: str) -> BOTH:
    """The blocks that use a tensor, in the order of the network, each with how often it does."""
    uses = Counter(reader.block.id for reader in reversed(edges.sources[whole]))
    named = [counted(display_name(edges.block[id]), times) for id, times in uses.items()]
    return listed([en for en, _ in named], AND[0]), listed([es for _, es in named], AND[1])


def counted(name: BOTH, times: int) -> BOTH:
    if times == 1:
        return name
    en, es = TIMES.get(times, (f"{times} times", f"{times} veces"))
    return f"{name[0]} ({en})", f"{name[1]} ({es})"


def listed(names: list[str], word: str) -> str:
    *others, last = names
    return f"{', '.join(others)} {word} {last}" if others else last
