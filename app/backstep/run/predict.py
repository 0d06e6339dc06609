"""Using the network without learning: dropout off, running statistics in place of the batch's."""

from inspect import signature
from math import prod
from typing import Any

import numpy as np

from backstep.describe.address import DATA, tensor
from backstep.describe.network import Block, Network
from backstep.describe.shapes import active_rules, block_shapes
from backstep.engine.kind import Array, shape_name
from backstep.engine.misfit import in_words
from backstep.errors import Flaw, OwnCode
from backstep.run.state import State
from backstep.work.deadline import look


def predict(network: Network, state: State, x: Array, address: str | None = None) -> Array:
    """The output of a layer (by default the last) for samples in data units.

    `x` is samples × the shape of one sample; `address` is the canonical one of a layer's y.
    """
    with np.errstate(all="ignore"):
        values = (np.asarray(x) - network.data.shift) / network.data.scale
        return respond(network, state, values.astype(network.dtype), address)


def respond(network: Network, state: State, x: Array, address: str | None = None) -> Array:
    """The same for samples in the network's units: those that the first layer sees."""
    with np.errstate(all="ignore"):
        live, over = {DATA: x}, last_readers(network)
        y = x
        for block in network.layers:
            look()
            known = {name: block.seen(state[block.parameter(name)]) for name in block.uses}
            known |= {name: state[tensor(block.id, name)] for name in block.states}
            known |= {name: live[node] for name, node in block.inputs.items()}
            y = live[block.id] = apply(block, "forward", known)["y"]
            if block.kind.code and y.shape != block.out(len(x)):
                raise unlike(block, y.shape, len(x))
            if address == block.output:
                break
            for node in over.get(block.id, ()):
                del live[node]
    return y


def unlike(block: Block, shape: tuple[int, ...], samples: int) -> OwnCode:
    """Own code gives another shape for other samples than it gave when the network was made."""
    code = block.kind.code
    assert code is not None
    is_, should = in_words(shape), in_words(block.out(samples))
    en = f"{code.file}: y has the shape {is_} for {samples} samples, and it should have {should}"
    es = f"{code.file}: y tiene la forma {is_} para {samples} ejemplos, y debería tener {should}"
    said = {"kind": block.kind.name, "file": code.file, "line": code.lines["y"], "function": "y"}
    return OwnCode(Flaw("own_code", en, allowed={**said, "said": {"en": en, "es": es}}))


def last_readers(network: Network) -> dict[str, list[str]]:
    """For each layer, the nodes that nobody reads any more once it has been computed."""
    last = {node: block.id for block in network.blocks for node in block.inputs.values()}
    over: dict[str, list[str]] = {}
    for node, reader in last.items():
        over.setdefault(reader, []).append(node)
    return over


def cells_of(network: Network) -> int:
    """Numbers that layers compute for one sample, those on the way to their outputs too."""
    cells = prod(network.data.x.shape[1:])
    for block in network.layers:
        shapes = block_shapes(block.kind, block.settings, block.into(1), block.out(1))
        rules = active_rules(block.kind, block.settings)
        cells += sum(prod(shapes[rule.name]) for rule in rules if rule.phase == "forward")
    return cells


def loss_of(network: Network, y: Array, target: Array) -> float:
    """E of outputs and targets, both samples × the output of one sample."""
    with np.errstate(all="ignore"):
        return float(apply(network.loss, "error", {"x": y, "target": target})["E"])


def apply(block: Block, phase: str, tensors: dict[str, Any]) -> dict[str, Any]:
    """All tensors of a phase, each rule replaced by its predicting version where it has one."""
    told = {shape_name(name): tensors[name].shape for name in block.kind.inputs}
    known = {**block.settings, **tensors, **told}
    for rule in active_rules(block.kind, block.settings):
        if rule.phase == phase:
            function = rule.predict or rule.function
            names = signature(function).parameters
            known[rule.name] = function(**{name: known.get(name) for name in names})
    return known
