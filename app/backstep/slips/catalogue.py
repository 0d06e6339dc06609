"""All slips, the one that is told first where several explain the same first."""

from collections.abc import Iterator, Sequence

from backstep.slips import guessed, mixed, scaled, summed, turned
from backstep.slips.cell import Cell, Outcome
from backstep.slips.evidence import Evidence
from backstep.slips.slip import Slip

CATALOGUE: tuple[Slip, ...] = (
    # of gradients, and those that a single number shows too
    scaled.dtype, scaled.sign, turned.transposed, summed.not_summed, summed.one_sample,
    mixed.no_derivative, scaled.factor, mixed.x_for_y, mixed.y_for_x, summed.missing_path,
    summed.wrong_axis, mixed.in_place, mixed.stale, turned.shape,
    # of single numbers only
    guessed.minus, guessed.power, guessed.branch, guessed.term, guessed.left, guessed.swapped,
    guessed.other, guessed.sum_for_mean, guessed.mean_for_sum, guessed.point,
)  # fmt: skip
BY_NAME = {slip.name: slip for slip in CATALOGUE}


def explained(slip: Slip, evidence: Sequence[Evidence]) -> str | None:
    """The detail with which a slip explains all of the evidence; None if it does not."""
    if slip.array is None or not evidence:
        return None
    common: list[str] | None = None
    for one in evidence:
        details = list(slip.array(one))
        common = details if common is None else [d for d in common if d in details]
        if not common:
            return None
    return common[0] if common else None


def all_explaining(evidence: Sequence[Evidence]) -> list[tuple[Slip, str]]:
    """Every slip that makes of what is right what was found, with its detail."""
    found = ((slip, explained(slip, evidence)) for slip in CATALOGUE)
    return [(slip, detail) for slip, detail in found if detail is not None]


def outcomes(cell: Cell) -> Iterator[tuple[Slip, Outcome]]:
    """All that comes out for one number by the slips that it invites, the likeliest first."""
    for slip in CATALOGUE:
        if slip.cell is not None:
            yield from ((slip, outcome) for outcome in slip.cell(cell))
