"""Addresses: what a tensor is called. `l1.W` is layer 1's W, and `l1.W:m` what is remembered of it.

    node.name[@reader[.input]][:state][:next]

split at the first dot: the node that has the tensor and the tensor's name there; of a gradient
that is a sum, the reader whose part it is; what an optimizer keeps of a parameter; and whether it
is the value after the update. No other module takes an address apart or puts one together.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

DATA, LOSS, OPTIMIZER = "data", "loss", "optimizer"
AFTER = "next"  # what rules and addresses call the value after the update
GRAMMAR = re.compile(
    r"(?P<node>\w+)\.(?P<name>\w+)"
    r"(?:@(?P<reader>\w+)(?:\.(?P<input>\w+))?)?"
    rf"(?::(?!{AFTER}(?::|$))(?P<state>\w+))?(?P<next>:{AFTER})?",
    re.ASCII,
)
LAYER = re.compile(r"l([1-9][0-9]*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart; `str` puts it together again."""

    node: str
    name: str
    reader: str = ""
    input: str = ""
    state: str = ""
    next: bool = False

    def __str__(self) -> str:
        part = f"@{self.reader}" if self.reader else ""
        part += f".{self.input}" if self.input else ""
        state = f":{self.state}" if self.state else ""
        return f"{self.node}.{self.name}{part}{state}{f':{AFTER}' if self.next else ''}"


def parse(text: str) -> Address | None:
    """An address taken apart; None where the text has not the form of one."""
    found = GRAMMAR.fullmatch(text)
    if found is None:
        return None
    node, name, reader, input, state, new = found.groups(default="")
    return Address(node, name, reader, input, state, bool(new))


def layer_id(position: int) -> str:
    """What the layer at this place is called, counted from 1: `l1`."""
    return f"l{position}"


def position_of(node: str) -> int | None:
    """The place of a layer; None for a node that is none."""
    found = LAYER.fullmatch(node)
    return int(found[1]) if found else None


def tensor(node: str, name: str) -> str:
    """The address of what a node calls so; a rule's `running_mean:next` too."""
    return f"{node}.{name}"


INPUT, TARGET, ERROR = tensor(DATA, "x"), tensor(DATA, "target"), tensor(LOSS, "E")


def state_of(parameter: str, name: str) -> str:
    """What an optimizer keeps, or computes on the way, for a parameter: `l1.W:m`, `l1.W:next`."""
    return f"{parameter}:{name}"


def after(address: str) -> str:
    """Where the value after the update is: `l1.W:next`, `l1.W:m:next`."""
    return f"{address}:{AFTER}"


@lru_cache(maxsize=8192)
def gradient_of(address: str) -> str:
    """The address that the gradient with respect to a tensor has: `l1.dW` for `l1.W`."""
    of = apart(address)
    return tensor(of.node, f"d{of.name}")


@lru_cache(maxsize=8192)
def part_of(gradient: str, reader: str, input: str = "") -> str:
    """The part of a gradient that comes from one reader: `l2.dy@l5.other`, `l1.dW@l3`."""
    return str(replace(apart(gradient), reader=reader, input=input))


def is_part(address: str) -> bool:
    """Whether this is what one of several readers gives to a gradient."""
    return bool(apart(address).reader)


def denominator(gradient: str) -> str:
    """The tensor that a gradient, or a part of one, is with respect to: `l1.W` for `l1.dW`."""
    found = apart(gradient)
    return tensor(found.node, found.name.removeprefix("d"))


def owner_of(address: str) -> str:
    """The parameter that a state belongs to: `l1.W` for `l1.W:m`; any other tensor is its own."""
    return str(replace(apart(address), state="", next=False))


def node_of(mark: str) -> str:
    """The node that has a tensor, or that a mark names: a node's own name means all that it has."""
    return mark.partition(".")[0]


def name_of(mark: str) -> str:
    """What its node calls a tensor; "" for a node's own name."""
    return mark.partition(".")[2]


def moved(mark: str, node: str) -> str:
    """The same tensor of another node, or that node's own name."""
    return mark.replace(node_of(mark), node, 1)


@lru_cache(maxsize=8192)
def apart(address: str) -> Address:
    """An address that is known to be one, taken apart."""
    found = parse(address)
    assert found is not None, address
    return found
