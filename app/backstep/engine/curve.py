"""A layer's picture: where it only looks at one number at a time, its output is a curve over it."""

import numpy as np

from backstep.engine.kind import Array, Kind, call

REACH = 3.0  # from −3 to 3
POINTS = 25


def curve(kind: Kind) -> tuple[Array, Array] | None:
    """x and y of a layer that maps each number by itself, with its settings' defaults.

    None for a layer that has parameters, draws at random, changes the shape, mixes numbers, or
    whose settings have no defaults.
    """
    y = kind.rules.get("y")
    alone = y and kind.inputs == y.tensors == ("x",) and not y.drawn and kind.edges == "one"
    if not alone or kind.parameters or (kind.output_shape and not kind.code):
        return None
    if any(setting.required for setting in kind.settings.values()):
        return None
    x = np.linspace(-REACH, REACH, POINTS)
    defaults = {name: setting.default for name, setting in kind.settings.items()}
    return x, call(kind.rules["y"].function, {**defaults, "x": x})
