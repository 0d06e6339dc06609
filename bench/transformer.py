"""A transformer against PyTorch keeping as much, with hooks: the preset's, and a block of width 64;
and `erf`, without which neither is quick."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from backstep.describe.network import Block
from backstep.engine.functions import erf_of
from backstep.presets import PRESETS
from backstep.run.tape import Tape
from bench.harness import Result, compare
from bench.networks import make_tape
from bench.pytorch import hooked, rerun

WIDTH, HEADS, HIDDEN, PLACES, BATCH = 64, 4, 256, 32, 8


def measure() -> list[Result]:
    """The bars of a whole iteration with sgd, and of erf; none where PyTorch is not installed."""
    if not find_spec("torch"):
        return []
    torch: Any = import_module("torch")
    torch.set_num_threads(1)
    preset, block = make_tape(PRESETS["transformer"]["description"]), make_tape(block_of_width_64())
    return [
        error_function(torch),
        compare(
            "an iteration of the transformer preset, PyTorch with hooks",
            rerun(preset), hooked(torch, *mirror(torch, preset)), times=20, bar=0.30,
        ),
        compare(
            "a transformer block of width 64, PyTorch with hooks",
            rerun(block), hooked(torch, *mirror(torch, block)), times=2, bar=1.5,
        ),
    ]  # fmt: skip


def error_function(torch: Any) -> Result:
    """As many numbers as the block's GELU takes."""
    x = np.random.default_rng(0).normal(size=PLACES * BATCH * HIDDEN)
    theirs = torch.tensor(x)
    name = f"erf of {x.size:,} numbers, against PyTorch's"
    return compare(name, lambda: erf_of(x), lambda: torch.erf(theirs), times=10, bar=4.5)


def block_of_width_64() -> dict[str, Any]:
    """What a transformer repeats: attention and two linear layers, each around a residual."""
    rng = np.random.default_rng(0)
    x, target = rng.normal(size=(2, BATCH, PLACES, WIDTH))
    norm, linear = {"kind": "layer_norm", "axes": "last"}, {"kind": "linear", "units": WIDTH}
    layers = [
        norm, linear, {**linear, "inputs": {"x": "l1"}}, {**linear, "inputs": {"x": "l1"}},
        {
            "kind": "attention", "heads": HEADS, "causal": True,
            "inputs": {"q": "l2", "k": "l3", "v": "l4"},
        },
        linear, {"kind": "add", "inputs": {"other": "data"}}, norm, {**linear, "units": HIDDEN},
        {"kind": "gelu"}, linear, {"kind": "add", "inputs": {"other": "l7"}},
    ]  # fmt: skip
    network = {"layers": layers, "loss": {"kind": "mean_squared_error"}}
    return {"network": network, "data": {"x": x.tolist(), "target": target.tolist()}}


def mirror(torch: Any, tape: Tape) -> tuple[Any, Any, Any, Any]:
    """The same network and numbers as PyTorch's modules: model, loss, x, target."""
    nodes = [(block.id, module_of(torch, tape, block), block.inputs) for block in blocks(tape)]

    Module: Any = torch.nn.Module

    class Graph(Module):  # type: ignore[misc]
        """Runs the modules in their order, each on what it reads."""

        def __init__(self) -> None:
            super().__init__()
            self.modules_ = torch.nn.ModuleList(module for _, module, _ in nodes)

        def __iter__(self) -> Any:
            return iter(self.modules_)

        def forward(self, x: Any) -> Any:
            values = {"data": x}
            for id, module, inputs in nodes:
                values[id] = module(*(values[node] for node in inputs.values()))
            return values[id]

    x, target = (torch.tensor(tape.value(f"data.{name}").copy()) for name in ("x", "target"))
    if tape.network.layers[0].kind.name == "embedding":
        x, loss = x.long(), classes(torch)
    else:
        x, loss = x.requires_grad_(), torch.nn.functional.mse_loss
    model = Graph().double()
    tape.run()
    assert np.isclose(loss(model(x), target).item(), tape.loss, rtol=1e-12), "the same network"
    return model, loss, x, target


def blocks(tape: Tape) -> tuple[Block, ...]:
    return tape.network.layers


def classes(torch: Any) -> Callable[[Any, Any], Any]:
    """Cross entropy over all places of all samples."""

    def loss(y: Any, target: Any) -> Any:
        return torch.nn.functional.cross_entropy(y.flatten(0, 1), target.flatten(0, 1))

    return loss


def module_of(torch: Any, tape: Tape, block: Block) -> Any:
    """One layer as a module of its own, with its numbers."""
    nn, kind, settings = torch.nn, block.kind.name, block.settings
    Module: Any = nn.Module

    class Joining(Module):  # type: ignore[misc]
        def forward(self, *read: Any) -> Any:
            if kind == "add":
                return read[0] + read[1]
            heads = (part.unflatten(2, (settings["heads"], -1)).transpose(1, 2) for part in read)
            found = nn.functional.scaled_dot_product_attention(*heads, is_causal=True)
            return found.transpose(1, 2).flatten(2)

    class Position(Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.P = nn.Parameter(torch.zeros(*block.sample_in))

        def forward(self, x: Any) -> Any:
            return x + self.P

    width = block.sample_in[-1]
    made: dict[str, Callable[[], Any]] = {
        "linear": lambda: nn.Linear(width, settings["units"]),
        "layer_norm": lambda: nn.LayerNorm(width),
        "embedding": lambda: nn.Embedding(settings["rows"], settings["units"]),
        "position": Position,
        "gelu": nn.GELU,
    }
    module = made.get(kind, Joining)().double()
    with torch.no_grad():
        for name, parameter in zip(block.parameters, module.parameters(), strict=True):
            array = tape.value(f"{block.id}.{name}")
            parameter.copy_(torch.tensor((array.T if kind == "linear" else array).copy()))
    return module
