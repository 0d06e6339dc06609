"""A file that is named when the server starts is a layer like any other."""

from typing import Any

from backstep.engine.registry import LAYERS
from tests.kinds.conftest import API, DENSE, Json, Own, network

LAYER = {"kind": "own:dense", "units": 2}


def values(own: Own, place: str) -> dict[str, Any]:
    """All tensors of a checkpoint, by address."""
    answer = own.client.get(f"{place}/trace")
    assert answer.status_code == 200, answer.text
    found = answer.json()["tensors"].items()
    return {address: (tensor["shape"], tensor["data"]) for address, tensor in found}


def test_it_stands_in_the_catalog_with_what_the_file_declares(own: Own) -> None:
    catalog = own.client.get(f"{API}/catalog").json()
    layer: Json = catalog["layers"]["own:dense"]
    assert list(layer["settings"]) == ["units", "init"]
    assert layer["settings"]["units"]["default"] == 3
    assert [rule["name"] for rule in layer["rules"]] == ["y", "dW", "db", "dx"]
    assert layer["group"] == "own" and "own" in catalog["groups"]
    assert layer["summary"]["en"] == "A dense layer of my own."
    assert layer["code"]["file"] == "dense.py"
    lines = DENSE.splitlines()
    for rule, line in layer["code"]["lines"].items():
        assert lines[line - 1].startswith(f"def {rule}(")


def test_its_numbers_are_those_of_the_layer_that_it_is_like(own: Own) -> None:
    linear = {"kind": "linear", "units": 2}
    ours = own.create(network({**LAYER, "units": 4}, "tanh", LAYER))
    theirs = own.create(network({**linear, "units": 4}, "tanh", linear))
    assert values(own, ours) == values(own, theirs)
    onward = [own.client.post(f"{p}/next", json={"iterations": 20}) for p in (ours, theirs)]
    ours, theirs = (answer.headers["location"] for answer in onward)
    assert values(own, ours) == values(own, theirs)


def test_a_file_that_is_saved_again_is_another_layer(own: Own) -> None:
    place = own.create(network(LAYER))
    before = values(own, place)
    now = own.save("dense.py", DENSE.replace("x.T @ dy", "x.T @ dy / len(x)"))
    assert now["problem"] is None
    for ask in (
        lambda: own.client.post(f"{place}/next", json={}),
        lambda: own.client.post(f"{place}/edit", json={"redraw": True}),
        lambda: own.client.post(f"{place}/predict", json={"x": [[1, 2, 3]]}),
        lambda: own.client.get(f"{place}/check"),
    ):
        answer = ask()
        assert answer.status_code == 409, answer.text
        told = answer.json()["errors"][0]
        assert told["code"] == "kind_changed"
        assert told["allowed"]["version"] == now["version"]
        assert "dense.py" in told["allowed"]["said"]["es"]
    answer = own.client.post(f"{place}/renewed", json={})
    assert answer.status_code == 201, answer.text
    renewed = answer.headers["location"]
    assert renewed != place
    after = values(own, renewed)
    assert [4 * number for number in after["l1.dW"][1]] == before["l1.dW"][1]
    assert {a: v for a, v in after.items() if a in ("l1.y", "l1.W", "loss.E", "l1.db")} == {
        a: before[a] for a in ("l1.y", "l1.W", "loss.E", "l1.db")
    }


def test_nothing_of_it_stays_when_the_server_ends(start: Any) -> None:
    own = start({"dense.py": DENSE})
    assert "own:dense" in LAYERS
    own.client.__exit__(None, None, None)
    assert "own:dense" not in LAYERS
