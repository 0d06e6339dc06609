"""Whether an edit changed anything is asked of the bits."""

import numpy as np

from backstep.store.same import same


def test_nan_is_itself_and_minus_zero_is_not_zero() -> None:
    cells = np.array([[1.0, np.nan], [-0.0, np.inf]])
    assert same(cells, cells.copy())
    assert same(cells.T, cells.T.copy())
    assert not same(np.array(0.0), np.array(-0.0))
    assert not same(cells, cells.reshape(4))
    assert not same(cells, cells.astype(np.float32))
    assert same({"x": cells, "n": 1}, {"x": cells.copy(), "n": 1})
    assert not same({"n": 1}, {"n": True})
