"""Who reads what: the tensor that a block means by a name of its own, and the way from it to E.

A block's own names are those of its kind's rules: `x` is what it reads, wherever that comes from,
and `dx` the gradient with respect to it. Names, aliases, chains, sums and sentences all ask here.

A tensor that is read several times receives a gradient from each of its readers: each writes a
part, such as `l2.dy@l5.other`, and the parts add up to `l2.dy`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from backstep.describe.address import (
    DATA,
    ERROR,
    INPUT,
    TARGET,
    gradient_of,
    node_of,
    parse,
    part_of,
    tensor,
)
from backstep.describe.block import Block
from backstep.describe.shapes import active_rules
from backstep.engine.rule_names import rule_name


@dataclass(frozen=True, slots=True)
class Reader:
    """A block that reads a tensor, and what it calls it."""

    block: Block
    name: str


@dataclass(frozen=True, eq=False)
class Edges:
    """How the blocks of a network are joined: the layers in their order, then the loss."""

    blocks: Sequence[Block]
    known: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)  # see `meant`

    @cached_property
    def block(self) -> dict[str, Block]:
        """Each block by its id."""
        return {block.id: block for block in self.blocks}

    @cached_property
    def readers(self) -> dict[str, list[Reader]]:
        """Who reads each tensor that is handed on, in the order of the blocks."""
        found: dict[str, list[Reader]] = {}
        for block in self.blocks:
            for name in block.inputs:
                found.setdefault(self.meant(block, name), []).append(Reader(block, name))
        return found

    @cached_property
    def users(self) -> dict[str, list[Reader]]:
        """Which blocks use each parameter, its owner first."""
        found: dict[str, list[Reader]] = {}
        for block in self.blocks:
            for name in block.uses:
                found.setdefault(block.parameter(name), []).append(Reader(block, name))
        return found

    @cached_property
    def sources(self) -> dict[str, list[Reader]]:
        """Whom each gradient comes from, in the order in which they write: the last block first,
        within a block as its rules stand."""
        found: dict[str, list[Reader]] = {}
        for block in reversed(self.blocks):
            for rule in active_rules(block.kind, block.settings):
                name = rule.name[1:]
                if rule.phase == "backward" and rule.name[0] == "d":
                    if name in block.inputs or name in block.uses:
                        gradient = gradient_of(self.meant(block, name))
                        found.setdefault(gradient, []).append(Reader(block, name))
        return found

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        """The parts of each gradient that is a sum, in the order in which they are written."""
        return {
            gradient: [self.part(gradient, reader) for reader in readers]
            for gradient, readers in self.sources.items()
            if len(readers) > 1
        }

    @cached_property
    def whole(self) -> dict[str, str]:
        """The gradient that each part belongs to."""
        return {part: gradient for gradient, parts in self.parts.items() for part in parts}

    def reader_of(self, part: str) -> Reader | None:
        """Whose part of a gradient this is; None for what is no part."""
        whole = self.whole.get(part)
        return self.sources[whole][self.parts[whole].index(part)] if whole else None

    @staticmethod
    def part(gradient: str, reader: Reader) -> str:
        """A reader's part of a gradient; of a parameter a block has one use, without a name."""
        return part_of(
            gradient, reader.block.id, reader.name * (reader.name in reader.block.inputs)
        )

    def meant(self, block: Block, name: str) -> str:
        """The address of what a block calls `name`: of its inputs another's tensor, of parameters
        that it shares their owner's, of the gradients of those its part; of all else its own."""
        key = (block.id, name)
        if key not in self.known:
            self.known[key] = self.found(block, name)
        return self.known[key]

    def found(self, block: Block, name: str) -> str:
        if name in block.inputs:
            return handed_on(block.inputs[name], name)
        if name in block.uses:
            return block.parameter(name)
        of = name[1:]
        if name[:1] == "d" and (of in block.inputs or of in block.uses):
            gradient = gradient_of(self.meant(block, of))
            part = self.part(gradient, Reader(block, of))
            return part if part in self.whole else gradient
        return tensor(block.id, rule_name(name))

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Names that requests may use besides the canonical one: `l2.x` for `l1.y`."""
        found: dict[str, str] = {}
        for block in self.blocks:
            shared = list(block.uses) if block.share else []
            back = [name for name in block.inputs if block.kind.passes_back(name)]
            for name in (*block.inputs, *shared, *(f"d{name}" for name in (*back, *shared))):
                found[tensor(block.id, name)] = self.meant(block, name)
        for gradient, (reader, *others) in self.sources.items():
            if not others:
                found[self.part(gradient, reader)] = gradient
        return found

    def canonical(self, address: str) -> str:
        """The one name of a tensor, given that or an alias: also of what an optimizer keeps of a
        parameter that is shared."""
        found = self.aliases.get(address)
        if found is None and (of := parse(address)) and (of.state or of.next) and not of.reader:
            owner = self.aliases.get(tensor(of.node, of.name))
            found = address if owner is None else str(replace(of, node=node_of(owner)))
        return found or address

    def ahead(self, address: str) -> list[Reader]:
        """The readers of a tensor that hand a gradient back to it, in the order of the blocks,
        within one in that of its inputs."""
        readers = self.readers.get(address, [])
        return [reader for reader in readers if reader.block.kind.passes_back(reader.name)]

    @cached_property
    def distance(self) -> dict[str, int]:
        """How many blocks there are at least between a tensor that is handed on and the error."""
        found = {ERROR: 0}
        for block in reversed(self.blocks):
            ahead = [found[reader.block.output] for reader in self.ahead(block.output)]
            found.setdefault(block.output, 1 + min(ahead, default=0))
        return found

    def middle(self, block: Block) -> Block:
        """The block that comes after this one on the first path to the error; the loss is its
        own."""
        ahead = (reader.block for reader in self.ahead(block.output))
        return min(ahead, key=lambda reader: self.distance[reader.output], default=block)


def handed_on(node: str, name: str) -> str:
    """What a node hands on to an input of this name; the data hand on targets too."""
    if node == DATA:
        return TARGET if name == "target" else INPUT
    return tensor(node, "y")
