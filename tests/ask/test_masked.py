"""What a causal attention hides is meant: it is counted by itself, and nothing blames it."""

import numpy as np

from backstep.api.shown import stats_of
from backstep.ask.broken import first_broken
from backstep.ask.check import check
from backstep.presets import PRESETS
from backstep.run.state import initial_state
from backstep.run.tape import Tape
from tests.networks import Raw, make

HEADS, PLACES = 2, 3
HIDDEN = HEADS * PLACES * (PLACES - 1) // 2


def tape() -> Tape:
    network = make(PRESETS["transformer"]["description"])
    found = Tape(network, initial_state(network), 0)
    found.run()
    return found


def test_hidden_scores_are_masked_and_no_flaw() -> None:
    ran = tape()
    found = stats_of(ran, "l7.s")
    assert (found["masked"], found["nonfinite"]) == (HIDDEN, 0)
    assert np.isfinite(found["min"])  # type: ignore[call-overload]
    assert first_broken(ran.plan, ran.value) is None
    assert "masked" not in stats_of(ran, "l7.a")


def test_their_gradient_is_told_to_be_nothing() -> None:
    network = make(PRESETS["transformer"]["description"])
    report = check(network, initial_state(network), 0, everything=True)["tensors"]["l7.ds"]
    assert report["ok"] and report["untold"] == 0 and report["too_small"] >= HIDDEN


def test_a_score_that_is_not_meant_to_be_infinite_is_blamed_all_the_same() -> None:
    raw: Raw = PRESETS["transformer"]["description"]
    broken = {**raw, "parameters": {**raw["parameters"], "l4.b": ["-Infinity", 0, 0, 0]}}
    network = make(broken)
    ran = Tape(network, initial_state(network), 0)
    ran.run()
    found = first_broken(ran.plan, ran.value)
    assert found is not None and found.address == "l4.b"
    assert stats_of(ran, "l7.s")["masked"] == HIDDEN
    assert stats_of(ran, "l7.s")["nonfinite"] != 0
