"""Matt Mazur's published worked example, over HTTP, to the last digit."""

import pytest
from fastapi.testclient import TestClient

from backstep.presets import PRESETS

EXACT = {0: 0.2983711087600027, 1: 0.29102777369359933, 9_999: 3.510854812251261e-05}
W1 = [0.149780716, 0.24975114, 0.19956143, 0.29950229]
W2 = [0.35891648, 0.51130127, 0.408666186, 0.561370121]


def test_mazurs_numbers_come_out(client: TestClient, create) -> None:
    place = create(PRESETS["mazur"]["description"])
    first = client.get(f"{place}/trace").json()["tensors"]
    assert first["l3.W:next"]["data"] == pytest.approx(W2, abs=5e-10)
    assert first["l1.W:next"]["data"] == pytest.approx(W1, abs=5e-9)
    assert "l1.b:next" not in first
    assert first["l1.db"]["role"] == "gradient"
    base = place.removesuffix("0")
    client.post(f"{place}/next", json={"iterations": 9_999})
    for iteration, loss in EXACT.items():
        trace = client.get(f"{base}{iteration}/trace?tensors=none").json()
        assert trace["loss"] == pytest.approx(loss, rel=1e-12, abs=1e-16)
