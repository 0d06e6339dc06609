"""Training a network for digits against the same numpy calls in a loop by hand."""

from bench import large_network
from bench.harness import Result
from bench.training import compare_training, large


def measure() -> Result:
    name = "training 784-128-64-10, batch 64, 20 iterations"
    return compare_training(name, large(), large_network.by_hand, iterations=20, bar=1.15)
