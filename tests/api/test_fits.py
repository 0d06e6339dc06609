"""`POST /fits`: networks that fit, and those that do not, by their shapes alone."""

import pytest
from fastapi.testclient import TestClient

from backstep.engine.registry import LOSSES
from backstep.presets import PRESETS
from tests.api.conftest import API, Json, assert_problem

LOSS = {"kind": "squared_error"}
NONE: Json = {"networks": [], "x": [1], "target": [1]}


def fits(client: TestClient, networks: list[Json], x: list[int], target: list[int]) -> list[Json]:
    answer = client.post(f"{API}/fits", json={"networks": networks, "x": x, "target": target})
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["networks"]
    return found


def test_a_network_fits_or_says_where_it_does_not(client: TestClient) -> None:
    wide, narrow, images = (
        {"layers": layers, "loss": LOSS}
        for layers in (
            [{"kind": "linear", "units": 3}],
            [{"kind": "linear", "units": 2}, {"kind": "tanh"}],
            [{"kind": "tanh"}, {"kind": "conv2d", "filters": 1, "size": 1}],
        )
    )
    found = fits(client, [wide, narrow, images], [1, 5], [1, 2])
    assert [network["fits"] for network in found] == [False, True, False]
    assert found[0]["errors"][0]["pointer"] == "/data/target"
    assert found[0]["errors"][0]["allowed"] == {"shape": [1, 3]}
    assert found[1]["errors"] == []
    assert found[2]["errors"][0]["pointer"] == "/network/layers/1"
    assert found[2]["errors"][0]["found"] == [1, 5]


@pytest.mark.parametrize("loss", sorted(LOSSES))
def test_every_loss_can_be_tried(client: TestClient, loss: str) -> None:
    network = {"layers": [{"kind": "softmax"}], "loss": {"kind": loss}}
    assert fits(client, [network], [1, 3], [1, 3]) == [{"fits": True, "errors": []}]


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_every_preset_fits_its_own_data(client: TestClient, create, preset: str) -> None:
    place = create(PRESETS[preset]["description"])
    network = client.get(place).json()["description"]["network"]
    tensors = client.get(f"{place}/trace?tensors=stats").json()["tensors"]
    x, target = ([1, *tensors[name]["shape"][1:]] for name in ("data.x", "data.target"))
    assert fits(client, [network], x, target)[0]["fits"]


def test_nonsense_among_the_networks_is_an_answer_about_that_one(client: TestClient) -> None:
    found = fits(client, [7, {"layers": "x"}, {"layers": [], "loss": LOSS}], [1, 2], [1, 2])  # type: ignore[list-item]
    assert [network["fits"] for network in found] == [False, False, True]


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ([], "wrong_type", ""),
        ({}, "missing_field", "/networks"),
        ({"networks": 1, "x": [1], "target": [1]}, "wrong_type", "/networks"),
        ({"networks": [], "x": [0], "target": [1]}, "out_of_range", "/x/0"),
        ({"networks": [], "x": [1], "target": "a"}, "wrong_type", "/target"),
        ({"networks": [], "x": [10**6, 10**6], "target": [1]}, "out_of_range", "/x"),
        ({"networks": [0] * 101, "x": [1], "target": [1]}, "out_of_range", "/networks"),
        ({"networks": [], "x": [1], "target": [1], "more": 1}, "unknown_field", "/more"),
        ({**NONE, "target_range": [1]}, "wrong_type", "/target_range"),
        ({**NONE, "target_range": "a"}, "wrong_type", "/target_range"),
        ({**NONE, "target_range": [0, True]}, "wrong_type", "/target_range"),
        ({**NONE, "target_range": [2, 1]}, "out_of_range", "/target_range"),
    ],
)
def test_what_cannot_be_tried(client: TestClient, body: object, code: str, pointer: str) -> None:
    assert_problem(client.post(f"{API}/fits", json=body), 422, code, pointer)


def test_a_loss_that_could_learn_nothing_from_the_targets_says_why(client: TestClient) -> None:
    layers = [{"kind": "linear", "units": 1}]
    networks = [{"layers": layers, "loss": {"kind": loss}} for loss in sorted(LOSSES)]
    body = {"networks": networks, "x": [4, 2], "target": [4, 1], "target_range": [-1.7, 1.3]}
    found = client.post(f"{API}/fits", json=body).json()["networks"]
    refused = {
        loss: [error["allowed"]["of"] for error in each["errors"]]
        for loss, each in zip(sorted(LOSSES), found, strict=True)
        if not each["fits"]
    }
    assert refused == {
        "cross_entropy": ["outputs", "targets"],
        "binary_cross_entropy": ["outputs", "targets"],
        "softmax_cross_entropy": ["single", "targets"],
        "sigmoid_cross_entropy": ["targets"],
    }
    first = found[sorted(LOSSES).index("cross_entropy")]["errors"][0]
    assert (first["code"], first["pointer"]) == ("unsuited", "/network/loss")


def test_a_checkpoint_says_why_its_loss_does_not_suit_what_it_gets(
    client: TestClient, course: Json
) -> None:
    """As POST /fits does: of the targets that are learned from, the finite ones."""

    def made(**changes: object) -> Json:
        body = {**course, **changes}
        found: Json = client.post(f"{API}/checkpoints", json=body).json()
        return found

    fitting = made()
    assert fitting["unsuited"] == []
    assert fitting["target_range"] == [-1.7, 2.0]
    for loss in sorted(LOSSES):
        network = {**course["network"], "loss": {"kind": loss}}
        asked = {"networks": [network], "x": [4, 2], "target": [4, 1]}
        answer = client.post(f"{API}/fits", json={**asked, "target_range": [-1.7, 2]}).json()
        assert made(network=network)["unsuited"] == answer["networks"][0]["errors"]
    data = course["data"]
    held_back = [["NaN"], ["Infinity"], *data["target"][2:]]
    assert made(data={**data, "target": held_back})["target_range"] == [
        min(cell for [cell] in data["target"][2:]),
        max(cell for [cell] in data["target"][2:]),
    ]
    nothing = made(data={**data, "target": [["NaN"]] * len(data["target"])})
    assert nothing["target_range"] is None
