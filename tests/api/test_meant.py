"""A −Infinity that a rule means is no number that broke: nothing counts it, nothing blames it."""

from copy import deepcopy
from typing import Any

import numpy as np
from fastapi.testclient import TestClient

from backstep.ask.summary import stats
from backstep.presets import PRESETS


def causal() -> dict[str, Any]:
    """A preset with attention that does not look ahead."""
    description: dict[str, Any] = deepcopy(PRESETS["attention"]["description"])
    for layer in description["network"]["layers"]:
        if layer["kind"] == "attention":
            layer["causal"] = True
    return description


def test_what_a_causal_mask_hides_is_not_counted_among_the_broken(client: TestClient) -> None:
    id = client.post("/api/v1/checkpoints", json=causal()).json()["id"]
    trace = client.get(f"/api/v1/checkpoints/{id}/trace").json()
    hidden = {
        address: tensor["data"].count("-Infinity")
        for address, tensor in trace["tensors"].items()
        if tensor["data"] and "-Infinity" in tensor["data"]
    }
    assert hidden, "the mask hides something"
    for address in hidden:
        assert trace["tensors"][address]["stats"]["nonfinite"] == 0, address
        tile = client.get(f"/api/v1/checkpoints/{id}/tensors/{address}").json()
        assert tile["stats"]["nonfinite"] == 0
    told = client.post(
        f"/api/v1/checkpoints/{id}/train",
        json={"iterations": 3, "until": {"nonfinite": True}},
    ).text
    assert '"reason":"iterations"' in told


def test_another_infinity_is_counted() -> None:
    array = np.array([-np.inf, -np.inf, np.inf, 1.0])
    meant = np.array([True, False, False, False])
    assert stats(array)["nonfinite"] == 3
    assert stats(array, meant)["nonfinite"] == 2
