"""Whether the targets are classes, and which class a row of outputs means."""

from dataclasses import dataclass, replace

import numpy as np

from backstep.describe.data import Data
from backstep.engine.kind import Array

UNDECIDED = -1  # the class of a row that holds NaN or infinity
BETWEEN = {(0.0, 1.0): 0.5, (-1.0, 1.0): 0.0}  # one column of two values: where one class begins


@dataclass(frozen=True, slots=True)
class Classes:
    """How many classes there are, and how they are read.

    Without a threshold the largest number of a row names its class; with one, a single column
    means the second class above it.
    """

    count: int
    threshold: float | None = None

    def read(self, outputs: Array) -> Array:
        """The class number of each row: of each sample, or of each place of all samples."""
        rows = outputs.reshape(-1, outputs.shape[-1])
        if self.threshold is None:
            found = rows.argmax(axis=1)
        else:
            found = (rows[:, 0] > self.threshold).astype(int)
        return np.where(np.isfinite(rows).all(axis=1), found, UNDECIDED)

    def of_scores(self) -> "Classes":
        """The same classes, read from scores: a yes is above 0, whatever the targets are."""
        return self if self.threshold is None else replace(self, threshold=0.0)


def classes_of(data: Data) -> Classes | None:
    """How the targets of both parts name classes; None where they are just numbers.

    Classes are one-hot rows, or one column that holds nothing but 0 and 1, or −1 and 1; a sample is
    such a row, or has one for each of its places.
    """
    target = np.concatenate([data.target, data.test_target])
    if target.ndim not in (2, 3):
        return None
    if target.shape[-1] == 1:
        threshold = BETWEEN.get(tuple(np.unique(target).tolist()))
        return None if threshold is None else Classes(2, threshold)
    one_hot = np.isin(target, (0, 1)).all() and (target.sum(axis=-1) == 1).all()
    return Classes(target.shape[-1]) if one_hot else None
