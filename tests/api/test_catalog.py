"""The catalog says all that a network can be made of, and the presets are made of it."""

import pytest
from fastapi.testclient import TestClient

from backstep.engine.registry import INITIALIZERS, LAYERS, LOSSES, OPTIMIZERS
from backstep.presets import PRESETS
from tests.api.conftest import API, Json, assert_problem

REGISTRIES = {
    "layers": LAYERS, "losses": LOSSES, "optimizers": OPTIMIZERS, "initializers": INITIALIZERS,
}  # fmt: skip


def test_the_catalog_has_every_kind_with_words_in_both_languages(client: TestClient) -> None:
    catalog = client.get(f"{API}/catalog").json()
    for role, registry in REGISTRIES.items():
        assert catalog[role].keys() == registry.keys()
        for name, kind in catalog[role].items():
            assert kind["summary"]["en"] and kind["summary"]["es"], name
            assert kind["title"]["en"] and kind["title"]["es"], name
            assert "<math" in kind["formula"]["mathml"], name
            for setting in kind["settings"].values():
                assert {"type", "required", "default", "min", "max", "choices"} < setting.keys()
                assert setting["summary"]["en"] and setting["summary"]["es"]
            for rule in kind["rules"]:
                assert rule.keys() == {"name", "phase", "reads", "formula"}
                assert rule["formula"], (name, rule["name"])
    assert catalog["layers"]["linear"]["settings"]["units"]["max"] == 65536
    rules = catalog["layers"]["linear"]["rules"]
    assert [rule["name"] for rule in rules] == ["y", "dW", "db", "dx"]
    assert rules[1] | {"formula": None} == {
        "name": "dW", "phase": "backward", "reads": ["dy", "x"], "formula": None,
    }  # fmt: skip


def test_the_catalog_tells_the_limits_and_the_version(client: TestClient) -> None:
    answer = client.get(f"{API}/catalog")
    catalog = answer.json()
    assert isinstance(catalog["version"], str)
    assert catalog["version"] in answer.headers["etag"]
    assert {"max_parameters", "max_activations", "max_work", "max_body_bytes"} <= catalog[
        "limits"
    ].keys()
    assert client.get(f"{API}/catalog?v={catalog['version']}").json() == catalog
    assert_problem(client.get(f"{API}/catalog?x=1"), 422, "unknown_field", "/query/x")


def test_the_default_preset_is_the_courses_network() -> None:
    names = "course mazur xor classifier convolution spiral digits"
    branching = "residual attention transformer recurrent"
    assert list(PRESETS) == [*names.split(), *branching.split()]
    layers = PRESETS["course"]["description"]["network"]["layers"]
    assert [layer["label"] for layer in layers] == ["RL1", "RL2", "RL3"]


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_has_words_runs_and_learns(client: TestClient, name: str) -> None:
    preset = client.get(f"{API}/catalog").json()["presets"][name]
    for words in (preset["title"], preset["summary"]):
        assert words["en"] and words["es"]
    made = client.post(f"{API}/checkpoints", json=preset["description"])
    assert made.status_code == 201, made.text
    place = made.headers["location"]
    whole_epochs = 300
    later = client.post(f"{place}/next", json={"iterations": whole_epochs}).headers["location"]
    losses = [loss for _, loss in client.get(f"{later}/history").json()["losses"]]
    assert sum(losses[-12:]) < sum(losses[:12]) / 3, (losses[:4], losses[-4:])


@pytest.mark.parametrize("name", PRESETS)
def test_no_number_of_a_preset_is_only_the_rounding_of_a_sum(client: TestClient, name: str) -> None:
    """Where hand-made weights add up to 0, floats leave 6e-17: nobody can read that."""
    description = client.get(f"{API}/catalog").json()["presets"][name]["description"]
    trace = client.post(f"{API}/trace", json=description).json()
    for address, tensor in trace["tensors"].items():
        numbers = [cell for cell in tensor["data"] or [] if cell != "-Infinity"]  # hidden scores
        cells = [abs(cell) for cell in numbers]
        assert not [cell for cell in cells if 0 < cell < 1e-12 * max(cells)], address


def test_the_courses_numbers_are_rounded_so_that_they_can_be_read(course: Json) -> None:
    for tensor in (*course["parameters"].values(), course["data"]["x"]):
        rows = tensor if isinstance(tensor[0], list) else [tensor]
        assert all(round(cell, 1) == cell for row in rows for cell in row)


@pytest.mark.parametrize("path", ["/healthz", "/readyz", f"{API}/healthz", f"{API}/readyz"])
def test_a_healthy_server_says_so(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"


def test_an_initializer_says_how_far_its_numbers_spread(client: TestClient) -> None:
    initializers = client.get("/api/v1/catalog").json()["initializers"]
    assert initializers["he_normal"]["spread"]["latex"] == (
        r"\sigma = \sqrt{\frac{2}{n_{\mathrm{in}}}}"
    )
    assert all(kind["spread"]["mathml"] for kind in initializers.values())
