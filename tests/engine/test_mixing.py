"""A kind says whether a sample's output depends on the other samples of its batch; and it does."""

import numpy as np
import pytest

from backstep.engine.kind import Example, Kind
from backstep.engine.registry import LAYERS
from tests.engine.harness import cases_of, prepare, title


@pytest.mark.parametrize("pair", cases_of([*LAYERS.values()]), ids=title)
def test_other_samples_matter_where_a_kind_says_so_and_nowhere_else(
    pair: tuple[Kind, Example],
) -> None:
    kind, example = pair
    if example.shape[0] < 2:
        pytest.skip("one sample has no others")
    case, other = prepare(kind, example), prepare(kind, example)
    for name in kind.inputs:
        other.tensors[name] = case.tensors[name].copy()
        others = other.tensors[name][1:]
        others[...] = np.roll(others, 1) if example.inputs == "indices" else others * 1.5
    case.run()
    other.run()
    alike = np.allclose(case.tensors["y"][0], other.tensors["y"][0], rtol=1e-12)
    assert alike != kind.mixes_samples
