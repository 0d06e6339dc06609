"""Networks that branch, over REST: parts, sums and paths at their addresses, shared weights, edits
and what is exported."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.conftest import API

LAYERS: list[dict[str, Any]] = [
    {"kind": "linear", "units": 2, "group": "Block"}, {"kind": "tanh", "group": "Block"},
    {"kind": "linear", "share": "l1", "group": "Block"},
    {"kind": "add", "inputs": {"other": "l1"}}, {"kind": "linear", "units": 1},
]  # fmt: skip
RAW = {
    "network": {
        "layers": LAYERS,
        "loss": {"kind": "squared_error"},
        "optimizer": {"kind": "sgd", "lr": 0.001},
    },
    "data": {"x": [[0.5, -1.0], [2.0, 0.3]], "target": [[1.0], [0.0]]},
}


@pytest.fixture
def made(create: Callable[[Any], str]) -> str:
    return create(RAW)


def get(client: TestClient, made: str, path: str, status: int = 200) -> Any:
    answer = client.get(f"{made}/{path}".rstrip("/"))
    assert answer.status_code == status, answer.text
    return answer.json()


@pytest.mark.parametrize("address", ["l1.dy@l4.other", "l1.dy%40l4.other", "l4.dother"])
def test_a_part_has_an_address_however_it_is_escaped(
    client: TestClient, made: str, address: str
) -> None:
    assert get(client, made, f"tensors/{address}")["address"] == "l1.dy@l4.other"
    assert get(client, made, f"explain/{address}?at=0,0")["address"] == "l1.dy@l4.other"
    chain = get(client, made, f"chain/{address}")
    assert (chain["address"], chain["path_count"]) == ("l1.dy@l4.other", 1)


def test_a_sum_is_explained_by_its_parts(client: TestClient, made: str) -> None:
    told = get(client, made, "explain/l1.dy?at=0,1&terms=1")
    assert told["expr"]["op"] == "+"
    leaves = [(leaf["op"], leaf["address"], leaf["at"]) for leaf in told["expr"]["args"]]
    assert leaves == [("cell", "l1.dy@l4.other", [0, 1]), ("cell", "l1.dy@l2.x", [0, 1])]


def test_the_samples_of_a_sum_are_those_of_its_parts(client: TestClient, made: str) -> None:
    for address in ("l1.dW", "l1.dW@l3", "l3.dW"):
        whole = get(client, made, f"tensors/{address}")["data"]
        parts = [get(client, made, f"tensors/{address}?sample={n}")["data"] for n in (0, 1)]
        assert whole == pytest.approx([a + b for a, b in zip(*parts, strict=True)], abs=1e-12)


def test_a_shared_weight_has_a_path_for_each_use(client: TestClient, made: str) -> None:
    chain = get(client, made, "chain/l1.W")
    nodes = [[link["node"] for link in path] for path in chain["paths"]]
    assert nodes == [
        ["loss", "l5", "l4", "l1"], ["loss", "l5", "l4", "l3"],
        ["loss", "l5", "l4", "l3", "l2", "l1"],
    ]  # fmt: skip


def test_the_check_holds_for_all(client: TestClient, made: str) -> None:
    report = get(client, made, "check?all=1")
    assert report["ok"] is True
    assert {"l1.dW@l1", "l1.dW@l3", "l1.dy@l2.x", "l1.dy"} <= set(report["tensors"])
    assert "l1.dW@l1" not in get(client, made, "check")["tensors"]


def test_nodes_say_what_they_read_and_share(client: TestClient, made: str) -> None:
    nodes = {node["id"]: node for node in get(client, made, "")["nodes"]}
    assert nodes["l4"]["inputs"] == {"x": "l3", "other": "l1"}
    assert nodes["l4"]["input_shapes"] == {"x": [2, 2], "other": [2, 2]}
    assert nodes["l3"]["share"] == "l1" and nodes["l3"]["parameters"] == {}
    assert nodes["l3"]["group"] == "Block" and nodes["l4"]["group"] is None
    assert nodes["data"]["inputs"] == {} and nodes["optimizer"]["input_shapes"] == {}
    assert nodes["loss"]["inputs"] == {"x": "l5", "target": "data"}


def test_what_is_the_default_and_what_is_for_the_page_move_no_id(
    create: Callable[[Any], str], made: str
) -> None:
    plain = [{n: v for n, v in layer.items() if n != "group"} for layer in LAYERS]
    plain[0]["inputs"] = {"x": "data"}
    plain[1]["inputs"] = {}
    plain[2] |= {"units": 2, "inputs": None}
    plain[4] |= {"share": None, "inputs": {"x": None}}
    assert create({**RAW, "network": {**RAW["network"], "layers": plain}}) == made


def test_what_was_exported_leads_to_the_same_again(
    client: TestClient, create: Callable[[Any], str], made: str
) -> None:
    order = {"description": {"network": {"layers": [{"from": f"l{k}"} for k in (2, 3, 5)]}}}
    order["description"]["network"]["layers"].insert(0, {"kind": "bias"})
    edited = client.post(f"{made}/edit", json=order)
    assert edited.status_code == 201, edited.text
    assert edited.json()["nodes"][3]["share"] is None
    assert edited.json()["nodes"][3]["parameters"] == {"W": [2, 2], "b": [2]}
    exported = get(client, f"{API}/checkpoints/{edited.json()['id']}", "export/json")
    assert create(exported["description"]) == made
    again = client.post(f"{made}/edit", json=exported["edits"][0]["edit"])
    assert again.json()["id"] == edited.json()["id"]


def test_predicting_and_training_go_on(client: TestClient, made: str) -> None:
    trace = get(client, made, "trace")
    asked = client.post(f"{made}/predict", json={"x": RAW["data"]["x"]})
    assert asked.json()["y"]["data"] == trace["tensors"]["l5.y"]["data"]
    inner = {"x": RAW["data"]["x"], "address": "l4.other"}
    asked = client.post(f"{made}/predict", json=inner)
    assert asked.json()["y"]["data"] == trace["tensors"]["l1.y"]["data"]
    assert get(client, made, "metrics?part=train")["loss"] == pytest.approx(trace["loss"])
    reached = client.post(f"{made}/next", json={"iterations": 3}).json()
    assert (
        get(client, f"{API}/checkpoints/{reached['id']}", "trace?tensors=none")["loss"]
        < trace["loss"]
    )


def test_a_description_of_what_the_checkpoint_says_is_the_same_network(
    client: TestClient, create: Callable[[Any], str], made: str
) -> None:
    assert create(get(client, made, "")["description"]) == made
