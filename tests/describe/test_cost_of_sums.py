"""What networks that branch cost: each part and each sum is counted, a shared weight once."""

from math import prod

import pytest

from backstep.describe.cost import sums_of
from backstep.describe.limits import Limits
from backstep.errors import LimitError
from backstep.plan.plan import plan
from tests.describe.test_sharing import twice
from tests.networks import Raw, make
from tests.plan.test_parts import residual
from tests.plan.test_paths import doubling

RAWS = [residual(), twice(), doubling(3)]


@pytest.mark.parametrize("raw", RAWS, ids=["residual", "shared", "doubling"])
def test_the_sums_are_those_of_the_plan(raw: Raw) -> None:
    network = make(raw)
    made = plan(network, 2)
    steps = [step for step in made.steps if step.rule_name == "sum"]
    planned = sorted((s.node, prod(made.tensors[s.writes].shape), len(s.reads)) for s in steps)
    assert sorted(sums_of(network.blocks, 2)) == planned


@pytest.mark.parametrize("raw", RAWS, ids=["residual", "shared", "doubling"])
def test_the_bound_on_numbers_is_the_number_of_those_that_are_written(raw: Raw) -> None:
    network = make(raw)
    made = plan(network, network.batch_size)
    cells = sum(prod(made.tensors[step.writes].shape) for step in made.steps)
    make(raw, Limits(max_activations=cells))
    with pytest.raises(LimitError) as refused:
        make(raw, Limits(max_activations=cells - 1))
    assert refused.value.flaws[0].found == cells
