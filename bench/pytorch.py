"""A whole trace against PyTorch keeping as much: with hooks, and with its fastest capture."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from backstep.engine.layers.conv2d import conv2d
from backstep.run.tape import Tape
from bench.harness import Result, compare
from bench.networks import large, small

Task = Callable[[], object]


def measure() -> list[Result]:
    """The bars of the trace and of the convolution; none where PyTorch is not installed."""
    if not find_spec("torch"):
        return []
    torch: Any = import_module("torch")
    torch.set_num_threads(1)
    lesson, digits = small(), large()
    lesson_net, digits_net = mirror(torch, lesson, "Tanh"), mirror(torch, digits, "ReLU")
    return [
        compare(
            "a trace of 2-4-4-1 against PyTorch with hooks",
            rerun(lesson), hooked(torch, *lesson_net), times=20, bar=0.10,
        ),
        compare(
            "a trace of 2-4-4-1 against PyTorch's autograd.grad",
            rerun(lesson), with_grad(torch, *lesson_net), times=20, bar=0.30,
        ),
        compare(
            "a trace of 784-128-64-10 against PyTorch with hooks",
            rerun(digits), hooked(torch, *digits_net), times=5, bar=0.65,
        ),
        convolution(torch),
    ]  # fmt: skip


def rerun(tape: Tape) -> Task:
    def run() -> None:
        tape.cursor = 0
        tape.run()

    return run


def mirror(torch: Any, tape: Tape, activation: str) -> tuple[Any, Any, Any, Any]:
    """The same network and numbers as PyTorch's modules: model, loss, x, target."""
    modules = []
    for block in tape.network.layers:
        if not block.parameters:
            modules.append(getattr(torch.nn, activation)())
            continue
        weights = tape.value(f"{block.id}.W")
        layer = torch.nn.Linear(*weights.shape).double()
        with torch.no_grad():
            layer.weight.copy_(torch.tensor(weights.T.copy()))
            layer.bias.copy_(torch.tensor(tape.value(f"{block.id}.b").copy()))
        modules.append(layer)
    x, target = (torch.tensor(tape.value(f"data.{name}").copy()) for name in ("x", "target"))
    loss = squared_error if activation == "Tanh" else torch.nn.CrossEntropyLoss()
    return torch.nn.Sequential(*modules), loss, x.requires_grad_(), target


def squared_error(y: Any, target: Any) -> Any:
    return ((y - target) ** 2).sum() / len(y)


def hooked(torch: Any, model: Any, loss: Any, x: Any, target: Any) -> Task:
    """Every module's output and gradients, taken by hooks; then one step of gradient descent."""
    kept: dict[tuple[str, int], Any] = {}
    for i, module in enumerate(model):
        module.register_forward_hook(lambda _m, _i, out, i=i: kept.update({("y", i): out.detach()}))
        module.register_full_backward_hook(
            lambda _m, into, out, i=i: kept.update({("dx", i): into[0], ("dy", i): out[0]})
        )
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)

    def run() -> None:
        optimizer.zero_grad()
        x.grad = None
        E = loss(model(x), target)
        E.backward()
        kept["grads", 0] = [p.grad for p in model.parameters()]
        optimizer.step()

    return run


def with_grad(torch: Any, model: Any, loss: Any, x: Any, target: Any) -> Task:
    """One call of autograd.grad for everything, and the update by hand."""
    parameters = list(model.parameters())
    modules = list(model)

    def run() -> list[Any]:
        outputs = [x]
        for module in modules:
            outputs.append(module.forward(outputs[-1]))
        E = loss(outputs[-1], target)
        gradients = torch.autograd.grad(E, [*outputs, *parameters])
        with torch.no_grad():
            moved = [
                p - 0.1 * d for p, d in zip(parameters, gradients[-len(parameters) :], strict=True)
            ]
        return [*outputs, *gradients, *moved]

    return run


def convolution(torch: Any) -> Result:
    """16 filters of 3×3 on 32 images of 28×28: forward and backward, against PyTorch's."""
    rng = np.random.default_rng(0)
    x, W, b = rng.normal(size=(32, 1, 28, 28)), rng.normal(size=(16, 1, 3, 3)), np.zeros(16)
    dy = rng.normal(size=(32, 16, 26, 26))
    settings = {"size": 3, "stride": 1, "padding": 0}
    rules = conv2d.rules

    def ours() -> list[Any]:
        known: dict[str, Any] = {"x": x, "W": W, "b": b, "dy": dy, "x_shape": x.shape, **settings}
        for rule in rules.values():
            known[rule.name] = rule.function(*(known[name] for name in rule.arguments))
        return [known["y"], known["dW"], known["db"], known["dx"]]

    tx, tW, tb = (torch.tensor(a, requires_grad=True) for a in (x, W, b))
    tdy = torch.tensor(dy)

    def theirs() -> Any:
        y = torch.nn.functional.conv2d(tx, tW, tb)
        return torch.autograd.grad(y, (tx, tW, tb), tdy)

    for our, their in zip(ours()[1:], (theirs()[1], theirs()[2], theirs()[0]), strict=True):
        assert np.allclose(our, their.numpy()), "both compute the same"
    name = "conv2d, 16 filters 3×3 on 32×1×28×28, against PyTorch"
    return compare(name, ours, theirs, times=3, bar=2.0)
