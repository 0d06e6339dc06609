"""A tile of a tensor in which some numbers are hidden says how many of them it shows."""

from fastapi.testclient import TestClient

from backstep.presets import PRESETS
from tests.api.conftest import API

PLACES = 3


def test_a_tile_counts_those_that_it_shows(client: TestClient) -> None:
    made = client.post(f"{API}/checkpoints", json=PRESETS["transformer"]["description"])
    tile = f"{made.headers['location']}/tensors/l7.s?slice=:,0,0:1,:"
    stats = client.get(tile).json()["stats"]
    assert (stats["masked"], stats["nonfinite"]) == (PLACES - 1, 0)
