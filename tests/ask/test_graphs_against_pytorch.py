"""Random networks that branch, held against PyTorch: each gradient, and each reader's part of it.

PyTorch has no parts; it is given a copy of what is read for each reader, and has their gradients.
"""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from backstep.describe.address import DATA
from backstep.engine.registry import LAYERS
from backstep.run.tape import Tape
from tests.graphs import ALONE, SAMPLES, TWO, WIDTH, graphs
from tests.networks import Raw, start

torch = pytest.importorskip("torch", reason="PyTorch is not installed (make peers installs it)")
pytestmark = pytest.mark.peer
F = torch.nn.functional
MAPS: dict[str, Any] = {
    "tanh": lambda t: torch.tanh(t["x"]),
    "sigmoid": lambda t: torch.sigmoid(t["x"]),
    "softplus": lambda t: F.softplus(t["x"]),
    "bias": lambda t: t["x"] + t["b"],
    "softmax": lambda t: F.softmax(t["x"], t["axis"]),
    "layer_norm": lambda t: F.layer_norm(t["x"], t["x"].shape[1:], t["gamma"], t["beta"]),
    "multiply_constant": lambda t: t["x"] * t["value"],
    "linear": lambda t: t["x"] @ t["W"] + t.get("b", 0),
    "add": lambda t: t["x"] + t["other"],
    "multiply": lambda t: t["x"] * t["other"],
}
KINDS = tuple(kind for kind in (*ALONE, *TWO) if kind["kind"] in MAPS)


def of_pytorch(tape: Tape) -> dict[str, Any]:
    """Every gradient and part, by the address that it has here."""
    network = tape.network
    leaf = {address: torch.tensor(tape.value(address)) for address in network.parameters}
    kept: dict[str, Any] = {address: value.requires_grad_() for address, value in leaf.items()}
    made = {DATA: torch.tensor(tape.value("data.x")).requires_grad_()}
    kept["data.x"] = made[DATA]
    parts: dict[str, Any] = {}
    for block in network.layers:
        names = [*block.inputs, *block.uses]
        tensors = {name: made[node] for name, node in block.inputs.items()}
        tensors |= {name: leaf[block.parameter(name)] for name in block.uses}
        for name in names:
            tensors[name] = tensors[name] * 1.0  # a copy for this reader
            tensors[name].retain_grad()
            parts[tape.plan.edges.meant(block, f"d{name}")] = tensors[name]
        y = MAPS[block.kind.name]({**block.settings, **tensors})
        y.retain_grad()
        made[block.id] = kept[block.output] = y
    last = made[network.loss.inputs["x"]]
    ((last - torch.tensor(tape.value("data.target"))) ** 2).sum(1).mean().backward()
    found = {tape.plan.gradient_of(address): value.grad for address, value in kept.items()}
    return {a: grad for a, grad in found.items() if a} | {a: t.grad for a, t in parts.items()}


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(graphs(KINDS, (SAMPLES, WIDTH)))
def test_every_gradient_and_every_part_is_pytorchs(raw: Raw) -> None:
    assert all(kind["kind"] in LAYERS for kind in KINDS)
    tape = start(raw)
    tape.run()
    found = of_pytorch(tape)
    written = [step.writes for step in tape.plan.steps if step.phase == "backward"]
    inner = {address for address in written if address.endswith(".dz")}  # layer norm's own
    assert set(written) - inner == set(found)
    for address in found:
        ours = tape.value(address)
        scale = max(1.0, float(np.abs(ours).max()))
        np.testing.assert_allclose(ours, found[address].numpy(), rtol=1e-12, atol=1e-12 * scale)
