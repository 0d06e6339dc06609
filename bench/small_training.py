"""Training a lesson's network against the same numpy calls in a loop by hand."""

from bench import small_network
from bench.harness import Result
from bench.training import compare_training, small


def measure() -> Result:
    name = "training 2-4-4-1, batch 4, 400 iterations"
    return compare_training(name, small(), small_network.by_hand, iterations=400, bar=1.3)
