"""Explaining one number of a layer of 2048: its value, and the largest terms of its sum."""

from backstep.ask.explain import explain
from bench.harness import Result, clock
from bench.networks import wide


def measure() -> Result:
    tape = wide()
    tape.run()
    name = "explaining one number of a 2048-wide linear layer"
    return clock(name, lambda: explain(tape, "l1.y", (3, 5)), times=4, bar=5.0)
