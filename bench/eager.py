"""Training a lesson's network against PyTorch, eager and compiled, where it is installed."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from backstep.run.state import initial_state
from bench.harness import Result, compare
from bench.training import PARAMETERS, job_of, small, train_by_steps

ITERATIONS = 200


def measure() -> list[Result]:
    """At least 6 times as fast as eager, and twice as fast as a compiled step."""
    if not find_spec("torch"):
        return []
    torch: Any = import_module("torch")
    torch.set_num_threads(1)
    network = small()
    state = initial_state(network)
    job = job_of(network, state, ITERATIONS)
    x, target = (torch.tensor(part) for part in (network.data.x, network.data.target))
    step = step_of(torch, [torch.tensor(state[address]) for address in PARAMETERS])
    size, batches = network.batch_size, network.batches

    def ours() -> None:
        train_by_steps(network, job)

    def run(step: Callable[[Any, Any], Any]) -> Callable[[], None]:
        def theirs() -> None:
            for k in range(ITERATIONS):
                first = k % batches * size
                step(x[first : first + size], target[first : first + size]).item()

        return theirs

    name = "training 2-4-4-1 against PyTorch, {}"
    compiled = torch.compile(step)
    return [
        compare(name.format("eager"), ours, run(step), times=1, bar=1 / 6),
        compare(name.format("compiled"), ours, run(compiled), times=1, bar=1 / 2),
    ]


def step_of(torch: Any, start: list[Any]) -> Callable[[Any, Any], Any]:
    """One step of gradient descent on 2-4-4-1 with tanh, as PyTorch is written."""
    nn = torch.nn
    layers = [nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 4), nn.Tanh(), nn.Linear(4, 1)]
    model = nn.Sequential(*layers).double()
    with torch.no_grad():
        for parameter, value in zip(model.parameters(), start, strict=True):
            parameter.copy_(value.T if value.ndim == 2 else value)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)

    def step(x: Any, target: Any) -> Any:
        optimizer.zero_grad()
        loss = ((model(x) - target) ** 2).sum() / len(x)
        loss.backward()
        optimizer.step()
        return loss

    return step
