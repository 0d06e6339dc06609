"""The steps of an update: the optimizer's rules on one parameter after the other."""

from collections.abc import Iterator
from typing import Any

from backstep.describe import shapes
from backstep.describe.block import Block
from backstep.engine.kind import Rule, Shape
from backstep.engine.rule_names import stem_of
from backstep.engine.texts import parameter_letters, shape_facts
from backstep.plan.edges import Edges
from backstep.plan.names import block_names, update_addresses, update_symbols
from backstep.plan.step import general_formula, role_of


def update_steps(
    optimizer: Block, edges: Edges, block: Block, name: str
) -> Iterator[tuple[dict[str, Any], Shape, str]]:
    """The optimizer's rules on one parameter: each intermediate, then the new value."""
    shape = block.parameters[name]
    known = {"p": shape, "dp": shape}
    known |= shapes.state_shapes(optimizer.kind, optimizer.settings, known)
    rules = shapes.active_rules(optimizer.kind, optimizer.settings)
    into, rank = block.into(1), 1 + len(block.sample_in)
    facts = {**block.settings, **shape_facts(into)}
    at = parameter_letters(block.kind, name, facts)
    table = update_addresses(edges.meant(block, name), [*known, *(rule.name for rule in rules)])
    symbols = update_symbols(name, block.position, table)
    of = known | {rule.name: update_shape(rule, optimizer, known) for rule in rules}
    instead: dict[str, str] = {}  # a tensor, and what the rules from here on read in its place
    for rule in sorted(rules, key=lambda r: r.name == "next"):
        fields = {
            "phase": "update",
            "node": block.id,
            "rule_name": rule.name,
            "reads": {t: table[t] for t in rule.tensors},
            "writes": table[rule.name],
            "rule": rule,
            "block_settings": optimizer.settings,
            "into": {},
            "at": at,
            "kind": optimizer.kind,
            "layer": block.kind,
            "rank": rank,
            "shapes": of,
            "symbols": symbols,
            "names": block_names(edges, block),
            "general": general_formula(rule, optimizer.kind, instead),
            "turned": frozenset(),
            "stores": {},
        }
        yield fields, of[rule.name], role_of(rule)
        if rule.replaces:
            instead = {**instead, rule.replaces: rule.name}
            table = {**table, rule.replaces: table[rule.name]}
            symbols = {**symbols, rule.replaces: symbols[rule.name]}


def update_shape(rule: Rule, optimizer: Block, known: dict[str, Shape]) -> Shape:
    if rule.shape is not None:
        return shapes.rule_shape(rule, optimizer.settings, known)
    return known.get(stem_of(rule.name), known["p"])
