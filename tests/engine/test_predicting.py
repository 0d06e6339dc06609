"""Used without learning, a layer forgets the batch: no masks, and the running statistics."""

import numpy as np

from backstep.engine.kind import Example
from backstep.engine.registry import LAYERS
from tests.engine.harness import prepare


def test_dropout_lets_everything_pass() -> None:
    case = prepare(LAYERS["dropout"], Example(settings={"rate": 0.9}))
    mask = case.kind.rules["mask"].predict
    assert mask is not None
    np.testing.assert_array_equal(mask(case.tensors["x"]), np.ones((4, 3)))


def test_batch_norm_uses_its_running_statistics() -> None:
    rules = LAYERS["batch_norm"].rules
    assert rules["mean"].predict is not None and rules["var"].predict is not None
    running = np.array([1.0, 2.0])
    assert rules["mean"].predict(running_mean=running) is running
    assert rules["var"].predict(running_var=running) is running


def test_no_other_rule_changes_when_the_network_is_only_used() -> None:
    changed = {
        (kind.name, rule.name)
        for kind in LAYERS.values()
        for rule in kind.rules.values()
        if rule.predict is not None
    }
    assert changed == {("dropout", "mask"), ("batch_norm", "mean"), ("batch_norm", "var")}


def test_dropout_enlarges_what_it_keeps_so_that_the_mean_stays() -> None:
    case = prepare(LAYERS["dropout"], Example(shape=(200, 200), settings={"rate": 0.25}))
    case.run()
    mask = case.tensors["mask"]
    assert set(np.unique(mask)) == {0.0, 1 / 0.75}
    assert abs(mask.mean() - 1) < 0.02
