"""Random networks that branch, for hypothesis: who reads whom, which kinds, which share weights."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from backstep.engine.kind import Shape
from backstep.engine.registry import LAYERS
from tests.networks import Raw, describe

WIDTH = 2  # of every tensor, so that most graphs fit
SAMPLES = 3
SHAPES: tuple[Shape, ...] = ((SAMPLES, WIDTH), (2, 3, WIDTH))
MOST = 12  # layers
READERS = 4  # of one tensor, at most
ALONE: tuple[Raw, ...] = (
    {"kind": "tanh"}, {"kind": "sigmoid"}, {"kind": "softplus"}, {"kind": "bias"},
    {"kind": "softmax"}, {"kind": "layer_norm"}, {"kind": "multiply_constant", "value": -0.7},
    {"kind": "linear", "units": WIDTH}, {"kind": "linear", "units": WIDTH, "bias": False},
)  # fmt: skip
TWO: tuple[Raw, ...] = ({"kind": "add"}, {"kind": "multiply"})
ROWS: tuple[Raw, ...] = (  # at rank 3
    {"kind": "attention"}, {"kind": "attention", "heads": 2, "causal": True}, {"kind": "position"},
    {"kind": "layer_norm", "axes": "last"}, {"kind": "softmax", "axis": -1},
)  # fmt: skip


@st.composite
def graphs(draw: st.DrawFn, kinds: tuple[Raw, ...] = (), shape: Shape | None = None) -> Raw:
    """A description in which every layer is read: what nobody reads is added at the end."""
    shape = shape or draw(st.sampled_from(SHAPES))
    kinds = kinds or ALONE + TWO + (ROWS if len(shape) == 3 else ())
    layers: list[Raw] = []
    readers: dict[str, int] = {"data": 0}
    for _ in range(draw(st.integers(1, MOST - 4))):
        layers.append(read(draw, draw(st.sampled_from(kinds)), layers, readers))
    while len(unread := [node for node, n in readers.items() if n == 0 and node != "data"]) > 1:
        wires = {"x": unread[0], "other": unread[1]}
        layers.append({"kind": "add", "inputs": wires})
        note(wires, len(layers), readers)
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    x, target = (rng.normal(size=shape) for _ in range(2))
    return describe(layers, x, target, seed=draw(st.integers(0, 99)))


def read(draw: st.DrawFn, kind: Raw, layers: list[Raw], readers: dict[str, int]) -> Raw:
    """A layer that reads what is there, and perhaps shares the weights of an earlier one."""
    free = [node for node, count in readers.items() if count < READERS - 1]
    wires = {name: draw(st.sampled_from(free)) for name in LAYERS[kind["kind"]].inputs}
    owners = [k for k, other in enumerate(layers, start=1) if other["kind"] == kind["kind"]]
    owners = [k for k in owners if "share" not in layers[k - 1]]
    layer: Raw = {**kind, "inputs": wires}
    if owners and LAYERS[kind["kind"]].parameters and draw(st.booleans()):
        layer = {"kind": kind["kind"], "share": f"l{draw(st.sampled_from(owners))}"}
        layer["inputs"] = wires
    note(wires, len(layers) + 1, readers)
    return layer


def note(wires: dict[str, str], position: int, readers: dict[str, int]) -> None:
    for node in wires.values():
        readers[node] += 1
    readers[f"l{position}"] = 0


def anything(draw: st.DrawFn) -> Any:
    """Layers of any kind at any place: most of them do not fit."""
    layers: list[Raw] = []
    for place in range(draw(st.integers(1, MOST))):
        kind = LAYERS[draw(st.sampled_from(sorted(LAYERS)))]
        layer: Raw = {"kind": kind.name, **draw(st.sampled_from(kind.examples())).settings}
        names = draw(st.sets(st.sampled_from([*kind.inputs, "beside"])))
        nodes = st.sampled_from(["data", *(f"l{k}" for k in range(1, place + 2))])
        layer["inputs"] = {name: draw(nodes) for name in sorted(names)}
        if draw(st.integers(0, 4)) == 0:
            layer["share"] = draw(nodes)
        layers.append(layer)
    return describe(layers, np.ones((SAMPLES, WIDTH)), np.ones((SAMPLES, WIDTH)))
