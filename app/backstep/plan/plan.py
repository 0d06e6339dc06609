"""The plan of one iteration: which rule runs when, on which tensors. No arithmetic happens here.

Forward from the first layer to the last, the error, backward from the last layer to the first,
the update: all of it is read off the signatures of the rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from backstep.describe import shapes
from backstep.describe.address import INPUT, TARGET, gradient_of, node_of
from backstep.describe.network import Block, Network
from backstep.engine.kind import Shape
from backstep.engine.letters import letters
from backstep.engine.texts import parameter_letters, shape_facts
from backstep.plan.edges import Edges
from backstep.plan.names import block_names, block_symbols
from backstep.plan.step import Step, general_formula, role_of
from backstep.plan.sums import sum_step
from backstep.plan.telling import told
from backstep.plan.updates import update_steps

KEPT_ROLES = ("activation", "intermediate", "drawn", "input")
DERIVED = ("parameter", "activation", "input")  # whose gradients go by their names


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
    edges: Edges
    _told: dict[Step, dict[str, Any]] = field(default_factory=dict, init=False)  # once asked for

    @cached_property
    def writer(self) -> dict[str, Step]:
        """The step that writes each tensor; what no step writes is given, drawn before or kept."""
        return {step.writes: step for step in self.steps}

    def told(self, step: Step) -> dict[str, Any]:
        """A step of this plan as api.md gives it; each is put into words once."""
        if step not in self._told:
            self._told[step] = told(step)
        return self._told[step]

    @cached_property
    def memory(self) -> dict[str, list[str]]:
        """What forward has to store, because some backward step reads it: address to readers."""
        kept: dict[str, list[str]] = {}
        forward = {s.writes for s in self.steps if s.phase in ("forward", "error")} | {INPUT}
        for step in self.steps:
            if step.phase == "backward":
                for address in dict.fromkeys(step.reads.values()):  # one may read it by two names
                    if address in forward and self.tensors[address].role in KEPT_ROLES:
                        kept.setdefault(address, []).append(step.writes)
        return {address: kept[address] for address in self.tensors if address in kept}

    def canonical(self, address: str) -> str | None:
        """The one name of a tensor, given that or an alias; None if there is no such tensor."""
        found = self.edges.canonical(address)
        return found if found in self.tensors else None

    def gradient_of(self, address: str) -> str | None:
        """The gradient with respect to a parameter, an activation or data.x, or a gradient itself;
        None for all else, and where nothing computes that gradient."""
        found = self.canonical(address)
        role = found and self.tensors[found].role
        if found is None or role == "gradient":
            return found
        gradient = gradient_of(found)
        return gradient if role in DERIVED and gradient in self.tensors else None


def plan(network: Network, samples: int) -> Plan:
    """The plan of an iteration on `samples` samples; a network keeps its plans."""
    if samples not in network.plans:
        network.plans[samples] = make_plan(network, samples)
    made: Plan = network.plans[samples]
    return made


def make_plan(network: Network, samples: int) -> Plan:
    tensors, edges = dict(known_before(network, samples)), Edges(network.blocks)
    steps: list[Step] = []
    for fields, shape, role in all_steps(network, edges, samples):
        steps.append(Step(index=len(steps), **fields))
        tensors[fields["writes"]] = TensorInfo(shape, role)
    made = Plan(network, samples, tuple(steps), tensors, edges)
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


def known_before(network: Network, samples: int) -> Iterator[tuple[str, TensorInfo]]:
    """Everything that is known before the first step."""
    yield INPUT, TensorInfo((samples, *network.data.x.shape[1:]), "input")
    yield TARGET, TensorInfo((samples, *network.data.target.shape[1:]), "target")
    for found in network.persisting:
        role = "parameter" if found.field == "parameters" else "state"
        yield found.address, TensorInfo(found.shape, role)


def all_steps(
    network: Network, edges: Edges, samples: int
) -> Iterator[tuple[dict[str, Any], Shape, str]]:
    """Every step in order: its fields, the shape that it writes, and that tensor's role."""
    for phase in ("forward", "error"):
        for block in network.blocks:
            yield from block_steps(edges, block, phase, samples)
    yield from backward_steps(network, edges, samples)
    for block in network.layers:
        for name in block.parameters:
            if name not in block.frozen:
                yield from update_steps(network.optimizer, edges, block, name)
    for block in network.layers:
        yield from block_steps(edges, block, "update", samples)


def backward_steps(
    network: Network, edges: Edges, samples: int
) -> Iterator[tuple[dict[str, Any], Shape, str]]:
    """The backward rules, from the loss to the first layer, and the sums of what has parts: of a
    tensor right before the rules of the block that wrote it, of a parameter after its last part."""
    for block in reversed(network.blocks):
        handed_on = gradient_of(block.output)
        if handed_on in edges.parts:
            yield sum_step(edges, handed_on, block.out(samples), letters(1 + len(block.sample_out)))
        for fields, shape, role in block_steps(edges, block, "backward", samples):
            yield fields, shape, role
            whole = edges.whole.get(fields["writes"])
            if whole and fields["node"] == node_of(whole) and whole != handed_on:
                facts = {**block.settings, **shape_facts(block.into(samples))}
                at = parameter_letters(block.kind, fields["rule_name"][1:], facts)
                yield sum_step(edges, whole, shape, at, block)
    of_data = gradient_of(INPUT)
    if of_data in edges.parts:
        shape = (samples, *network.data.x.shape[1:])
        yield sum_step(edges, of_data, shape, letters(len(shape)))


def block_steps(
    edges: Edges, block: Block, phase: str, samples: int
) -> Iterator[tuple[dict[str, Any], Shape, str]]:
    active = shapes.active_rules(block.kind, block.settings)
    rules = [rule for rule in active if rule.phase == phase]
    if not rules:
        return
    into, x = block.into(samples), (samples, *block.sample_in)
    known = shapes.block_shapes(block.kind, block.settings, into, block.out(samples))
    turned = turned_names(block)
    known |= {name: known[name][::-1] for name in turned if name in known}
    read = {r.name: [t for t in r.tensors if t not in r.optional or t in known] for r in rules}
    backward = (f"d{name}" for name in (*into, "y"))
    named = dict.fromkeys((*chain.from_iterable(read.values()), *known, *backward))
    table = {name: edges.meant(block, name) for name in named}
    symbols, words = block_symbols(block, table), block_names(edges, block)
    for rule in rules:
        fields = {
            "phase": phase,
            "node": block.id,
            "rule_name": rule.name,
            "reads": {name: table[name] for name in read[rule.name]},
            "writes": table[rule.name],
            "rule": rule,
            "block_settings": block.settings,
            "into": into,
            "at": letters(len(x)),
            "kind": block.kind,
            "layer": block.kind,
            "rank": len(x),
            "shapes": known,
            "symbols": symbols,
            "names": words,
            "general": general_formula(rule, block.kind),
            "turned": turned,
            "stores": {},
        }
        yield fields, known[rule.name], role_of(rule)


def turned_names(block: Block) -> frozenset[str]:
    """What a block calls the parameters, and their gradients, that it has transposed."""
    if not block.transposed:
        return frozenset()
    return frozenset(own for name in block.uses for own in (name, f"d{name}"))
