"""No id moves: a setting that came later is not in the cause as long as it is at its default."""

from dataclasses import replace
from typing import Any

import pytest

from backstep.describe.later import with_later, without_later
from backstep.describe.limits import Limits
from backstep.engine.registry import KINDS
from backstep.store.checkpoint import Checkpoints
from backstep.store.memory import MemoryStore

Json = dict[str, Any]

# Computed before there was any later setting.
IDS = {
    "adagrad": "9y29d2b3e5a9k6gta6xp",
    "adam": "sfawzgb26qkmbcyyf2xd",
    "adamw": "2f67sszxga5z722q6cbt",
    "momentum": "m4bmj95j604z5w9mgjtg",
    "nesterov": "e090hjmwzeqd717szj55",
    "rmsprop": "wp5vkgc3yqgc9wfz0jc7",
    "sgd": "7kmfz5d1zjbkk07vt3zr",
    "sign_sgd": "0q1wwdzj2ktn3h8s6kq1",
}


def description(optimizer: str) -> Json:
    """A network with much that might get more settings one day."""
    layers: list[Json] = [
        {"kind": "conv2d", "filters": 2, "size": 3, "init": {"kind": "he_normal"}},
        {"kind": "batch_norm"},
        {"kind": "max_pool", "size": 2},
        {"kind": "avg_pool", "size": 1},
        {"kind": "layer_norm"},
        {"kind": "relu"},
        {"kind": "flatten"},
        {"kind": "linear", "units": 2},
        {"kind": "softmax"},
    ]
    network = {"layers": layers, "loss": {"kind": "cross_entropy"}}
    x = [[[[float((r * c + n) % 5) for c in range(4)] for r in range(4)]] for n in range(2)]
    network["optimizer"] = {"kind": optimizer, "lr": 0.1}  # type: ignore[assignment]
    return {"network": network, "data": {"x": x, "target": [0, 1]}}


def checkpoints() -> Checkpoints:
    return Checkpoints(MemoryStore(), Limits(), 2**20)


@pytest.mark.parametrize("optimizer", IDS)
def test_a_description_keeps_the_id_that_it_always_had(optimizer: str) -> None:
    assert checkpoints().create(description(optimizer)).id.base == IDS[optimizer]


LATER = [
    (kind, setting)
    for kinds in KINDS.values()
    for kind in kinds.values()
    for setting in kind.settings.values()
    if setting.later
]


@pytest.mark.parametrize(("kind", "setting"), LATER, ids=lambda value: value.name)
def test_a_later_setting_has_a_default_and_is_in_the_cause_when_it_is_not_at_it(
    kind: Any, setting: Any
) -> None:
    assert not setting.required
    whole = with_later(
        {"network": {kind.role: {"kind": kind.name}}}
        if kind.role != "layer"
        else {"network": {"layers": [{"kind": kind.name}]}}
    )
    assert setting.name in str(whole)
    assert setting.name not in str(without_later(whole))


def test_another_value_is_another_cause() -> None:
    ours, plain = checkpoints(), description("sgd")
    zero, some = description("sgd"), description("sgd")
    zero["network"]["optimizer"]["l2"] = 0
    some["network"]["optimizer"]["l2"] = 0.1
    ids = [ours.create(raw).id.base for raw in (plain, zero, some)]
    assert ids[0] == ids[1] != ids[2]


def test_what_was_kept_before_a_setting_came_opens_with_its_default() -> None:
    store = MemoryStore()
    first = Checkpoints(store, Limits(), 2**20).create(description("momentum"))
    old = without_later(first.run.base.description)
    assert "l2" not in old["network"]["optimizer"]
    store._bases[first.id.base] = replace(first.run.base, description=old)
    ours = Checkpoints(store, Limits(), 2**20)
    found = ours.get(str(first.id))
    assert found.network.optimizer.settings["l2"] == 0
    assert ours.next(found).id.base == first.id.base
    same = ours.edit(found, {"description": {"network": {"optimizer": {"mu": 0.9}}}})
    assert same.id == found.id, "nothing changed"
