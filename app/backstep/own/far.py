"""Numbers larger than those of the first tries: a function may have another piece there."""

from collections.abc import Sequence

import numpy as np

from backstep.own.cases import Case, measure, upstream, usable
from backstep.own.subject import Given, Subject, drawn
from backstep.own.told import Told

TIMES = 8.0  # past the 6 of a ReLU6, and not so far that an exponential is past all numbers


def far_away(subject: Subject, fitting: Sequence[Case], seed: int, limit: float) -> Case | None:
    """The smallest shape with large numbers, each gradient's derivative measured; None where the
    layer is not made for them, where they say nothing new, or where it would take too long."""
    rng = np.random.default_rng([seed, 8])
    near = min(fitting, key=lambda case: sum(a.size for a in case.given.arrays.values()))
    given = with_large_numbers(subject, near.given, rng)
    if given is None:
        return None
    names = list(dict.fromkeys((*subject.written, *subject.read)))
    try:
        tensors = subject.forward(given)
        y = tensors["y"]
        if not usable(y) or not np.isfinite(y).all():
            return None
        case = Case(given, tensors, upstream(rng, y))
        if subject.calls + 2.5 * sum(np.size(case.of(name)) for name in names) > limit:
            return None
        measure(subject, case, names, seed)
    except Told:
        return None
    return case


def with_large_numbers(subject: Subject, given: Given, rng: np.random.Generator) -> Given | None:
    """x eight times as large; of an error only where it looks at differences alone, so that any
    numbers are what it is made for."""
    if given.sort == "rows" and not given.fixed:
        return None
    x = given.x
    if not given.fixed:
        return placed(given, x * TIMES, {})
    target = {name: drawn(rng, x.shape) for name in given.fixed}
    large = placed(given, TIMES * drawn(rng, x.shape), target)
    shifted = placed(large, large.x + 0.5, {name: value + 0.5 for name, value in target.items()})
    try:
        one, other = (subject.forward(there)["y"] for there in (large, shifted))
    except Told:
        return None
    return large if usable(one) and np.allclose(one, other, rtol=1e-9, atol=0) else None


def placed(given: Given, x: np.ndarray, target: dict[str, np.ndarray]) -> Given:
    """The same with another x and another target."""
    arrays = {**given.arrays, given.inputs[0]: x}
    return Given(arrays, given.settings, target, given.inputs, given.sort)
