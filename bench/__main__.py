"""Measures every bar and prints one line for each; ends with 1 if one is missed."""

import platform
import sys

import numpy as np

from bench import (
    beside_playground,
    boundary,
    class_trains,
    course_library,
    eager,
    explanation,
    first_paint,
    growth,
    large_network,
    large_training,
    load,
    long_run,
    over_redis,
    own_layer,
    page_speed,
    page_transfer,
    pytorch,
    small_network,
    small_training,
    step_request,
    transformer,
    under_attack,
    watched,
    while_training,
)
from bench.harness import ALTERNATIONS, Result

BARS = (
    small_network,
    large_network,
    pytorch,
    course_library,
    small_training,
    large_training,
    eager,
    transformer,
    step_request,
    over_redis,
    under_attack,
    while_training,
    load,
    class_trains,
    boundary,
    watched,
    long_run,
    growth,
    explanation,
    own_layer,
    page_transfer,
    page_speed,
    first_paint,
    beside_playground,
)


def main() -> int:
    print(f"Python {platform.python_version()}, numpy {np.__version__}, one BLAS thread;")
    print(f"medians of {ALTERNATIONS} alternations (least to most)\n")
    results: list[Result] = []
    for bar in BARS:
        found = bar.measure()
        for result in found if isinstance(found, list) else [found]:
            results.append(result)
            print(result, flush=True)
    return 0 if all(result.holds for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
