"""Who reads what: the tensor that a block means by a name of its own, and the way from it to E.

A block's own names are those of its kind's rules: `x` is what it reads, wherever that comes from,
and `dx` the gradient with respect to it. Names, aliases, chains and sentences all ask here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from backstep.describe.address import DATA, ERROR, INPUT, TARGET, gradient_of, tensor
from backstep.describe.block import Block
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

    def meant(self, block: Block, name: str) -> str:
        """The address of what a block calls `name`: of its inputs and their gradients, another's
        tensor; of all else its own."""
        if name in block.inputs:
            return handed_on(block.inputs[name], name)
        if name.startswith("d") and name[1:] in block.inputs:
            return gradient_of(self.meant(block, name[1:]))
        return tensor(block.id, rule_name(name))

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Names that requests may use besides the canonical one: `l2.x` for `l1.y`."""
        return {
            tensor(block.id, alias): self.meant(block, alias)
            for block in self.blocks
            for name in block.inputs
            for alias in (name, f"d{name}")
        }

    def way(self, address: str) -> list[Reader]:
        """The readers between a tensor that is handed on and the error, the nearest first."""
        found: list[Reader] = []
        while address != ERROR:
            found.append(self.readers[address][0])
            address = found[-1].block.output
        return found

    def middle(self, block: Block) -> Block:
        """The block that comes after this one on the way to the error; the loss is its own."""
        readers = self.readers.get(block.output)
        return readers[0].block if readers else block


def handed_on(node: str, name: str) -> str:
    """What a node hands on to an input of this name; the data hand on targets too."""
    if node == DATA:
        return TARGET if name == "target" else INPUT
    return tensor(node, "y")
