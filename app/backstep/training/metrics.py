"""How good a network is on all of its training samples, or on those that it has never seen."""

from math import isfinite
from typing import Any, Literal, TypeAlias

import numpy as np

from backstep.describe.classes import UNDECIDED, classes_of
from backstep.describe.network import Network
from backstep.engine.kind import Array
from backstep.run.predict import cells_of, loss_of, respond
from backstep.run.state import State

Part: TypeAlias = Literal["train", "test"]

CELLS = 2**22  # numbers in memory at once that layers compute
MOST_CLASSES = 1000  # of a confusion matrix


def metrics(network: Network, state: State, part: Part) -> dict[str, Any]:
    """Loss, and accuracy with confusion matrix where targets are classes, else R².

    Dropout is off and running statistics are in use, as in predict. A row of the confusion
    matrix is a true class, a column a predicted one; outputs that are not finite are undecided.
    """
    x, target = samples_of(network, part)
    answer: dict[str, Any] = {"part": part, "samples": len(x)}
    answer |= dict.fromkeys(("loss", "accuracy", "confusion", "undecided", "r2"))
    if len(x) == 0:
        return answer
    with np.errstate(all="ignore"):
        y = outputs(network, state, x)
        answer["loss"] = loss_of(network, y, target)
        classes, scores = classes_of(network.data), network.loss.kind.scores
        if classes is None:
            found = {} if scores else goodness(y, target)  # a score is no guess at a number
        else:
            read = classes.of_scores() if scores else classes
            found = hits(classes.read(target), read.read(y), classes.count)
    return answer | found


@np.errstate(all="ignore")
def error(network: Network, state: State, part: Part) -> float | None:
    """The loss over all samples of a part alone; None where it has none."""
    x, target = samples_of(network, part)
    return loss_of(network, outputs(network, state, x), target) if len(x) else None


def samples_of(network: Network, part: Part) -> tuple[Array, Array]:
    """x and target of a part, in the network's units."""
    data = network.data
    return (data.x, data.target) if part == "train" else (data.test_x, data.test_target)


def outputs(network: Network, state: State, x: Array) -> Array:
    """The network's output for all samples, computed a few at a time to bound the memory."""
    together = max(1, CELLS // cells_of(network))
    parts = [respond(network, state, x[i : i + together]) for i in range(0, len(x), together)]
    return np.concatenate(parts)


def hits(true: Array, predicted: Array, count: int) -> dict[str, Any]:
    """Accuracy, and how often each class was taken for which."""
    decided = predicted != UNDECIDED
    return {
        "accuracy": float(np.count_nonzero(decided & (true == predicted)) / len(true)),
        "confusion": confusion(true[decided], predicted[decided], count),
        "undecided": int(len(true) - decided.sum()),
    }


def confusion(true: Array, predicted: Array, count: int) -> list[list[int]] | None:
    """How often each class was taken for which, if there are not too many of them."""
    if count > MOST_CLASSES:
        return None
    table = np.zeros((count, count), dtype=int)
    np.add.at(table, (true, predicted), 1)
    return table.tolist()


def goodness(y: Array, target: Array) -> dict[str, Any]:
    """R²: the part of the targets' variation around their means that the outputs explain."""
    left = float(np.square(y - target).sum())
    whole = float(np.square(target - target.mean(axis=0)).sum())
    ratio = left / whole if whole > 0 and isfinite(whole) else None
    return {"r2": None if ratio is None else 1 - ratio}
