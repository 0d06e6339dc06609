"""The plan of one iteration: which rule runs when, on which tensors. No arithmetic happens here.

Forward from the first layer to the last, the error, backward from the last layer to the first,
the update: all of it is read off the signatures of the rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from backstep.describe import shapes
from backstep.describe.network import Block, Network
from backstep.engine.kind import Rule, Shape
from backstep.engine.letters import letters
from backstep.engine.texts import parameter_letters
from backstep.plan.names import (
    alias_table,
    block_names,
    layer_addresses,
    loss_addresses,
    update_addresses,
    update_symbols,
)  # fmt: skip
from backstep.plan.step import Step, general_formula, symbol

KEPT_ROLES = ("activation", "intermediate", "drawn", "input")


@dataclass(frozen=True, slots=True)
class TensorInfo:
    """What is known of a tensor before it is computed."""

    shape: Shape
    role: str


@dataclass(frozen=True, eq=False)
class Plan:
    """The steps of an iteration on a batch of so many samples, and every tensor in it."""

    network: Network
    samples: int
    steps: tuple[Step, ...]
    tensors: dict[str, TensorInfo]
    aliases: dict[str, str]

    @cached_property
    def writer(self) -> dict[str, Step]:
        """The step that writes each tensor; what no step writes is given, drawn before or kept."""
        return {step.writes: step for step in self.steps}

    @cached_property
    def memory(self) -> dict[str, list[str]]:
        """What forward has to store, because some backward step reads it: address to readers."""
        kept: dict[str, list[str]] = {}
        forward = {s.writes for s in self.steps if s.phase in ("forward", "error")} | {"data.x"}
        for step in self.steps:
            if step.phase == "backward":
                for address in step.reads.values():
                    if address in forward and self.tensors[address].role in KEPT_ROLES:
                        kept.setdefault(address, []).append(step.writes)
        return {address: kept[address] for address in self.tensors if address in kept}

    def canonical(self, address: str) -> str | None:
        """The one name of a tensor, given that or an alias; None if there is no such tensor."""
        found = self.aliases.get(address, address)
        return found if found in self.tensors else None


def plan(network: Network, samples: int) -> Plan:
    """The plan of an iteration on `samples` samples; a network keeps its plans."""
    if samples not in network.plans:
        network.plans[samples] = make_plan(network, samples)
    made: Plan = network.plans[samples]
    return made


def make_plan(network: Network, samples: int) -> Plan:
    tensors = dict(given_tensors(network, samples))
    steps: list[Step] = []
    for fields, shape, role in all_steps(network, samples):
        steps.append(Step(index=len(steps), **fields))
        tensors[fields["writes"]] = TensorInfo(shape, role)
    made = Plan(network, samples, tuple(steps), tensors, alias_table(len(network.layers)))
    note_what_is_stored(made)
    return made


def note_what_is_stored(plan: Plan) -> None:
    """Each stored tensor at the step that stores it for a reader: of the reader's own block, the
    step that writes the tensor, or else the first that reads it."""
    ahead: dict[str, list[Step]] = {}
    for step in plan.steps:
        if step.phase in ("forward", "error"):
            ahead.setdefault(step.node, []).append(step)
    for address, readers in plan.memory.items():
        for reader in readers:
            own = ahead[plan.writer[reader].node]
            storing = [s for s in own if s.writes == address]
            storing += [s for s in own if address in s.reads.values()]
            storing[0].stores.setdefault(address, []).append(reader)


def given_tensors(network: Network, samples: int) -> Iterator[tuple[str, TensorInfo]]:
    """Everything that is known before the first step."""
    yield "data.x", TensorInfo((samples, *network.data.x.shape[1:]), "input")
    yield "data.target", TensorInfo((samples, *network.data.target.shape[1:]), "target")
    for address, shape in network.parameters.items():
        yield address, TensorInfo(shape, "parameter")
    for block in network.layers:
        for name, shape in block.states.items():
            yield f"{block.id}.{name}", TensorInfo(shape, "state")
    optimizer = network.optimizer
    for address, shape in network.parameters.items():
        for name, of in shapes.state_shapes(optimizer.kind, optimizer.settings, p=shape).items():
            yield f"{address}:{name}", TensorInfo(of, "state")


def all_steps(network: Network, samples: int) -> Iterator[tuple[dict[str, Any], Shape, str]]:
    """Every step in order: its fields, the shape that it writes, and that tensor's role."""
    blocks = [*network.layers, network.loss]
    for phase in ("forward", "error"):
        for block in blocks:
            yield from block_steps(network, block, phase, samples)
    for block in reversed(blocks):
        yield from block_steps(network, block, "backward", samples)
    for block in network.layers:
        for name in block.parameters:
            if name not in block.frozen:
                yield from update_steps(network, block, name)
    for block in network.layers:
        yield from block_steps(network, block, "update", samples)


def block_steps(
    network: Network, block: Block, phase: str, samples: int
) -> Iterator[tuple[dict[str, Any], Shape, str]]:
    is_loss = block.id == "loss"
    count = len(network.layers)
    x = (samples, *block.sample_in)
    y = x if is_loss else (samples, *block.sample_out)
    known = shapes.block_shapes(block.kind, block.settings, x, y)
    for rule in shapes.active_rules(block.kind, block.settings):
        if rule.phase != phase:
            continue
        names = [t for t in rule.tensors if t not in rule.optional or t in known]
        if is_loss:
            table = {n: loss_addresses(n, count) for n in (*names, *known)}
            symbols = {n: loss_symbol(n, count, a) for n, a in table.items()}
        else:
            table = {n: layer_addresses(n, block.position) for n in (*names, *known)}
            symbols = {n: symbol(n, str(block.position), a) for n, a in table.items()}
            symbols |= {n.replace(":", "_"): v for n, v in symbols.items() if ":" in n}
            symbols["dy"] = symbol("dy", str(block.position), f"{block.id}.dy")
            symbols["dx"] = symbol("dx", str(block.position), layer_addresses("dx", block.position))
        fields = {
            "phase": phase,
            "node": block.id,
            "rule_name": rule.name,
            "reads": {n: table[n] for n in names},
            "writes": table[rule.name],
            "rule": rule,
            "block_settings": block.settings,
            "x_shape": x,
            "at": letters(len(x)),
            "kind": block.kind,
            "layer": block.kind,
            "rank": len(x),
            "shapes": known,
            "symbols": symbols,
            "names": block_names(network, block),
            "general": general_formula(rule, block.kind),
            "stores": {},
        }
        yield fields, known[rule.name], role_of(rule)


def loss_symbol(name: str, layers: int, address: str) -> Any:
    """The loss's x is the last layer's y, and is written so."""
    if name in ("x", "dx"):
        stem = "y" if layers else "x"
        return symbol(name.replace("x", stem), str(layers or 1), address)
    return symbol(name, "", address)


def update_steps(
    network: Network, block: Block, name: str
) -> Iterator[tuple[dict[str, Any], Shape, str]]:
    """The optimizer's rules on one parameter: each intermediate, then the new value."""
    optimizer, shape = network.optimizer, block.parameters[name]
    address = f"{block.id}.{name}"
    known = {"p": shape, "dp": shape}
    known |= shapes.state_shapes(optimizer.kind, optimizer.settings, p=shape)
    rules = shapes.active_rules(optimizer.kind, optimizer.settings)
    x = (1, *block.sample_in)
    facts = {**block.settings, "x_shape": x, "at": letters(len(x))}
    at, rank = parameter_letters(block.kind, name, facts), len(x)
    table = update_addresses(address, [*known, *(rule.name for rule in rules)])
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
            "x_shape": (),
            "at": at,
            "kind": optimizer.kind,
            "layer": block.kind,
            "rank": rank,
            "shapes": of,
            "symbols": symbols,
            "names": block_names(network, block),
            "general": general_formula(rule, optimizer.kind, instead),
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
    return known.get(rule.name.removesuffix(":next"), known["p"])


def role_of(rule: Rule) -> str:
    if rule.drawn:
        return "drawn"
    if rule.phase == "backward":
        return "gradient"
    if rule.name.endswith("next"):
        return "updated"
    return {"y": "activation", "E": "loss"}.get(rule.name, "intermediate")
