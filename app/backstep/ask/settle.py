"""Makes an explanation agree with its tensor where the same sum was added up in another order.

A matrix product adds its terms in an order of its own, and where large terms cancel, what is left
depends on it. The cell's value is the array's; the difference belongs to the sum, wherever in the
tree that stands, and not to the operations around it.
"""

from typing import Any

import numpy as np

Tree = dict[str, Any]


def settle(tree: Tree, value: float) -> Tree:
    """The tree with this value at its root, and what follows from it down to the sum inside."""
    settled = {**tree, "value": value}
    if same(value, tree["value"]) or tree["op"] == "sum":
        return settled
    for i, arg in enumerate(tree.get("args", ())):
        needed = needed_value(tree, i, value)
        if has_sum(arg) and np.isfinite(needed):
            args = tree["args"]
            return {**settled, "args": [*args[:i], settle(arg, needed), *args[i + 1 :]]}
    return settled


def same(one: float, two: float) -> bool:
    return one == two or (one != one and two != two)


def has_sum(tree: Tree) -> bool:
    return tree["op"] == "sum" or any(map(has_sum, tree.get("args", ())))


def needed_value(tree: Tree, i: int, value: float) -> float:
    """What the i-th argument must be for an operation to give this value; NaN if unknown."""
    args = [np.float64(arg["value"]) for arg in tree["args"]]
    other = args[1 - i] if len(args) == 2 else np.float64("nan")
    with np.errstate(all="ignore"):
        match tree["op"], i:
            case "neg", _:
                return -value
            case "+", _:
                return float(value - other)
            case "-", 0:
                return float(value + other)
            case "-", 1:
                return float(other - value)
            case "*", _:
                return float(value / other)
            case "/", 0:
                return float(value * other)
    return float("nan")
